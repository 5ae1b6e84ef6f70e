import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react'
import type { ReportColumn } from '../../wire/report-api.ts'
import type { Comparison } from './compare-figures.ts'
import { useReportSpeech } from './report-speech.ts'
import styles from './reports.module.css'

interface ComparisonNoteProps {
  readonly comparison: Comparison
  readonly unit: ReportColumn['unit']
}

/** How a figure stands to the one before: an arrow, by how much, and whether that is better, in words. */
export function ComparisonNote({ comparison, unit }: ComparisonNoteProps) {
  const { said, figures } = useReportSpeech()
  const { compare } = said
  if (comparison.kind === 'same')
    return (
      <span className={styles.comparison}>
        <IconEqual size={15} aria-hidden /> {compare.same}
      </span>
    )
  if (comparison.kind !== 'more' && comparison.kind !== 'less')
    return <span className={styles.comparison}>{compare[comparison.kind]}</span>
  const { kind, by, good } = comparison
  const Arrow = kind === 'more' ? IconArrowUpRight : IconArrowDownRight
  const counts = unit === 'count' || unit === 'money'
  const way = counts ? kind : kind === 'more' ? 'higher' : 'lower'
  return (
    <span className={styles.comparison} data-good={good}>
      <Arrow size={15} aria-hidden /> {compare[way](figures.sayDistance(by, unit))}
      {good !== null && <em>{good ? compare.better : compare.worse}</em>}
    </span>
  )
}
