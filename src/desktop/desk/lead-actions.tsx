import type { PopLead } from '../../wire/pop-matters.ts'
import { useErrand } from '../frame/errand.ts'
import { PushButton } from '../frame/push-button.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './leads-list.module.css'
import { sayPolitely } from './say-politely.ts'

/** A promise is kept, or a broken one made good; a customer was told of what has happened. */
export function LeadActions({ lead }: { lead: PopLead }) {
  const { ask } = useSession()
  const { words } = useWords()
  const isSignal = lead.kind === 'signal'
  const label = isSignal
    ? words.card.told
    : lead.kind === 'promise-broken'
      ? words.promises.good
      : words.card.kept
  const act = useErrand(async (id: number) => {
    const kind = lead.kind === 'promise-broken' ? 'good' : 'kept'
    if (isSignal) await ask('signalTold', { params: { id } })
    else await ask('changePromise', { params: { id }, body: { kind } })
    sayPolitely(words.card.doneLead(label, lead.text))
  })
  const { id } = lead
  if (id === null || lead.text === '' || !(isSignal || lead.kind.startsWith('promise-'))) return null
  return (
    <div className={styles.actions}>
      <PushButton
        busy={act.running}
        aria-label={words.card.doneLead(label, lead.text)}
        onClick={() => act.run(id)}
      >
        {label}
      </PushButton>
      <RefusalNote refused={act.refused} />
    </div>
  )
}
