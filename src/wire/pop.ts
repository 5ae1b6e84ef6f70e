import { z } from 'zod'
import { popGuidance, popKnowledge, popLead, popStanding } from './pop-matters.ts'
import { wish } from './wishes.ts'

export const outcomes = [
  'recognised',
  'ambiguous',
  'organisation',
  'possible',
  'unknown',
  'withheld',
] as const
export const recognitionOutcome = z.enum(outcomes).meta({ id: 'RecognitionOutcome' })
export type RecognitionOutcome = z.infer<typeof recognitionOutcome>

/** How far what the phone system says of the caller may be relied on. Never "verified": only an agent's action is. */
export const trustLevels = ['attested', 'usual', 'doubtful', 'none'] as const
export const trust = z.strictObject({
  level: z.enum(trustLevels),
  /** Keys of reasons, for the page to put into words: `attestation-a`, `attestation-failed`, `diverted`, `restricted`… */
  reasons: z.array(z.string()),
})
export type Trust = z.infer<typeof trust>

/** One reason to think that the caller is this customer. `kind` is put into words by the page. */
export const evidence = z.strictObject({
  kind: z.enum([
    'verified-number',
    'number',
    'number-shared',
    'claim',
    'claim-checked',
    'agent-said-so',
    'agent-said-not',
    'open-case',
    'recent-contact',
    'missed-outbound',
    'switchboard',
    'household',
    'follow-up',
    'same-ending',
    'only-contact',
    'directory',
    'directory-trusted',
    'did',
  ]),
  /** Points for or against. */
  weight: z.number(),
  /** What the page may show beside the kind: an instant in ms, a count, a claim's name. */
  detail: z.union([z.string(), z.number()]).optional(),
})
export type Evidence = z.infer<typeof evidence>

/** What of a customer may be held back until somebody has made sure who is speaking. */
export const maskable = [
  'about',
  'confidential',
  'wishes',
  'cases',
  'history',
  'follow-up',
  'facts',
  'promises',
  'signals',
] as const
export type Maskable = (typeof maskable)[number]

export const disclosure = z
  .strictObject({
    /** Whether the agent is to make sure who is speaking before anything is disclosed. */
    askToVerify: z.boolean(),
    /** What is held back from this pop until then. */
    masked: z.array(z.enum(maskable)),
    /** Who has made sure on this call, and how; `by` is null where the voice menu has. Never carried to another call. */
    verified: z.strictObject({ method: z.string(), by: z.string().nullable(), at: z.int() }).nullable(),
  })
  .meta({ id: 'Disclosure' })
export type Disclosure = z.infer<typeof disclosure>

export const tier = z
  .string()
  .max(32)
  .meta({ description: 'The house names its tiers; `standard` if nothing is said.' })

export const candidate = z.strictObject({
  customerId: z.int(),
  name: z.string(),
  kind: z.enum(['person', 'household', 'company']),
  company: z.string().nullable(),
  tier,
  score: z.number(),
  evidence: z.array(evidence),
  lastContactAt: z.int().nullable(),
})
export type PopCandidate = z.infer<typeof candidate>

/** Whom the agent is about to speak with, as far as this agent may see it at this stage. */
export const popPerson = z.strictObject({
  customerId: z.int(),
  kind: z.enum(['person', 'household', 'company']),
  name: z.string(),
  /** The name as it should be said: form of address and name in the order of the customer's language. */
  address: z.string(),
  pronunciation: z.string().nullable(),
  language: z.string().nullable(),
  /** The customer's own clock, `HH:MM`, where a time zone is known. */
  localTime: z.string().nullable(),
  company: z.string().nullable(),
  role: z.string().nullable(),
  tier,
  about: z.string().nullable(),
  /** Only while the caller is verified. */
  confidential: z.string().nullable(),
  /** Contact wishes, as the customer stated them. */
  wishes: z.array(z.string()),
  /** What was stated in a way that programs understand, with its source; absent where nothing was. */
  wished: z.array(wish).optional(),
})
export type PopPerson = z.infer<typeof popPerson>

export const popInteraction = z.strictObject({
  id: z.int(),
  channel: z.string(),
  direction: z.enum(['inbound', 'outbound', 'internal']),
  at: z.int(),
  agentName: z.string().nullable(),
  queueName: z.string().nullable(),
  outcome: z.string().nullable(),
  disposition: z.string().nullable(),
  text: z.string(),
})
export type PopInteraction = z.infer<typeof popInteraction>

export const caseState = z
  .enum(['open', 'waiting-for-customer', 'waiting-for-department', 'solved', 'closed'])
  .meta({ id: 'CaseState' })
export type CaseState = z.infer<typeof caseState>

