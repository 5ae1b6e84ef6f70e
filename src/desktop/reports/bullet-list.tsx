import { FigureFrame } from './chart-frame.tsx'
import styles from './drawings.module.css'
import { useReportSpeech } from './report-speech.ts'

export interface Bullet {
  readonly key: string
  readonly name: string
  /** 0 to 1. */
  readonly share: number | null
  readonly made: number
  readonly few: boolean
}

interface BulletListProps {
  readonly title: string
  readonly summary: string
  readonly bullets: readonly Bullet[]
  /** 0 to 1; null where the house has set none. */
  readonly aim: number | null
}

/** Shares against their aim: whether it is reached is said in words beside the bar. */
export function BulletList({ title, summary, bullets, aim }: BulletListProps) {
  const { said, figures } = useReportSpeech()
  return (
    <FigureFrame title={title} summary={summary}>
      <ul className={styles.bullets}>
        {bullets.map(({ key, name, share, made, few }) => (
          <li key={key} data-few={few}>
            <bdi className={styles.bulletName} title={name}>
              {name}
            </bdi>
            <span className={styles.bullet} aria-hidden>
              <i
                style={{ inlineSize: `${(share ?? 0) * 100}%` }}
                data-reached={aim === null || (share ?? 0) >= aim}
              />
              {aim !== null && <b style={{ insetInlineStart: `${aim * 100}%` }} />}
            </span>
            <span className={styles.bulletValue}>{figures.say(share, 'share')}</span>
            <span className={styles.bulletNote}>
              {few
                ? said.few.only(made)
                : share !== null && aim !== null && said.aim[share >= aim ? 'reached' : 'missed']}
            </span>
          </li>
        ))}
      </ul>
    </FigureFrame>
  )
}
