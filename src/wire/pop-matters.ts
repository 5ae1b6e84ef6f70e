import { z } from 'zod'
import { wish } from './wishes.ts'

/** Something the house knows from the customer, as the agent should hear of it. */
export const popFact = z.strictObject({
  id: z.int(),
  /** What it is about, as the house names it: `delivery-address`, `contract-number`. */
  key: z.string(),
  /** As the house words it in its own language; null where it has not: the key is shown then. */
  label: z.string().nullable(),
  value: z.string(),
  saidBy: z.enum(['customer', 'agent', 'system']),
  channel: z.string(),
  /** When it was said, ms. */
  at: z.int(),
  verified: z.boolean(),
  /** From when on it should be asked again, ms; null: never. */
  staleAt: z.int().nullable(),
  /** The colleague to whom it was said. */
  by: z.string().optional(),
  /** It was said on this very call. */
  onThisCall: z.boolean().optional(),
})
export type PopFact = z.infer<typeof popFact>

/** Something that is not known and that the likely reason of the call needs. */
export const popQuestion = z.strictObject({ key: z.string(), label: z.string().nullable() })
export type PopQuestion = z.infer<typeof popQuestion>

/** `known`: never ask it. `confirm`: stale, or never made sure of. `ask`: still missing. */
export const popKnowledge = z
  .strictObject({
    known: z.array(popFact),
    confirm: z.array(popFact),
    ask: z.array(popQuestion),
    /** How many more are shown once the caller is verified. */
    held: z.int().optional(),
  })
  .meta({ id: 'PopKnowledge' })
export type PopKnowledge = z.infer<typeof popKnowledge>

export const severities = ['info', 'notice', 'warning', 'critical'] as const
export const severity = z.enum(severities).meta({ id: 'Severity' })
export type Severity = z.infer<typeof severity>

/** What leads the pop while it matters, the most pressing first: one line to see, and the answer to give. */
export const popLead = z
  .strictObject({
    kind: z.enum([
      'promise-broken',
      'promise-overdue',
      'promise-due',
      'signal',
      'case-again',
      'complaint',
      'dissatisfied',
      'escalation-answered',
      'wish',
    ]),
    /** Of the promise, signal or case; null for a wish. */
    id: z.int().nullable(),
    /** The house's own words; empty where it is held back. */
    text: z.string(),
    /** The answer to give, in plain words; null where nobody has put one down. */
    say: z.string().nullable(),
    /** Due, expected or since: ms. */
    at: z.int().nullable(),
    severity,
    /** The name of the colleague or department whose it is. */
    owner: z.string().nullable(),
    /** Of a wish: what was stated, for the page to put into words; absent where it is held back. */
    wish: wish.optional(),
  })
  .meta({ id: 'PopLead' })
export type PopLead = z.infer<typeof popLead>

/** What the house has written down for a likely reason; the text is fetched when it is opened. */
export const popGuidance = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    /** The question to open with, and the one to close with. */
    opening: z.string().nullable(),
    closing: z.string().nullable(),
  })
  .meta({ id: 'PopGuidance' })
export type PopGuidance = z.infer<typeof popGuidance>

/** How the customer stands with the house: decides suggestions, never whether somebody is treated well. */
export const popStanding = z
  .strictObject({
    /** 0 to 100, by the house's weights. */
    value: z.number().nullable(),
    risk: z.enum(['none', 'some', 'high']),
    /** Keys of what made it so, the weightiest first, for the page to put into words. */
    why: z.array(z.strictObject({ of: z.enum(['value', 'risk']), kind: z.string(), points: z.int() })),
    /** The house's tier for this value; null where it has none. */
    tier: z.string().nullable(),
    /** What the house suggests for this tier; null where nothing. */
    suggestion: z.string().nullable(),
  })
  .meta({ id: 'PopStanding' })
export type PopStanding = z.infer<typeof popStanding>

/** A pop of an earlier version of the program says nothing of these. */
export const noMatters = {
  leads: [] as PopLead[],
  knowledge: { known: [], confirm: [], ask: [] } as PopKnowledge,
  guidance: [] as PopGuidance[],
  standing: null as PopStanding | null,
}
