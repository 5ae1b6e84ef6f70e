import type { Maskable, Pop } from '../wire/pop.ts'
import type { GreetingCall } from './greet.ts'

/** The value (0 to 100, by the house's weights) from which a customer is thanked. */
const honouredFrom = 80
/** The points (see reason-weights.ts) from which the likeliest reason is offered before the caller has said anything. */
const offeredFrom = 30

interface Known {
  readonly tier: string
  readonly honouredTiers: readonly string[]
  readonly mayShow: (field: Maskable) => boolean
  /** The question that the house has put down to open with where they call for this. */
  readonly openingFor: (reason: string) => GreetingCall['matter']
}

/**
 * What of all that a pop shows shapes the greeting. What is held back until somebody has made sure who is speaking is not
 * spoken of either.
 */
export function bearingOn(
  { leads, reasons, standing }: Pick<Pop, 'leads' | 'reasons' | 'standing'>,
  { tier, honouredTiers, mayShow, openingFor }: Known,
): Pick<GreetingCall, 'promiseBroken' | 'standing' | 'matter'> {
  const [likeliest] = reasons
  const opening = likeliest && likeliest.points >= offeredFrom ? openingFor(likeliest.key) : null
  const isUnhappy =
    standing?.risk === 'high' || leads.some(({ kind }) => kind === 'complaint' || kind === 'dissatisfied')
  const tiers = [tier, standing?.tier ?? null]
  const isHonoured =
    tiers.some((one) => one !== null && honouredTiers.includes(one)) || (standing?.value ?? 0) >= honouredFrom
  return {
    promiseBroken: mayShow('promises') && leads.some(({ kind }) => kind === 'promise-broken'),
    standing: isUnhappy ? 'dissatisfied' : isHonoured ? 'honoured' : 'usual',
    matter: opening ?? null,
  }
}
