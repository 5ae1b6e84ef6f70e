import {
  IconBriefcase,
  IconCalendarDue,
  IconHistory,
  IconPhoneCalling,
  IconPhoneOutgoing,
  IconRoute,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { PopReason } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
import { useWords } from '../words/words-context.tsx'
import card from './pop-card.module.css'
import styles from './reasons-list.module.css'

const icons = {
  'open-case': IconBriefcase,
  'missed-call-from-us': IconPhoneOutgoing,
  'called-back-soon': IconPhoneCalling,
  'follow-up': IconCalendarDue,
  'recent-contact': IconHistory,
  did: IconRoute,
  queue: IconUsersGroup,
} as const

/** Why they may call, the likeliest first. */
export function ReasonsList({ reasons }: { reasons: readonly PopReason[] }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  return (
    <section className={styles.reasonsPlace}>
      <h2 className={card.heading}>{words.pop.why}</h2>
      {reasons.length === 0 && <p className={card.quiet}>{words.pop.whyNone}</p>}
      <ol className={styles.reasons}>
        {reasons.slice(0, 4).map((reason) => {
          const Icon = icons[reason.kind]
          return (
            <li key={`${reason.kind} ${reason.text} ${reason.at}`}>
              <Icon size={17} aria-hidden />
              <span className={styles.reasonText}>
                <bdi>{reason.text || words.reasons[reason.kind]}</bdi>
                <span className={card.quiet}>
                  {reason.text ? words.reasons[reason.kind] : ''}
                  {reason.at !== null && (
                    <time title={spoken.exact(reason.at)}>
                      {reason.text ? ' · ' : ''}
                      {spoken.ago(reason.at, now)}
                    </time>
                  )}
                </span>
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
