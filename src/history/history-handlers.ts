import { Refusal } from '../errors.ts'
import type {
  FoundInteraction,
  InteractionChange,
  InteractionRecord,
  InteractionWrite,
} from '../store/history-store.ts'
import type { Store } from '../store/store.ts'
import { newInteraction } from '../wire/customer-api.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'
import { seesTeam } from '../wire/teams.ts'
import { orderOf, type ReadNumber } from './find-interactions.ts'
import { showInteraction } from './show-interaction.ts'

const usualDeadlineMs = 2000

export interface HistoryRoom {
  readonly store: Pick<
    Store,
    | 'searchInteractions'
    | 'addInteraction'
    | 'readInteraction'
    | 'changeInteraction'
    | 'readCustomer'
    | 'audit'
  >
  readonly readNumber: ReadNumber
  readonly now: () => number
  /** How long a search may take, ms; two seconds if nothing is said. */
  readonly searchDeadlineMs?: number
}

type HistoryRoute =
  | 'searchInteractions'
  | 'addInteraction'
  | 'addInteractions'
  | 'readInteraction'
  | 'changeInteraction'

/** Search and single interactions, for supervisors and programs. What a person looks at is on record before it is shown. */
export function historyHandlers(room: HistoryRoom): Handlers<HistoryRoute> {
  return {
    searchInteractions: ({ body, who }) => search(room, body, who),
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
  const customerId = body.customerId === undefined ? undefined : await survivor(room, body.customerId)
  const order = orderOf({ ...body, customerId }, room.readNumber, who.teams)
  if (!order) return { found: [], next: null }
  const answer = await room.store.searchInteractions(order, room.searchDeadlineMs ?? usualDeadlineMs)
  if (answer.kind === 'too-late') throw new Refusal('search-took-too-long')
  await recordRead(room, who, 'search-interactions', 'history', `found ${answer.hits.length}`)
  return {
    found: answer.hits.map((hit) => ({
      interaction: showInteraction(hit.interaction),
      highlights: hit.marks.map(([start, end]) => [start, end]),
    })),
    next: answer.next,
  }
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
