import type { Disclosure, Maskable, Trust } from '../wire/pop.ts'
import { maskable } from '../wire/pop.ts'

/** What a trust in the caller allows. */
export interface DisclosureRule {
  readonly greetByName: boolean
  /** Whether the agent is asked to make sure who is speaking. */
  readonly askToVerify: boolean
  readonly masked: readonly Maskable[]
}

export const disclosureStages = ['attested', 'usual', 'doubtful', 'none', 'verified'] as const
export type DisclosurePolicy = Readonly<Record<(typeof disclosureStages)[number], DisclosureRule>>

const secret: readonly Maskable[] = ['confidential']
const everything: readonly Maskable[] = maskable.filter((field) => field !== 'wishes')

/**
 * The house's rules where it has said nothing else. An attested number is believed no more than a usual one: the network
 * vouches for the line, not for who speaks. Wishes stay, so that nobody is called at night because a number was doubtful.
 */
export const usualDisclosure: DisclosurePolicy = {
  attested: { greetByName: true, askToVerify: true, masked: secret },
  usual: { greetByName: true, askToVerify: true, masked: secret },
  doubtful: { greetByName: false, askToVerify: true, masked: everything },
  none: { greetByName: false, askToVerify: true, masked: everything },
  verified: { greetByName: true, askToVerify: false, masked: [] },
}

/** The house's own rules over the usual ones. */
export function disclosurePolicy(
  rows: readonly ({ readonly when: keyof DisclosurePolicy } & {
    readonly [K in keyof DisclosureRule]?: DisclosureRule[K] | undefined
  })[],
): DisclosurePolicy {
  const policy = { ...usualDisclosure }
  for (const { when, ...said } of rows) {
    const { greetByName, askToVerify, masked } = usualDisclosure[when]
    policy[when] = {
      greetByName: said.greetByName ?? greetByName,
      askToVerify: said.askToVerify ?? askToVerify,
      masked: said.masked ?? masked,
    }
  }
  return policy
}

/** Who has made sure that the caller is this customer. */
export interface Verification {
  readonly customerId: number
  /** An id of the house's methods, or `claim` where the IVR has checked it. */
  readonly method: string
  /** The agent's id; null where it was no agent. */
  readonly by: string | null
  /** Ours, ms. */
  readonly at: number
}

export interface Disclosing {
  readonly trust: Trust['level']
  /** The one whom the agent is about to speak with, as far as that is decided. */
  readonly customerId: number | null
  readonly verification: Verification | null
  /** Whether there is something confidential at all. */
  readonly hasConfidential: boolean
  readonly policy: DisclosurePolicy
}

/** A verification is of one customer: where the caller turns out to be another, nobody has been verified. */
export function ruleFor({
  trust,
  customerId,
  verification,
  policy,
}: Omit<Disclosing, 'hasConfidential'>): DisclosureRule {
  return isVerified(customerId, verification) ? policy.verified : policy[trust]
}

/** What the pop says of it. Without a customer there is nobody to verify and nothing to mask. */
export function showDisclosure(
  disclosing: Disclosing,
  nameOfAgent: (agent: string) => string | null,
): Disclosure {
  const { customerId, verification } = disclosing
  if (customerId === null) return nothingToDisclose
  const { askToVerify, masked: all } = ruleFor(disclosing)
  const masked = all.filter((field) => field !== 'confidential' || disclosing.hasConfidential)
  if (!isVerified(customerId, verification)) return { askToVerify, masked, verified: null }
  const { method, by, at } = verification
  const name = by === null ? null : nameOfAgent(by)
  return { askToVerify: false, masked, verified: { method, by: name, at } }
}

export const nothingToDisclose: Disclosure = { askToVerify: false, masked: [], verified: null }

function isVerified(
  customerId: number | null,
  verification: Verification | null,
): verification is Verification {
  return verification !== null && verification.customerId === customerId
}
