import { IconX } from '@tabler/icons-react'
import { useAnswer } from '../frame/answer.ts'
import { dispositionName, teamName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './search.module.css'
import { noFields, type SearchFields } from './search-memory.ts'

interface ChipsProps {
  readonly fields: SearchFields
  readonly choose: (change: Partial<SearchFields>) => void
}

interface Chip {
  readonly field: keyof SearchFields
  readonly label: string
  readonly value: string
}

/** How many filters are set, words aside. */
export function countFilters(fields: SearchFields): number {
  return Object.entries(fields).filter(
    ([name, value]) => name !== 'text' && name !== 'order' && value !== noFields[name as keyof SearchFields],
  ).length
}

/** What a search is narrowed down to; each goes by a click, or by Enter while it has the focus. */
export function SearchChips({ fields, choose }: ChipsProps) {
  const { words } = useWords()
  const chips = useChips(fields)
  if (chips.length === 0) return null
  return (
    <ul className={styles.chips} aria-label={words.search.active}>
      {chips.map(({ field, label, value }) => (
        <li key={field}>
          <button
            type="button"
            className={styles.chip}
            aria-label={words.search.without(`${label} ${value}`)}
            onClick={() => choose({ [field]: noFields[field] })}
          >
            <span className={styles.chipLabel}>{label}</span> <bdi>{value}</bdi>
            <IconX size={13} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}

function useChips(fields: SearchFields): readonly Chip[] {
  const { me, ask } = useSession()
  const { words, spoken, language } = useWords()
  const accounts = useAnswer((signal) => ask('readAccounts', { signal }), [ask])
  const say = words.search
  const causes: Readonly<Record<string, string>> = words.cases.causes
  const nameOf = (id: string): string => accounts.value?.items.find((one) => one.id === id)?.name ?? id
  const minutes = (typed: string): string => `${typed} ${say.minutes}`
  const chips: Chip[] = []
  const add = <V,>(
    field: keyof SearchFields,
    label: string,
    value: V | null | '',
    name: (value: V) => string,
  ) => {
    if (value !== null && value !== '') chips.push({ field, label, value: name(value) })
  }
  const same = (value: string): string => value
  add('number', say.number, fields.number.trim(), same)
  add('customer', say.customer, fields.customer, ({ name }) => name)
  add('accountId', say.agent, fields.accountId, nameOf)
  add('team', say.team, fields.team, (id) => teamName(me, id, language))
  add('queue', say.queue, fields.queue, (id) => me.queues.find((one) => one.id === id)?.name ?? id)
  add('disposition', say.disposition, fields.disposition, (id) => dispositionName(me, id, language))
  add('channel', say.channel, fields.channel, (one) => words.channels[one] ?? one)
  add('direction', say.direction, fields.direction ?? null, (one) => words.directions[one] ?? one)
  add('tier', say.tier, fields.tier, same)
  add('sentiment', say.sentiment, fields.sentiment ?? null, (one) => say.sentiments[one])
  add('rootCause', say.rootCause, fields.rootCause, (one) => causes[one] ?? one)
  add('caseId', say.caseId, fields.caseId, String)
  add('caseReference', say.caseId, fields.caseReference, same)
  add('openCase', say.openCase, fields.openCase, (one) => (one ? say.openCases.yes : say.openCases.no))
  add('promiseState', say.promiseState, fields.promiseState ?? null, (one) => say.promiseStates[one])
  add('longer', say.longer, fields.longer, minutes)
  add('shorter', say.shorter, fields.shorter, minutes)
  add('from', say.from, fields.from, same)
  add('until', say.until, fields.until, same)
  add('during', say.from, fields.during, ({ from, until }) => `${spoken.exact(from)} – ${spoken.time(until)}`)
  return chips
}
