import { Refusal } from '../errors.ts'
import type { CustomerCard } from '../store/call-store.ts'
import type { Store } from '../store/store.ts'
import type { Maskable } from '../wire/pop.ts'
import type { Handlers, Who } from '../wire/routes.ts'
import { type RiskSign, riskWeights, type StandingRules, type ValueSignal } from './standing-rules.ts'
import type { StandingRow } from './weigh-risk.ts'
import { riskLevelOf, weighStanding } from './weigh-standing.ts'

export interface StandingRoom {
  readonly store: Pick<Store, 'readCustomer' | 'readCard' | 'readStandings' | 'audit'>
  readonly rules: StandingRules
  /** What of a customer is not shown to this person at the moment. */
  readonly heldBack: (who: Who, customerId: number) => Promise<ReadonlySet<Maskable>>
  readonly now: () => number
}

export type StandingRoute = 'readStanding' | 'readStandings'

/** How customers stand: one as it is now, many as it was stored last. */
export function standingHandlers({ store, rules, heldBack, now }: StandingRoom): Handlers<StandingRoute> {
  return {
    async readStanding({ params, who }) {
      const card = await cardOf(store, params.id)
      if (!card) throw new Refusal('not-found')
      if ((await heldBack(who, card.id)).has('history')) throw new Refusal('verify-first')
      const { value, risk, riskLevel, tier, suggestion, why } = weighStanding(card, rules, now())
      const rows = why.map((row) => ({ ...row, most: mostOf(row, rules) }))
      return { value, risk: riskLevel, riskPoints: risk, tier, suggestion, why: rows }
    },
    async readStandings({ query: { by, skip, most }, who }) {
      const rows = await store.readStandings(by, skip, most + 1)
      const items = rows.slice(0, most).map((row) => ({ ...row, level: riskLevelOf(row.risk, rules) }))
      const look = { at: now(), accountId: who.accountId, action: 'read-standings', subject: `by:${by}` }
      if (who.sessionHash !== null) await store.audit({ ...look, detail: `${items.length} from ${skip}` })
      return { items, next: rows.length > most ? skip + most : null }
    },
  }
}

/** A merged customer's id leads to the survivor. */
async function cardOf(store: StandingRoom['store'], id: number): Promise<CustomerCard | null> {
  const found = await store.readCustomer(id)
  return found && store.readCard(found.customer.id)
}

function mostOf({ of, kind }: StandingRow, { weights }: StandingRules): number {
  if (of === 'value') return Math.abs(weights[kind as ValueSignal])
  const { points, most } = riskWeights[kind as RiskSign]
  return points * most
}
