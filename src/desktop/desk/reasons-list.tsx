import {
  IconBellRinging,
  IconBriefcase,
  IconCalendarDue,
  IconCalendarStats,
  IconHeartHandshake,
  IconHistory,
  IconPhoneCalling,
  IconPhoneOutgoing,
  IconRepeat,
  IconRoute,
  IconUsersGroup,
} from '@tabler/icons-react'
import { memo } from 'react'
import type { Pop, PopReason } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
import { Hint } from '../frame/hint.tsx'
import { useWords } from '../words/words-context.tsx'
import { disclosureOf } from './disclosure-of.ts'
import { reasonsPlaceId } from './field-ids.ts'
import { GuidanceDrop, OpeningQuestion } from './guidance-drop.tsx'
import card from './pop-card.module.css'
import styles from './reasons-list.module.css'
import { sayBecause } from './say-because.ts'
import { SteadyPlace } from './steady-place.tsx'
import { WeighedList } from './weighed-list.tsx'

const icons = {
  promise: IconHeartHandshake,
  signal: IconBellRinging,
  usual: IconRepeat,
  season: IconCalendarStats,
  'open-case': IconBriefcase,
  'missed-call-from-us': IconPhoneOutgoing,
  'called-back-soon': IconPhoneCalling,
  'follow-up': IconCalendarDue,
  'recent-contact': IconHistory,
  did: IconRoute,
  queue: IconUsersGroup,
} as const

interface ReasonsListProps {
  readonly pop: Pop
  /** With what the house has written down for them. */
  readonly guided?: boolean
}

/** Why they may call, the likeliest first. */
export const ReasonsList = memo(function ReasonsList({ pop, guided = false }: ReasonsListProps) {
  const { callId, person, reasons } = pop
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  return (
    <section id={reasonsPlaceId} className={card.panel}>
      <div className={styles.head}>
        <h2 className={card.heading}>{words.pop.why}</h2>
        {guided && <GuidanceDrop key={callId} pop={pop} />}
      </div>
      <SteadyPlace most="rest" subject={`${callId} ${person?.customerId} ${disclosureOf(pop).masked.join()}`}>
        {guided && <OpeningQuestion pop={pop} />}
        {reasons.length === 0 && <p className={card.quiet}>{words.pop.whyNone}</p>}
        <ol className={styles.reasons}>
          {reasons.slice(0, 3).map((reason) => {
            const Icon = icons[reason.kind]
            return (
              <li key={`${reason.kind} ${reason.text} ${reason.at}`}>
                <Icon size={16} aria-hidden />
                <Hint className={styles.reason ?? ''} hint={<Because reason={reason} />}>
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
                </Hint>
              </li>
            )
          })}
        </ol>
      </SteadyPlace>
    </section>
  )
})

function Because({ reason: { because } }: { reason: PopReason }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const rows = because.map((one) => ({ text: sayBecause(one, words, spoken, now), points: one.points }))
  return <WeighedList heading={words.becauseHeading} rows={rows} />
}
