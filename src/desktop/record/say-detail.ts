import type { Me } from '../../wire/access-api.ts'
import type { RecordEntry } from '../../wire/record-api.ts'
import { factName, methodName } from '../session.tsx'
import type { Words } from '../words/en.ts'
import type { Spoken } from '../words/speak.ts'

interface Speech {
  readonly me: Me
  readonly words: Words
  readonly spoken: Spoken
  readonly language: string
}

/**
 * What a row of the record says beside the deed, in the language of the page. Rows are written for every reader and for all
 * time, so they hold ids, names of fields and counts; what is not understood (a newer deed, an older way of writing) stays as
 * it is.
 */
export function sayDetail(
  { action, detail }: Pick<RecordEntry, 'action' | 'detail'>,
  speech: Speech,
): string {
  return (detail === '' ? undefined : ways[action]?.(detail, speech)) ?? detail
}

type Way = (detail: string, speech: Speech) => string | undefined

const ofCall: Way = (detail, { words }) => words.record.subjects.call?.(detail)

const ofFields: Way = (detail, speech) => sayFields(detail.split(/[ ,]+/), speech)

/** `rows 412`, `found 25`, `25 from 0`, `12`. */
const ofCount: Way = (detail, { words, spoken }) => {
  const [, count] = /^\D*(\d+)/.exec(detail) ?? []
  return count === undefined ? undefined : words.record.details.count(spoken.count(Number(count)))
}

const ofFact: Way = (detail, { me, language }) => factName(me, { key: detail, label: null }, language)

const ways: Readonly<Record<string, Way>> = {
  'identity-is': ofCall,
  'identity-is-not': ofCall,
  'take-back-verification': ofCall,
  'change-customer': ofFields,
  'change-interaction': ofFields,
  'account-changed': ofFields,
  'search-interactions': ofCount,
  'read-standings': ofCount,
  'read-reviews': ofCount,
  'post-signals': ofCount,
  'withdraw-signals': ofCount,
  'put-fact': ofFact,
  'verify-fact': ofFact,
  'withdraw-fact': ofFact,
  'reveal-facts': (detail, speech) => {
    const [call, ...keys] = detail.split(' ')
    if (keys.length === 0) return ofFact(detail, speech)
    return speech.spoken.list([
      ofCall(call ?? '', speech) ?? '',
      ...keys.map((key) => ofFact(key, speech) ?? key),
    ])
  },
  'verify-caller': (detail, { me, words, spoken, language, ...rest }) => {
    const [, call, method, shown] = /^(.*) by (\S+), shows (.*)$/.exec(detail) ?? []
    if (call === undefined || method === undefined || shown === undefined) return undefined
    const speech = { me, words, spoken, language, ...rest }
    const seen =
      shown === 'nothing more' ? words.record.details.nothingMore : sayFields(shown.split(' '), speech)
    return words.record.details.verified(
      words.record.subjects.call?.(call) ?? call,
      methodName(me, method, language),
      seen,
    )
  },
  'merge-customer': (detail, { words }) => {
    const [, id] = /^from (\d+)$/.exec(detail) ?? []
    return id && words.record.subjects.customer?.(id)
  },
  'account-created': (detail, { words }) => words.account.roles[detail as keyof Words['account']['roles']],
  'sign-in-failed': (detail, { words }) => words.record.details.signIn[detail],
  'draw-sample': (detail, { words, spoken }) => {
    const [, filter, count] = /^(\S+), (\d+) calls$/.exec(detail) ?? []
    const said = words.quality.filters[filter as keyof Words['quality']['filters']]
    return said && words.record.details.sample(said, spoken.count(Number(count)))
  },
  'change-greeting': sayVersion,
  'give-back-greeting': sayVersion,
  'save-guidance': sayVersion,
  'restore-guidance': sayVersion,
  'remove-guidance': sayVersion,
  export: (detail, { words }) => {
    const order = readJson(detail)
    const kind = words.exports.kinds[String(order?.kind)]
    const format = words.exports.formats[order?.format as keyof Words['exports']['formats']]
    return kind && format && `${kind} · ${format}`
  },
  'export-done': (detail, { words, spoken }) => {
    const { rows, bytes, sha256 } = readJson(detail) ?? {}
    if (typeof rows !== 'number' || typeof bytes !== 'number') return undefined
    return words.record.details.written(spoken.count(rows), spoken.count(bytes), String(sha256))
  },
  'read-record': (detail, speech) =>
    detail
      .split(', ')
      .map((part) => sayFilter(part, speech))
      .join(speech.words.record.details.between),
  'prune-record': (detail, { words }) => {
    const [, seal, hash] = /^up to seal (\d+) (\S+)$/.exec(detail) ?? []
    return seal && hash && words.record.details.pruned(seal, hash)
  },
}

function sayVersion(detail: string, { words }: Speech): string | undefined {
  const [, version] = /^(?:version )?(\d+)$/.exec(detail) ?? []
  return version && words.story.version(Number(version))
}

function sayFields(names: readonly string[], { words, spoken }: Speech): string {
  return spoken.list(
    names.filter((name) => name !== 'version').map((name) => words.record.fields[name] ?? name),
  )
}

/** `customerId 7`, `from 1763938800000`. */
function sayFilter(part: string, { words, spoken }: Speech): string {
  const [name = '', ...rest] = part.split(' ')
  const value = rest.join(' ')
  const said = words.record.fields[name] ?? name
  if (name === 'from' || name === 'until') return `${said} ${spoken.exact(Number(value))}`
  return `${said} ${name === 'action' ? (words.record.actions[value] ?? value) : value}`
}

function readJson(detail: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(detail)
  } catch {
    return undefined
  }
}
