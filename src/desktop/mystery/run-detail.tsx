import type { MysteryRunView } from '../../wire/mystery-api.ts'
import { useNow } from '../clock.ts'
import { PlaceLink } from '../frame/place-link.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './mystery.module.css'

/** The call itself is kept so long, to be explained, ms. */
const keptMs = 24 * 60 * 60_000

interface RunProps {
  readonly run: MysteryRunView
  readonly deadlineMs: number
}

/** What came of one call: what was not as expected, where it stopped, and how long each step took. */
export function RunDetail({ run, deadlineMs }: RunProps) {
  const { words, spoken } = useWords()
  const now = useNow(60_000)
  const say = words.mystery
  return (
    <div className={styles.detail} aria-live="polite">
      <p>
        {spoken.exact(run.beganAt)}: <strong>{say.results[run.result]}</strong>
        {run.askedBy !== null && (
          <>
            {' · '}
            {say.askedBy} <bdi>{run.askedBy}</bdi>
          </>
        )}
      </p>
      {run.stoppedAt !== null && (
        <p className={styles.bad}>
          {say.stopped(say.steps[run.stoppedAt] ?? run.stoppedAt)}
          {run.why !== null && `: ${say.whys[run.why] ?? run.why}`}
        </p>
      )}
      {run.faults.length > 0 && (
        <p className={styles.bad}>{spoken.list(run.faults.map((fault) => say.faults[fault] ?? fault))}</p>
      )}
      {run.steps.length > 0 && <Steps run={run} deadlineMs={deadlineMs} />}
      {run.callId !== null && run.steps.length > 1 && now - run.beganAt < keptMs && (
        <PlaceLink to={{ kind: 'call', id: run.callId }}>{say.explain}</PlaceLink>
      )}
    </div>
  )
}

function Steps({ run, deadlineMs }: RunProps) {
  const { words, spoken } = useWords()
  const say = words.mystery
  const longest = Math.max(deadlineMs, ...run.steps.map(({ ms }) => ms))
  return (
    <table className={styles.steps}>
      <caption>{say.stepsCaption}</caption>
      <tbody>
        {run.steps.map(({ step, ms }) => (
          <tr key={step}>
            <th scope="row">{say.steps[step] ?? step}</th>
            <td className={styles.ms}>{say.ms(spoken.count(ms))}</td>
            <td className={styles.barPlace} aria-hidden>
              <span
                className={styles.bar}
                data-late={step === 'popped' && ms > deadlineMs}
                style={{ inlineSize: `${Math.max(0.5, (100 * ms) / longest)}%` }}
              />
              {step === 'popped' && (
                <span
                  className={styles.deadline}
                  style={{ insetInlineStart: `${(100 * deadlineMs) / longest}%` }}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
