import { asOfThen } from './as-of-then.ts'
import { recall } from './call/call.ts'
import type { CallEvent } from './call/call-event.ts'
import type { DirectoryAnswers } from './call/directory-answers.ts'
import { readDecisions } from './decisions.ts'
import { customerSide } from './recognition/customer-side.ts'
import { type Decision, decisionOf } from './recognition/decision.ts'
import { identifyCaller } from './recognition/identify-caller.ts'
import type { RecognitionPolicy } from './recognition/recognition-policy.ts'
import type { Verification } from './screenpop/disclose.ts'
import type { SourceDesk } from './source-desk.ts'
import type { CallRecord } from './store/explain-store.ts'
import type { Store } from './store/store.ts'
import type { ExplainedDecision, Explanation } from './wire/explain-api.ts'

export interface Explaining {
  readonly store: Pick<
    Store,
    | 'readCallRecord'
    | 'findCallers'
    | 'readCard'
    | 'readCustomersSeenWith'
    | 'readInteractionsOf'
    | 'readCases'
  >
  readonly sources: ReadonlyMap<string, SourceDesk>
  readonly policy: RecognitionPolicy
  readonly nameOf: (accountId: string) => string | null
}

/**
 * Replays a stored call: its events as they came, who the caller was taken for and by which reasons, who it would be by
 * today's rules, and when each agent was shown it. Null where there is no such call.
 */
export async function explainCall(house: Explaining, callId: string): Promise<Explanation | null> {
  const record = await house.store.readCallRecord(callId)
  if (!record) return null
  const decisions = readDecisions(record.recognition)
  const reference = decisions.findLast(({ rule }) => rule !== 'agent-named') ?? null
  const today = await decideToday(house, record, reference)
  const naming = namesOf(
    house,
    withheldDigits(house, record) !== null || record.presentation === 'restricted',
  )
  return {
    callId: record.id,
    source: record.source,
    direction: record.direction,
    presentation: record.presentation,
    arrivedAt: record.arrivedAt,
    answeredAt: record.answeredAt,
    endedAt: record.endedAt,
    outcome: record.outcome,
    events: record.events.map(({ event, receivedAt }) => showEvent(house, record, event, receivedAt)),
    decided: await Promise.all(decisions.map((one) => showDecision(one, naming))),
    today: today && (await showDecision(today, naming)),
    differs: today && reference ? differences(reference, today) : [],
    named: await showNamed(house, record, naming),
    verification: showVerification(house, record),
    pops: record.pops.map(({ accountId, ...pop }) => ({
      ...pop,
      agent: house.nameOf(accountId) ?? accountId,
    })),
  }
}

/** By today's rules, numbers and records, with what was known at the time, and without what an agent said on the call. */
async function decideToday(
  { store, sources, policy }: Explaining,
  { source, events, arrivedAt, directory }: CallRecord,
  reference: Decision | null,
): Promise<Decision | null> {
  const desk = sources.get(source)
  if (!desk || events.length === 0) return null
  const { call } = recall(events.map(({ event }) => event))
  const now = reference?.at ?? arrivedAt
  const answers = directory === null ? null : (JSON.parse(directory) as DirectoryAnswers)
  const asking = { call, source: desk, policy, namedId: null, directory: answers, now }
  const identity = await identifyCaller(asking, asOfThen(store, arrivedAt))
  return identity && decisionOf(identity, answers)
}

function differences(then: Decision, today: Decision): Explanation['differs'] {
  const differs: Explanation['differs'] = []
  if (then.number && then.number.key !== today.number?.key) differs.push('number')
  if (then.outcome !== today.outcome) differs.push('outcome')
  if (then.customerId !== today.customerId) differs.push('customer')
  if (JSON.stringify(then.trust) !== JSON.stringify(today.trust)) differs.push('trust')
  if (pointsOf(then) !== pointsOf(today)) differs.push('evidence')
  return differs
}

