import { useMemo } from 'react'
import type { LiveEntry } from '../../wire/live-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './live.module.css'
import { abandonedShare, isWaiting, type LiveView, serviceLevel, sumFigures } from './live-view.ts'
import { useTicking } from './ticking.ts'

interface DayFiguresProps {
  readonly view: LiveView
  readonly waiting: readonly LiveEntry[]
  /** The figures of one queue alone: `source`, a space, its id; null: of all. */
  readonly only: string | null
}

/** How the day goes, in figures that can be read from the next desk. */
export function DayFigures({ view, waiting, only }: DayFiguresProps) {
  const { words, spoken } = useWords()
  const figures = useMemo(
    () =>
      sumFigures([...view.figures].filter(([key]) => only === null || key === only).map(([, one]) => one)),
    [view.figures, only],
  )
  const level = serviceLevel(figures)
  const share = abandonedShare(figures)
  const oldest = Math.min(...waiting.map(({ since }) => since))
  return (
    <dl className={styles.figures}>
      <Figure name={words.board.waiting} said={words.board.waitingSaid}>
        {spoken.count(waiting.length)}
      </Figure>
      <Figure
        name={words.board.longestNow}
        said={words.board.longestToday(spoken.lasting(figures.longestMs))}
      >
        <Longest since={Number.isFinite(oldest) ? oldest : null} />
      </Figure>
      <Figure name={words.board.serviceLevel} said={words.board.inTime(figures.inTime, figures.answered)}>
        {spoken.percent(level)}
      </Figure>
      <Figure
        name={words.board.abandoned}
        said={words.board.abandonedSaid(figures.abandoned, figures.abandonedSoon)}
      >
        {spoken.percent(share)}
      </Figure>
      <Figure name={words.board.speaking} said={words.board.freeSaid(countFree(view))}>
        {spoken.count([...view.calls.values()].filter((call) => !isWaiting(call)).length)}
      </Figure>
    </dl>
  )
}

function countFree({ agents }: LiveView): number {
  let free = 0
  for (const { doing } of agents.values()) if (doing === 'free') free++
  return free
}

function Figure({ name, said, children }: { name: string; said: string; children: React.ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
      <dd className={styles.figureSaid}>{said}</dd>
    </div>
  )
}

function Longest({ since }: { since: number | null }) {
  const { spoken } = useWords()
  const place = useTicking<HTMLSpanElement>((element, now) => {
    element.textContent = since === null ? '–' : spoken.lasting(now - since)
  })
  return <span ref={place} />
}
