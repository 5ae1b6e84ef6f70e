import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { useActiveTooltipLabel, useIsTooltipActive } from 'recharts'
import styles from './drawings.module.css'
import { useReportSpeech } from './report-speech.ts'
import page from './reports.module.css'

interface FigureFrameProps {
  readonly title: string
  /** What the drawing shows, in a sentence: for those who do not see it, and those who want to know it at once. */
  readonly summary: string
  readonly children: ReactNode
}

/** A drawing with its title and what it says. */
export function FigureFrame({ title, summary, children }: FigureFrameProps) {
  const id = useId()
  return (
    <figure className={`${page.box} ${styles.figure}`} aria-labelledby={`${id}title`}>
      <figcaption>
        <h2 id={`${id}title`}>{title}</h2>
        <p data-summary>{summary}</p>
      </figcaption>
      {children}
    </figure>
  )
}

interface ChartPlaceProps {
  readonly label: string
  readonly height: number
  /** Opens the point on which the reader stands, by Enter. */
  readonly onOpen?: ((label: string) => void) | undefined
  readonly children: (more: ChartMore) => ReactNode
}

/** What every drawing of the library is given, so that it takes the focus and says what it is. */
export interface ChartMore {
  readonly attributes: { readonly role: string; readonly tabIndex: number; readonly 'aria-label': string }
  /** Put into the chart: follows on which point the reader stands. */
  readonly follower: ReactNode
}

/** The library moves along the points with the arrow keys; Enter opens the one on which it stands. */
export function ChartPlace({ label, height, onOpen, children }: ChartPlaceProps) {
  const { said } = useReportSpeech()
  const active = useRef<string | null>(null)
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || active.current === null || !onOpen) return
    event.preventDefault()
    onOpen(active.current)
  }
  const keys = onOpen ? said.drawing.keysOpen : said.drawing.keys
  return (
    <div
      className={styles.chart}
      style={{ height }}
      data-opens={onOpen !== undefined}
      onKeyDownCapture={press}
    >
      {children({
        attributes: { role: 'application', tabIndex: 0, 'aria-label': `${label}. ${keys}` },
        follower: (
          <Follower
            note={(at) => {
              active.current = at
            }}
          />
        ),
      })}
    </div>
  )
}

function Follower({ note }: { note: (label: string | null) => void }) {
  const label = useActiveTooltipLabel()
  const isActive = useIsTooltipActive()
  note(isActive && label !== undefined ? String(label) : null)
  return null
}

export interface ChartLine {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly dash?: string | undefined
}

export function Legend({ lines }: { lines: readonly ChartLine[] }) {
  if (lines.length < 2) return null
  return (
    <ul className={styles.legend} aria-hidden>
      {lines.map(({ id, name, colour, dash }) => (
        <li key={id}>
          <svg width="22" height="10" aria-hidden="true">
            <line x1="1" x2="21" y1="5" y2="5" stroke={colour} strokeWidth="3" strokeDasharray={dash} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

export interface ChartTipProps {
  readonly title: string
  readonly rows: readonly {
    readonly key: string
    readonly name: string
    readonly value: string
    readonly colour?: string
  }[]
}

/** What stands at the point: shown over the drawing, and read when it is reached by a key. */
export function ChartTip({ title, rows }: ChartTipProps) {
  return (
    <div className={styles.tip} role="status">
      <strong>
        <bdi>{title}</bdi>
      </strong>
      <dl>
        {rows.map(({ key, name, value, colour }) => (
          <div key={key}>
            <dt>
              {colour && <i className={styles.swatch} style={{ background: colour }} />}
              {name}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