/** Who has which points for which reasons; when the last contact was differs from one reading of the clock to the next. */
function pointsOf({ candidates }: Decision): string {
  return candidates
    .map(
      (one) =>
        `${one.customerId} ${one.evidence
          .map(({ kind, weight }) => `${kind} ${weight}`)
          .sort()
          .join()}`,
    )
    .sort()
    .join('\n')
}

/** What a decision is shown with: names of customers, and whether the number may be seen. */
interface Naming {
  readonly nameOf: (customerId: number) => Promise<string | null>
  readonly hidesNumber: boolean
}

function namesOf({ store }: Pick<Explaining, 'store'>, hidesNumber: boolean): Naming {
  const known = new Map<number, Promise<string | null>>()
  return {
    hidesNumber,
    nameOf(id) {
      const name = known.get(id) ?? store.readCard(id).then((card) => card?.name ?? null)
      known.set(id, name)
      return name
    },
  }
}

async function showDecision(one: Decision, { nameOf, hidesNumber }: Naming): Promise<ExplainedDecision> {
  const { at, number, outcome, rule, customerId, candidates, trust, directories } = one
  return {
    at: at ?? null,
    number: number ? { kind: number.kind, key: hidesNumber ? null : number.key } : null,
    outcome,
    rule: rule ?? null,
    customer: customerId === null ? null : { id: customerId, name: (await nameOf(customerId)) ?? '?' },
    candidates: await Promise.all(
      candidates.map(async ({ customerId: id, score, evidence }) => ({
        customerId: id,
        name: id > 0 ? await nameOf(id) : null,
        score,
        evidence: [...evidence],
      })),
    ),
    trust,
    directories: directories
      ? {
          found: [...directories.found],
          unknown: [...directories.unknown],
          silent: directories.silent.map((silent) => ({ ...silent })),
        }
      : null,
  }
}

async function showNamed(
  house: Explaining,
  { identifiedBy, customerId }: CallRecord,
  { nameOf }: Naming,
): Promise<Explanation['named']> {
  if (identifiedBy === null || customerId === null) return null
  const by = house.nameOf(identifiedBy) ?? identifiedBy
  return { customerId, name: await nameOf(customerId), by }
}

function showVerification(house: Explaining, { verification }: CallRecord): Explanation['verification'] {
  if (verification === null) return null
  const { customerId, method, by, at } = JSON.parse(verification) as Verification
  return { customerId, method, by: by === null ? null : (house.nameOf(by) ?? by), at }
}

const shownApart = new Set(['id', 'source', 'call', 'kind', 'at'])

function showEvent(
  house: Explaining,
  record: CallRecord,
  event: CallEvent,
  receivedAt: number,
): Explanation['events'][number] {
  const hidden = withheldDigits(house, record)
  const said = Object.entries(event)
    .filter(([name, value]) => !shownApart.has(name) && value !== undefined)
    .map(([name, value]) => [name, sayValue(house, name, value)] as const)
    .filter(([, text]) => hidden === null || !text.replace(/\D/g, '').includes(hidden))
  return { id: event.id, kind: event.kind, at: event.at, receivedAt, said: Object.fromEntries(said) }
}

function sayValue({ nameOf }: Explaining, name: string, value: unknown): string {
  if (name === 'agents') return (value as string[]).map((agent) => nameOf(agent) ?? agent).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The last digits of a number that the caller does not want seen, in whatever field a phone system has put it; null where it may be. */
function withheldDigits(
  { sources }: Explaining,
  { source, presentation, events }: CallRecord,
): string | null {
  if (events.length === 0) return null
  const { raw } = customerSide(recall(events.map(({ event }) => event)).call)
  const isHidden =
    presentation === 'restricted' || sources.get(source)?.readNumber(raw ?? '').kind === 'withheld'
  const digits = (raw ?? '').replace(/\D/g, '')
  return isHidden && digits.length >= 4 ? digits.slice(-7) : null
}
