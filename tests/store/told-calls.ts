import { recall } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import type { CallInteraction, CallStore, StoredPop, WriteResult } from '../../src/store/call-store.ts'

export const noon = Date.UTC(2026, 10, 2, 12)

interface Told {
  readonly id: string
  readonly events: readonly Pick<CallEvent, 'kind' | 'at'>[]
  readonly pops: readonly Partial<StoredPop>[]
  readonly customerId?: number
  readonly numberKey?: string | null
  readonly recognition?: string | null
  readonly isOver?: boolean
  readonly interaction?: Partial<CallInteraction>
}

/** Stores a call as the journey would: its events, its pops and, once it is over, its interaction. */
export async function storeCall(
  store: CallStore,
  told: Told & { more?: Partial<CallEvent> },
): Promise<WriteResult> {
  const events = told.events.map((event, n) => ({
    ...told.more,
    ...event,
    id: `${told.id}-${n}`,
    source: 'main',
    call: told.id,
  }))
  const { call } = recall(events)
  const known = await store.readCall(`main:${told.id}`)
  return store.followCall({
    id: `main:${told.id}`,
    expectedVersion: known?.version ?? 0,
    call,
    numberKey: told.numberKey === undefined ? '+4930123456' : told.numberKey,
    numberRaw: call.direction === 'outbound' ? call.to : call.from,
    recognition: told.recognition ?? null,
    customerId: told.customerId ?? null,
    identifiedBy: null,
    verification: null,
    lastEventAt: events.at(-1)?.at ?? noon,
    newEvents: events.map((event) => ({ event, receivedAt: event.at })),
    changedPops: told.pops.map((pop) => ({
      callId: `main:${told.id}`,
      accountId: 'alice',
      version: 1,
      state: 'ringing',
      closing: null,
      content: `{"call":"${told.id}"}`,
      offeredAt: noon,
      answeredAt: null,
      ...pop,
    })),
    interaction:
      call.endedAt === null ? null : { ...interactionOf(told.id, call.endedAt), ...told.interaction },
    now: noon,
  })
}

function interactionOf(id: string, endedAt: number) {
  return {
    direction: 'inbound',
    startedAt: noon,
    endedAt,
    customerId: null,
    numberKey: null,
    numberRaw: null,
    accountId: null,
    agentName: null,
    source: 'main',
    queue: null,
    queueName: null,
    callId: `main:${id}`,
    outcome: 'answered',
  }
}

export const rang = (at = noon, agents = ['alice']) => [
  { kind: 'arrived' as const, at, from: '030 123456' },
  { kind: 'offered' as const, at, agents },
]
export const answered = (at: number, agent: string) => ({ kind: 'answered' as const, at, agents: [agent] })
export const ended = (at: number) => ({ kind: 'ended' as const, at })
