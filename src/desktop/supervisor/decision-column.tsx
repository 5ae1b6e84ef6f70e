import type { ExplainedDecision } from '../../wire/explain-api.ts'
import { EvidenceList } from '../desk/evidence-list.tsx'
import { PlaceLink } from '../frame/place-link.tsx'
import type { Words } from '../words/en.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './supervisor.module.css'

function sayDirectories(
  { found, unknown, silent }: NonNullable<ExplainedDecision['directories']>,
  words: Words,
): string {
  return [
    ...found.map((name) => `${name}: ${words.explain.directoryFound}`),
    ...unknown.map((name) => `${name}: ${words.directories.unknown}`),
    ...silent.map(({ name, why }) => `${name}: ${words.directories.silent[why]}`),
  ].join(' · ')
}

/** One decision: how the number was read, the rule, how far it was trusted, and everybody it may have been. */
export function DecisionColumn({ decision }: { decision: ExplainedDecision }) {
  const { words, spoken } = useWords()
  const say = words.explain
  const { at, number, outcome, rule, customer, candidates, trust, directories } = decision
  return (
    <article className={styles.decision}>
      <div className={styles.jobHead}>
        <strong>{words.outcomes[outcome]}</strong>
        {customer ? (
          <PlaceLink to={{ kind: 'customer', id: customer.id }}>
            <bdi>{customer.name}</bdi>
          </PlaceLink>
        ) : (
          <span className={styles.quiet}>{say.nobody}</span>
        )}
        {at !== null && <time className={styles.quiet}>{spoken.exact(at)}</time>}
      </div>
      {rule && <p>{say.rules[rule] ?? rule}</p>}
      {number && (
        <p className={styles.quiet}>
          {say.kinds[number.kind] ?? number.kind} {number.key && <bdi dir="ltr">{number.key}</bdi>}
        </p>
      )}
      {directories && (
        <p className={styles.quiet}>
          {words.directories.label}: {sayDirectories(directories, words)}
        </p>
      )}
      <p>
        {words.trust[trust.level]}
        <span className={styles.quiet}>
          {trust.reasons.map((reason) => ` ${words.trustReasons[reason] ?? reason}`)}
        </span>
      </p>
      <ol className={styles.candidates}>
        {candidates.map((one) => (
          <li key={one.customerId}>
            {one.customerId > 0 ? (
              <PlaceLink to={{ kind: 'customer', id: one.customerId }}>
                <bdi>{one.name ?? one.customerId}</bdi>
              </PlaceLink>
            ) : (
              say.fromDirectory
            )}{' '}
            <span className={styles.quiet}>{say.points(one.score)}</span>
            <EvidenceList evidence={one.evidence} />
          </li>
        ))}
      </ol>
    </article>
  )
}
