import { Refusal } from '../errors.ts'
import type {
  FoundInteraction,
  InteractionChange,
  InteractionRecord,
  InteractionWrite,
  Marks,
  SearchHit,
} from '../store/history-store.ts'
import type { Store } from '../store/store.ts'
import { newInteraction } from '../wire/customer-api.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'
import { seesTeam } from '../wire/teams.ts'
import { type Reading, type ReadNumber, readSearch } from './find-interactions.ts'
import type { Vocabulary } from './read-fields.ts'
import { showInteraction } from './show-interaction.ts'

const usualDeadlineMs = 2000
/** What is not counted by then is said to be more than what was. */
const countBudgetMs = 30

export interface HistoryRoom {
  readonly store: Pick<
    Store,
    | 'searchInteractions'
    | 'countInteractions'
    | 'addInteraction'
    | 'readInteraction'
    | 'changeInteraction'
    | 'readCustomer'
    | 'audit'
  >
  readonly readNumber: ReadNumber
  /** What fields of a query may mean to whoever asks. */
  readonly vocabulary: (who: Who) => Vocabulary
  readonly now: () => number
  /** How long a search may take, ms; two seconds if nothing is said. */
  readonly searchDeadlineMs?: number
}

type HistoryRoute =
  | 'searchInteractions'
  | 'countInteractions'
  | 'addInteraction'
  | 'addInteractions'
  | 'readInteraction'
  | 'changeInteraction'

/** Search and single interactions, for supervisors and programs. What a person looks at is on record before it is shown. */
export function historyHandlers(room: HistoryRoom): Handlers<HistoryRoute> {
  return {
    searchInteractions: ({ body, who }) => search(room, body, who),
    countInteractions: ({ body, who }) => count(room, body, who),
    addInteraction: ({ body }) => add(room, body),
    async addInteractions({ body }) {
      const items: Answered<'addInteractions'>['items'] = []
      // One after the other: call events pass between two, and a row may be sent twice in one go.
      for (const item of body.items) items.push(await addOne(room, item))
      return { items }
    },
    async readInteraction({ params, who }) {
      const found = await seen(room, params.id, who)
      if (!found) throw new Refusal('not-found')
      await recordRead(room, who, 'read-interaction', `interaction:${params.id}`)
      return showInteraction(found)
    },
    async changeInteraction({ params, body, who }) {
      if (!(await seen(room, params.id, who))) throw new Refusal('not-found')
      const shown = writtenInteraction(await room.store.changeInteraction(params.id, changeOf(body)))
      await room.store.audit({
        at: room.now(),
        accountId: who.accountId,
        action: 'change-interaction',
        subject: `interaction:${params.id}`,
        detail: Object.keys(body).join(' '),
      })
      return shown
    },
  }
}

/** Null for what is not there, and for what is another team's: ids can be guessed. */
async function seen(room: HistoryRoom, id: number, who: Who): Promise<FoundInteraction | null> {
  const found = await room.store.readInteraction(id)
  return found && seesTeam(who.teams, found.team) ? found : null
}

async function search(
  room: HistoryRoom,
  body: Asked<'searchInteractions'>['body'],
  who: Who,
): Promise<Answered<'searchInteractions'>> {
  const { order, read } = readSearch(await asked(room, body), readingOf(room, who))
  const shown = [...read]
  if (!order) return { found: [], next: null, onlyNewest: false, wholeSince: null, read: shown }
  const answer = await room.store.searchInteractions(order, room.searchDeadlineMs ?? usualDeadlineMs)
  if (answer.kind === 'too-late') throw new Refusal('search-took-too-long')
  await recordRead(room, who, 'search-interactions', 'history', `found ${answer.hits.length}`)
  const { hits, next, onlyNewest, wholeSince } = answer
  return { found: hits.map(showHit), next, onlyNewest, wholeSince, read: shown }
}

type Hit = Answered<'searchInteractions'>['found'][number]

function showHit({ interaction, marks: { text = [], ...marks } }: SearchHit): Hit {
  const pairs = (ranges: Marks): [number, number][] => ranges.map(([start, end]) => [start, end])
  return {
    interaction: showInteraction(interaction),
    highlights: pairs(text),
    marks: Object.fromEntries(Object.entries(marks).map(([field, ranges]) => [field, pairs(ranges)])),
  }
}

