import { IconMinus, IconPlus } from '@tabler/icons-react'
import styles from './weighed-list.module.css'

interface Weighed {
  readonly text: string
  readonly points: number
}

/** What made a figure, in words, each with whether it speaks for or against. Phrasing only: it stands in a hint. */
export function WeighedList({ heading, rows }: { heading: string; rows: readonly Weighed[] }) {
  return (
    <>
      <span className={styles.heading}>{heading}</span>
      {rows.map(({ text, points }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rows may say the same, and none has a state to be kept
        <span key={index} className={styles.row} data-against={points < 0 || undefined}>
          {points < 0 ? <IconMinus size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
          <span dir="auto">{text}. </span>
        </span>
      ))}
    </>
  )
}
