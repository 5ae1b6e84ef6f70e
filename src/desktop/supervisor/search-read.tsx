import type { ReadFieldView } from '../../wire/history-api.ts'
import { useWords } from '../words/words-context.tsx'
import styles from './search.module.css'

/** What was read out of the words: whoever types `agent:anna` sees who that is. */
export function SearchRead({ read }: { read: readonly ReadFieldView[] }) {
  const { words } = useWords()
  const { nameOf, labelOf } = useFieldWords()
  const say = words.search
  if (read.length === 0) return null
  return (
    <p className={styles.read} role="status">
      {say.read}:{' '}
      {read.map(({ typed, field, names, not }) =>
        names.length === 0 ? (
          <span key={typed}>{say.unknownField(typed)}</span>
        ) : (
          <span key={typed}>
            {not && <strong>{say.not} </strong>}
            {labelOf(field)}: <bdi>{names.map((name) => nameOf(field, name)).join(', ')}</bdi>
          </span>
        ),
      )}
    </p>
  )
}

/** What the server names by its ids is said in the language of the page. */
function useFieldWords() {
  const { words } = useWords()
  const say = words.search
  const labels: Readonly<Record<string, string>> = {
    agent: say.agent,
    team: say.team,
    queue: say.queue,
    channel: say.channel,
    direction: say.direction,
    result: say.disposition,
    tier: say.tier,
    mood: say.sentiment,
    cause: say.rootCause,
    case: say.caseId,
    promise: say.promiseState,
    number: say.number,
    customer: say.customer,
    subject: say.subject,
    longer: say.longer,
    shorter: say.shorter,
    from: say.from,
    until: say.until,
    on: say.on,
  }
  const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    channel: words.channels,
    direction: words.directions,
    mood: say.sentiments,
    cause: words.cases.causes,
    promise: say.promiseStates,
  }
  return {
    labelOf: (field: string): string => labels[field] ?? field,
    nameOf: (field: string, name: string): string => names[field]?.[name] ?? name,
  }
}