/** How many fit: a second question, so that the first page waits for no counting. */
async function count(
  room: HistoryRoom,
  body: Asked<'countInteractions'>['body'],
  who: Who,
): Promise<Answered<'countInteractions'>> {
  const { order } = readSearch(await asked(room, body), readingOf(room, who))
  if (!order) return { count: 0, exact: true, wholeSince: null }
  const deadlineMs = room.searchDeadlineMs ?? usualDeadlineMs
  const counted = await room.store.countInteractions(order, countBudgetMs, deadlineMs)
  if (counted.kind === 'too-late') throw new Refusal('search-took-too-long')
  const { kind, count: found, wholeSince } = counted
  return { count: found, exact: kind === 'exact', wholeSince }
}

function readingOf({ readNumber, vocabulary, now }: HistoryRoom, who: Who): Reading {
  return { readNumber, vocabulary: vocabulary(who), teams: who.teams, now: now() }
}

async function asked<B extends { readonly customerId?: number | undefined }>(
  room: HistoryRoom,
  body: B,
): Promise<B> {
  return body.customerId === undefined ? body : { ...body, customerId: await survivor(room, body.customerId) }
}

async function survivor(room: HistoryRoom, customerId: number): Promise<number> {
  return (await room.store.readCustomer(customerId))?.customer.id ?? customerId
}

async function add(
  room: HistoryRoom,
  body: Asked<'addInteraction'>['body'],
): Promise<Answered<'addInteraction'>> {
  return writtenInteraction(await room.store.addInteraction(interactionIn(room, body)))
}

function interactionIn(
  room: HistoryRoom,
  { number, region, queue, text, ...rest }: Asked<'addInteraction'>['body'],
): Omit<InteractionRecord, 'id'> {
  return {
    ...rest,
    ...readKey(room, number, region),
    queue,
    queueName: queue,
    source: null,
    callId: null,
    body: text,
  }
}

async function addOne(
  room: HistoryRoom,
  item: unknown,
): Promise<Answered<'addInteractions'>['items'][number]> {
  const parsed = newInteraction.safeParse(item)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    return { kind: 'refused', id: null, faults }
  }
  try {
    const write = await room.store.addInteraction(interactionIn(room, parsed.data))
    const { id } = writtenInteraction(write)
    return { kind: write.kind === 'written' ? 'added' : 'known', id, faults: [] }
  } catch (reason) {
    if (!(reason instanceof Refusal) || reason.code !== 'bad-input') throw reason
    return { kind: 'refused', id: null, faults: reason.faults ?? [] }
  }
}

function readKey(
  room: HistoryRoom,
  raw: string | null,
  region: string | undefined,
): Pick<InteractionRecord, 'numberKey' | 'numberRaw' | 'readBy'> {
  if (raw === null) return { numberKey: null, numberRaw: null }
  const { number, key } = room.readNumber(raw, region)
  if (number.kind === 'unreadable') {
    throw new Refusal('bad-input', { faults: [{ path: 'number', message: number.why }] })
  }
  return { numberKey: key, numberRaw: raw, readBy: region === undefined ? '' : `region:${region}` }
}

function changeOf(body: Asked<'changeInteraction'>['body']): InteractionChange {
  return {
    ...(body.customerId === undefined ? {} : { customerId: body.customerId }),
    ...(body.disposition === undefined ? {} : { disposition: body.disposition }),
    ...(body.outcome === undefined ? {} : { outcome: body.outcome }),
    ...(body.text === undefined ? {} : { body: body.text }),
    ...(body.sentiment === undefined ? {} : { sentiment: body.sentiment }),
  }
}

/** An external id that is known gives the stored interaction back: whoever sends again has not been heard the first time. */
function writtenInteraction(write: InteractionWrite): Answered<'addInteraction'> {
  if (write.kind === 'written' || write.kind === 'external-id-taken')
    return showInteraction(write.interaction)
  if (write.kind === 'not-found') throw new Refusal('not-found')
  throw new Refusal('bad-input', { faults: [{ path: 'customerId', message: 'there is no such customer' }] })
}

/** Programs read on behalf of nobody in particular; what a person sees is on record. */
async function recordRead(
  room: HistoryRoom,
  who: Who,
  action: string,
  subject: string,
  detail = '',
): Promise<void> {
  if (who.sessionHash === null) return
  await room.store.audit({ at: room.now(), accountId: who.accountId, action, subject, detail })
}
