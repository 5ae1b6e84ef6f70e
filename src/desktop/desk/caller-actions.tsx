import { Button, Popover } from '@mantine/core'
import { IconCheck, IconHelpCircle, IconSearch, IconUserPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Pop } from '../../wire/pop.ts'
import { FindCallerModal, NewCallerModal } from '../customer/identify-caller.tsx'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './caller-lines.module.css'
import { EvidenceList } from './evidence-list.tsx'

/** What an agent can say about who it is, and look up. */
export function CallerActions({ pop }: { pop: Pop }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [open, setOpen] = useState<'none' | 'find' | 'create'>('none')
  const choose = useErrand((customerId: number, verdict: 'is' | 'is-not') =>
    ask('chooseIdentity', { params: { id: pop.callId }, body: { customerId, verdict } }),
  )
  const one = pop.person?.kind === 'person' && pop.outcome === 'recognised' ? pop.person : null
  const confirmed = pop.evidence.some((evidence) => evidence.kind === 'agent-said-so')
  return (
    <div className={styles.callerActions}>
      {pop.evidence.length > 0 && <WhyWeThinkSo pop={pop} />}
      {one && !confirmed && (
        <Button
          {...small}
          leftSection={<IconCheck size={14} />}
          onClick={() => choose.run(one.customerId, 'is')}
          title={words.identity.nextCall}
        >
          {words.identity.right}
        </Button>
      )}
      {one && (
        <Button
          {...small}
          leftSection={<IconX size={14} />}
          onClick={() => choose.run(one.customerId, 'is-not')}
          title={words.identity.nextCall}
        >
          {words.identity.isNot}
        </Button>
      )}
      <Button {...small} leftSection={<IconSearch size={14} />} onClick={() => setOpen('find')}>
        {one ? words.identity.other : words.identity.find}
      </Button>
      {!one && (
        <Button
          {...small}
          variant={pop.person ? 'default' : 'light'}
          leftSection={<IconUserPlus size={14} />}
          onClick={() => setOpen('create')}
        >
          {words.identity.create}
        </Button>
      )}
      <RefusalNote refused={choose.refused} />
      {open === 'find' && (
        <FindCallerModal pop={pop} onClose={() => setOpen('none')} onCreate={() => setOpen('create')} />
      )}
      {open === 'create' && <NewCallerModal pop={pop} onClose={() => setOpen('none')} />}
    </div>
  )
}

const small = { size: 'compact-sm', variant: 'default' } as const

function WhyWeThinkSo({ pop }: { pop: Pop }) {
  const { words } = useWords()
  return (
    <Popover position="bottom-start" width={360} shadow="md" withArrow>
      <Popover.Target>
        <Button {...small} leftSection={<IconHelpCircle size={14} />}>
          {words.identity.evidence}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <EvidenceList evidence={pop.evidence} />
      </Popover.Dropdown>
    </Popover>
  )
}