/** What another department was asked, and has answered. */
export const popEscalation = z.strictObject({
  department: z.string(),
  dueAt: z.int(),
  answer: z.string().nullable(),
  answeredAt: z.int().nullable(),
})

export const popCase = z.strictObject({
  id: z.int(),
  reference: z.string().nullable(),
  subject: z.string(),
  openedAt: z.int(),
  state: caseState,
  /** The name of the colleague or department whose it is. */
  owner: z.string().nullable(),
  /** How often the customer had to be in touch about it. */
  contacts: z.int(),
  isComplaint: z.boolean(),
  /** Since when it has taken too many contacts, ms. */
  raisedAt: z.int().nullable(),
  escalation: popEscalation.nullable(),
})
export type PopCase = z.infer<typeof popCase>

export const reasonKinds = [
  'promise',
  'signal',
  'open-case',
  'missed-call-from-us',
  'called-back-soon',
  'follow-up',
  'recent-contact',
  'usual',
  'season',
  'did',
  'queue',
] as const

/** What outside directories, which were asked because nobody was known by the number, have not said. */
export const popDirectories = z
  .strictObject({
    /** Those that know nobody of this number. */
    unknown: z.array(z.string()),
    /** Those that have not answered: too late, or broken. */
    silent: z.array(z.strictObject({ name: z.string(), why: z.enum(['late', 'broken']) })),
  })
  .meta({ id: 'PopDirectories' })

/** Why they may call, best first; `text` is the house's own words (a case's subject, a note), `kind` is worded by the page. */
export const popReason = z
  .strictObject({
    kind: z.enum(reasonKinds),
    text: z.string(),
    at: z.int().nullable(),
    /** What guidance is found by: a disposition, the kind of a signal, else the kind of this, or `queue:…`, `did:…`. */
    key: z.string(),
    points: z.int(),
    /** What made the points, the weightiest first, for the page to put into words. */
    because: z.array(
      z.strictObject({
        kind: z.string(),
        points: z.int(),
        /** An instant in ms, `9/12` contacts, per cent or days, as the kind has it. */
        detail: z.union([z.string(), z.number()]).nullable(),
      }),
    ),
  })
  .meta({ id: 'PopReason' })
export type PopReason = z.infer<typeof popReason>

export const popStates = ['ringing', 'connected', 'held', 'wrap-up', 'closed'] as const

/** Why a pop was closed: what the agent is told in half a line. */
export const closings = [
  'lost',
  'missed',
  'declined',
  'busy',
  'withdrawn',
  'wrapped-up',
  'transferred',
  'ended',
] as const

export const pop = z
  .strictObject({
    callId: z.string(),
    /** Grows by one with each change of this pop; a desktop drops what is older than what it shows. */
    version: z.int(),
    state: z.enum(popStates),
    closing: z.enum(closings).nullable(),
    /** `first-name`: the call still rings at several agents, so nobody sees more than a first name. */
    stage: z.enum(['full', 'first-name']),
    direction: z.enum(['inbound', 'outbound', 'internal']),
    source: z.string(),
    queue: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
    did: z.strictObject({ number: z.string(), name: z.string() }).nullable(),
    arrivedAt: z.int(),
    offeredAt: z.int().nullable(),
    answeredAt: z.int().nullable(),
    endedAt: z.int().nullable(),
    /** For outbound calls the one who was dialled. */
    caller: z.strictObject({
      presentation: z.enum(['allowed', 'restricted', 'unavailable']),
      /** For the eye; null where there is none or it is withheld. */
      number: z.string().nullable(),
      e164: z.string().nullable(),
      /** What the caller's side claims to be called: shown as such, never as a name that we know. */
      displayName: z.string().nullable(),
      region: z.string().nullable(),
    }),
    outcome: recognitionOutcome,
    trust,
    disclosure,
    person: popPerson.nullable(),
    /** Everybody it may be, best first; one for `recognised`. */
    candidates: z.array(candidate),
    evidence: z.array(evidence),
    greeting: z.strictObject({ language: z.string(), text: z.string() }),
    leads: z.array(popLead),
    knowledge: popKnowledge,
    guidance: z.array(popGuidance),
    standing: popStanding.nullable(),
    reasons: z.array(popReason),
    claims: z.record(z.string(), z.string()),
    cases: z.array(popCase),
    history: z.array(popInteraction),
    directories: popDirectories,
    /** The customer's page in the house's own CRM. */
    crmUrl: z.string().nullable(),
    /** Agents who had this call before: a transfer says so. */
    before: z.array(z.string()),
  })
  .meta({ id: 'Pop', description: 'What one agent sees of one call.' })
export type Pop = z.infer<typeof pop>
