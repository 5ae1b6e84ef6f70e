import type { DraftPromise } from '../../wire/desk-api.ts'
import { groupName, groupsOf, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './wrap-up.module.css'

/** In the order in which they are offered. */
const channels: readonly DraftPromise['channel'][] = [
  'call',
  'e-mail',
  'sms',
  'chat',
  'letter',
  'visit',
  'delivery',
  'other',
]

interface PromiseTermsProps {
  readonly one: DraftPromise
  readonly open: boolean
  readonly change: (what: Partial<DraftPromise>) => void
}

/** Who keeps a promise, the agent or a department or team, and on which channel. */
export function PromiseTerms({ one, open, change }: PromiseTermsProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const say = words.promises
  const groups = groupsOf(me)
  return (
    <div className={styles.terms}>
      {groups.length > 0 && (
        <select
          className={styles.field}
          aria-label={say.keptBy}
          disabled={!open}
          value={one.department ?? ''}
          onChange={(event) => change({ department: event.currentTarget.value || null })}
        >
          <option value="">{say.byMe}</option>
          {groups.map(({ id }) => (
            <option key={id} value={id}>
              {say.byGroup(groupName(me, id, language))}
            </option>
          ))}
        </select>
      )}
      <select
        className={styles.field}
        aria-label={say.channel}
        disabled={!open}
        value={one.channel}
        onChange={({ currentTarget }) =>
          change({ channel: channels[currentTarget.selectedIndex] ?? 'other' })
        }
      >
        {channels.map((channel) => (
          <option key={channel} value={channel}>
            {say.channels[channel]}
          </option>
        ))}
      </select>
    </div>
  )
}
