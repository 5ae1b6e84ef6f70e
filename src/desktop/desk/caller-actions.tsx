import { IconCheck, IconHelpCircle, IconSearch, IconUserPlus, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { Drop } from '../frame/drop.tsx'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './caller-lines.module.css'
import { EvidenceList } from './evidence-list.tsx'

const FindCallerModal = lazy(async () => ({
  default: (await import('../customer/identify-caller.tsx')).FindCallerModal,
}))
const NewCallerModal = lazy(async () => ({
  default: (await import('../customer/identify-caller.tsx')).NewCallerModal,
}))

/** What an agent can say about who it is, and look up. */
export function CallerActions({ pop }: { pop: Pop }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [open, setOpen] = useState<'none' | 'find' | 'create'>('none')
  const choose = useErrand((customerId: number, verdict: 'is' | 'is-not') =>
    ask('chooseIdentity', { params: { id: pop.callId }, body: { customerId, verdict } }),
  )
  const onFile = pop.person?.kind === 'person' && pop.person.customerId > 0
  const one = onFile && pop.outcome === 'recognised' ? pop.person : null
  const confirmed = pop.evidence.some((evidence) => evidence.kind === 'agent-said-so')
  return (
    <div className={styles.callerActions}>
      {pop.evidence.length > 0 && <WhyWeThinkSo pop={pop} />}
      {one && !confirmed && (
        <PushButton
          icon={<IconCheck size={14} />}
          onClick={() => choose.run(one.customerId, 'is')}
          title={words.identity.nextCall}
        >
          {words.identity.right}
        </PushButton>
      )}
      {one && (
        <PushButton
          icon={<IconX size={14} />}
          onClick={() => choose.run(one.customerId, 'is-not')}
          title={words.identity.nextCall}
        >
          {words.identity.isNot}
        </PushButton>
      )}
      <PushButton icon={<IconSearch size={14} />} onClick={() => setOpen('find')}>
        {one ? words.identity.other : words.identity.find}
      </PushButton>
      {!one && (
        <PushButton
          look={pop.person ? 'plain' : 'soft'}
          icon={<IconUserPlus size={14} />}
          onClick={() => setOpen('create')}
        >
          {words.identity.create}
        </PushButton>
      )}
      <RefusalNote refused={choose.refused} />
      <Suspense>
        {open === 'find' && (
          <FindCallerModal pop={pop} onClose={() => setOpen('none')} onCreate={() => setOpen('create')} />
        )}
        {open === 'create' && <NewCallerModal pop={pop} onClose={() => setOpen('none')} />}
      </Suspense>
    </div>
  )
}

function WhyWeThinkSo({ pop }: { pop: Pop }) {
  const { words } = useWords()
  return (
    <Drop kind="note" label={words.identity.evidence} icon={<IconHelpCircle size={14} />}>
      <EvidenceList evidence={pop.evidence} />
    </Drop>
  )
}
