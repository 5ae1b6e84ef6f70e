import { IconShieldCheck, IconShieldHalf, IconShieldQuestion, IconShieldX } from '@tabler/icons-react'
import type { Trust } from '../../wire/pop.ts'
import { Drop } from '../frame/drop.tsx'
import { useWords } from '../words/words-context.tsx'
import card from './pop-card.module.css'
import styles from './trust-note.module.css'

const icons = {
  attested: IconShieldCheck,
  usual: IconShieldHalf,
  doubtful: IconShieldX,
  none: IconShieldQuestion,
} as const

/** How far the number may be relied on, with the first reason; all reasons on demand. It never says who is speaking. */
export function TrustNote({ trust, number }: { trust: Trust; number: string | null }) {
  const { words } = useWords()
  const Icon = icons[trust.level]
  const reasons = trust.reasons.map((reason) => words.trustReasons[reason] ?? reason)
  const careful = trust.level === 'doubtful' || trust.level === 'none'
  const label = (
    <>
      {number && (
        <bdi dir="ltr" className={styles.trustNumber}>
          {number}
        </bdi>
      )}
      <span>{words.trust[trust.level]}</span>
      {careful && reasons[0] && <span className={styles.trustReason}>{reasons[0]}</span>}
    </>
  )
  return (
    <div className={styles.trust} data-level={trust.level}>
      <Drop kind="note" look="quiet" label={label} icon={<Icon size={16} aria-hidden />}>
        <h3 className={card.heading}>{words.trust.heading}</h3>
        <ul className={card.plainList}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <p className={card.quiet}>{words.trust.never}</p>
      </Drop>
    </div>
  )
}
