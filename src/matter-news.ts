import type { PromiseNewsOf, PromiseRecord } from './store/promise-store.ts'
import type { SignalNewsOf } from './store/signal-store.ts'
import type { Telling } from './webhooks/open-telling.ts'

type Teller = Pick<Telling, 'messagesOf'>

/** What other systems are told of promises. */
export function promiseNews({ messagesOf }: Teller, type: 'promise.due' | 'promise.broken'): PromiseNewsOf {
  return (promise) => messagesOf(type, () => promiseData(promise))
}

function promiseData({ id, customerId, externalId, callId, caseId, ownerId, dueAt, text }: PromiseRecord) {
  const about = { customerId, externalId, callId, caseId, agentId: ownerId }
  return { promiseId: id, ...about, dueAt, personal: { text } }
}

/** What other systems are told of signals. */
export function signalNews({ messagesOf }: Teller, now: () => number): SignalNewsOf {
  return (id, { kind, text }, customerId, externalId) =>
    messagesOf('signal.posted', () => ({
      signalId: id,
      customerId,
      externalId,
      kind,
      postedAt: now(),
      personal: { text },
    }))
}
