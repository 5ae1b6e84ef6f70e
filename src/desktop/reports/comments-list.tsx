import type { Report } from '../../wire/report-api.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { useWords } from '../words/words-context.tsx'
import { useReportSpeech } from './report-speech.ts'
import styles from './reports.module.css'

/** What customers have written, the newest first, each with the call that it was about. */
export function CommentsList({ comments }: { comments: NonNullable<Report['comments']> }) {
  const { spoken } = useWords()
  const { said } = useReportSpeech()
  return (
    <section className={`${styles.box} ${styles.comments}`} data-long aria-label={said.comments.heading}>
      <h2>{said.comments.heading}</h2>
      {comments.length === 0 && <p className={styles.quiet}>{said.comments.none}</p>}
      <ul>
        {comments.map(({ at, callId, comment, satisfaction, recommendation, effort }) => (
          <li key={`${callId} ${at}`}>
            <p dir="auto">{comment}</p>
            <p className={styles.quiet}>
              {[
                spoken.exact(at),
                satisfaction !== null && said.comments.satisfaction(satisfaction),
                recommendation !== null && said.comments.recommendation(recommendation),
                effort !== null && said.comments.effort(effort),
              ]
                .filter(Boolean)
                .join(' · ')}{' '}
              <PlaceLink to={{ kind: 'call', id: callId }}>{said.comments.call}</PlaceLink>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
