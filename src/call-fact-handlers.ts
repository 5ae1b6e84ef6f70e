import { Refusal } from './errors.ts'
import type { Journey } from './journey.ts'
import type { Store } from './store/store.ts'
import { type FactKind, faultOf } from './wire/fact-kinds.ts'
import type { Pop } from './wire/pop.ts'
import type { Answered, Handlers, Who } from './wire/routes.ts'

export interface CallFactRoom {
  readonly journey: Pick<Journey, 'readPop' | 'factTold' | 'customerChanged'>
  readonly store: Pick<Store, 'keepFact' | 'recordAskedAgain' | 'countAskedAgain'>
  readonly kinds: readonly FactKind[]
  /** Card numbers are masked before anything is stored. */
  readonly maskCards: (text: string) => string
  readonly now: () => number
}

type CallFactRoute = 'putCallFact' | 'recordAskedAgain' | 'reportAskedAgain'

/** What callers answer to whoever speaks with them, and what they were asked again. */
export function callFactHandlers(room: CallFactRoom): Handlers<CallFactRoute> {
  const { journey, store, kinds, maskCards, now } = room
  return {
    async putCallFact({ params, body, who }) {
      const pop = await ownPop(room, params.id, who)
      const value = maskCards(body.value)
      const fault = faultOf(value, kindOf(kinds, params.key))
      if (fault !== null) throw new Refusal('bad-input', { faults: [{ path: 'value', message: fault }] })
      const customerId = pop.outcome === 'recognised' ? (pop.person?.customerId ?? null) : null
      const write = await store.keepFact(
        {
          customerId,
          callId: params.id,
          key: params.key,
          value,
          saidBy: body.saidBy,
          accountId: who.accountId,
          channel: 'call',
          saidAt: now(),
          verifiedAt: body.verified ? now() : null,
          verifiedBy: body.verified ? who.accountId : null,
          staleAt: null,
        },
        now(),
      )
      if (write.kind === 'not-found') throw new Refusal('not-found')
      await journey.factTold(params.id)
      if (customerId !== null) await journey.customerChanged(customerId)
      return undefined
    },
    async recordAskedAgain({ params, body, who }) {
      const { person, knowledge, outcome } = await ownPop(room, params.id, who)
      const has = (facts: readonly { key: string }[]): boolean => facts.some(({ key }) => key === body.key)
      await store.recordAskedAgain({
        at: now(),
        key: body.key,
        callId: params.id,
        accountId: who.accountId,
        customerId: outcome === 'recognised' ? (person?.customerId ?? null) : null,
        known: has(knowledge.known) ? 'known' : has(knowledge.confirm) ? 'confirm' : 'missing',
      })
      return undefined
    },
    async reportAskedAgain({ query, who }) {
      const rows = await store.countAskedAgain(query.from, query.until ?? now(), who.teams)
      return { items: sumUp(rows, kinds) }
    },
  }
}

/** Whoever speaks with the caller, or did just now: no key is typed for a call that only rings. */
async function ownPop({ journey }: CallFactRoom, callId: string, who: Who): Promise<Pop> {
  const pop = await journey.readPop(callId, who.accountId)
  if (!pop || pop.state === 'closed') throw new Refusal('not-found')
  if (pop.state === 'ringing' || pop.stage !== 'full') throw new Refusal('not-speaking')
  return pop
}

function kindOf(kinds: readonly FactKind[], key: string): FactKind | undefined {
  return kinds.find((one) => one.key === key)
}

type Counted = Awaited<ReturnType<Store['countAskedAgain']>>

/** The most often asked first. */
function sumUp(rows: Counted, kinds: readonly FactKind[]): Answered<'reportAskedAgain'>['items'] {
  const keys = [...new Set(rows.map(({ key }) => key))]
  const items = keys.map((key) => {
    const times = (known: string): number =>
      rows.find((one) => one.key === key && one.known === known)?.times ?? 0
    const [known, confirm, missing] = [times('known'), times('confirm'), times('missing')]
    const label = kindOf(kinds, key)?.label ?? null
    return { key, label, times: known + confirm + missing, known, confirm, missing }
  })
  return items.sort((a, b) => b.times - a.times || (a.key < b.key ? -1 : 1))
}
