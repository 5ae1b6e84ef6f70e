import { IconMinus, IconPlus } from '@tabler/icons-react'
import type { Evidence } from '../../wire/pop.ts'
import { useNow } from '../clock.ts'
import type { Words } from '../words/en.ts'
import type { Spoken } from '../words/speak.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './evidence-list.module.css'
import card from './pop-card.module.css'

/** The reasons for and against, in words, the heaviest first. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  if (evidence.length === 0) return <p className={card.quiet}>{words.identity.evidenceNone}</p>
  return (
    <ul className={styles.evidence}>
      {evidence
        .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .map((one) => (
          <li key={`${one.kind} ${one.detail}`} data-against={one.weight < 0 || undefined}>
            {one.weight < 0 ? <IconMinus size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
            <span>{sayEvidence(one, words, spoken, now)}</span>
          </li>
        ))}
    </ul>
  )
}

/** Counts are small; an instant in ms has not been below this since 1973. */
const leastInstant = 1e11

/** An evidence as a phrase; its detail is an instant, a count or the house's own words. */
export function sayEvidence(one: Evidence, words: Words, spoken: Spoken, now: number): string {
  const phrase = words.evidence[one.kind]
  if (one.detail === undefined || one.detail === '') return phrase
  if (typeof one.detail === 'string') return `${phrase} (${one.detail})`
  return `${phrase} (${one.detail > leastInstant ? spoken.ago(one.detail, now) : spoken.count(one.detail)})`
}
