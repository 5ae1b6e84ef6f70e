import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Answer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import styles from './overview.module.css'

interface OverviewPanelProps<T> {
  readonly heading: string
  readonly empty: string
  readonly answer: Answer<T>
  readonly items: readonly unknown[] | undefined
  readonly wide?: boolean
  /** More are behind it than are listed. */
  readonly uncounted?: boolean
  readonly children: ReactNode
}

/** A list of the overview with its three other faces: not read yet, refused, empty. */
export function OverviewPanel<T>({
  heading,
  empty,
  answer,
  items,
  wide,
  uncounted,
  children,
}: OverviewPanelProps<T>) {
  return (
    <section className={styles.panel} data-wide={wide}>
      <h2>
        {heading}
        {items && items.length > 0 && !uncounted && <span className={styles.badge}>{items.length}</span>}
      </h2>
      <RefusalNote refused={answer.refused} again={answer.again} />
      {!items && !answer.refused && <Skeleton height={14} width="60%" mt={10} />}
      {items?.length === 0 && <p className={styles.empty}>{empty}</p>}
      {children}
    </section>
  )
}
