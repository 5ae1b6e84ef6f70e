import { Button } from '@mantine/core'
import type { FollowUpView } from '../../wire/desk-api.ts'
import { useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallParty } from './call-party.tsx'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'

/** What the agent has promised to do, soonest first. */
export function FollowUps({ round }: { round: string }) {
  const { ask } = useSession()
  const { words } = useWords()
  const due = useAnswer((signal) => ask('readFollowUps', { signal }), [ask, round])
  const items = due.value?.items
  return (
    <OverviewPanel
      heading={words.overview.followUps}
      empty={words.overview.followUpsNone}
      answer={due}
      items={items}
    >
      <ul className={styles.list}>
        {items?.map((one) => (
          <FollowUpEntry key={one.callId} one={one} onDone={due.again} />
        ))}
      </ul>
    </OverviewPanel>
  )
}

function FollowUpEntry({ one, onDone }: { one: FollowUpView; onDone: () => void }) {
  const { ask } = useSession()
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const done = useErrand(() => ask('closeFollowUp', { params: { id: one.callId } }).then(onDone))
  return (
    <li>
      <div className={styles.entry}>
        <strong dir="auto">{one.text || words.wrapUp.followUp}</strong>
        <span className={styles.quiet}>
          <CallParty call={one} />
          {' · '}
          <time title={spoken.exact(one.dueAt)} data-overdue={one.dueAt < now || undefined}>
            {spoken.moment(one.dueAt, now)}
            {one.dueAt < now && ` (${words.overview.overdue})`}
          </time>
        </span>
        <RefusalNote refused={done.refused} />
      </div>
      <Button size="compact-xs" variant="default" loading={done.running} onClick={() => done.run()}>
        {words.overview.done}
      </Button>
    </li>
  )
}
