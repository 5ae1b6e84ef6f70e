import { z } from 'zod'
import { sentiments } from './customer-api.ts'
import { promiseChannel } from './promise-api.ts'

const callId = z.string().min(1).max(500)

export const identityChoice = z
  .strictObject({
    customerId: z.int(),
    /** `is`: it is this one. `is-not`: it is not this person. `forget`: neither, as if nothing had been said. */
    verdict: z.enum(['is', 'is-not']),
  })
  .meta({ id: 'IdentityChoice' })

export const callerCheck = z
  .strictObject({
    /** Whom the caller has been made sure to be: the person that the pop shows. */
    customerId: z.int(),
    method: z.string().min(1).max(64),
  })
  .meta({ id: 'CallerCheck' })

/** What the agent has promised the caller. */
export const wrapUpPromise = z
  .strictObject({
    text: z.string().trim().min(1).max(500),
    /** Until when, ms. */
    dueAt: z.int().min(1),
    /** How it is to be kept: `call`, `e-mail`, `visit`… */
    channel: promiseChannel.default('call'),
    /** The case that it is for; passed over where that is another customer's. */
    caseId: z.int().nullable().default(null),
    /** The department that is to keep it; null where the agent is. */
    department: z.string().trim().min(1).max(100).nullable().default(null),
  })
  .meta({ id: 'WrapUpPromise' })
export type WrapUpPromiseView = z.infer<typeof wrapUpPromise>

/** The same while it is being written. */
export const draftPromise = z
  .strictObject({
    text: z.string().max(500),
    dueAt: z.int().nullable(),
    channel: promiseChannel,
    caseId: z.int().nullable(),
    department: z.string().max(100).nullable(),
  })
  .meta({ id: 'DraftPromise' })
export type DraftPromise = z.infer<typeof draftPromise>

const mostPromises = 10
/** A case that a wrap-up opens. */
export const caseOfCall = z
  .strictObject({
    subject: z.string().trim().min(1).max(300),
    complaint: z.boolean().default(false),
    /** One of the house's departments. */
    department: z.string().max(64).nullable().default(null),
  })
  .meta({ id: 'CaseOfCall' })

/**
 * The case that the call was about: one of the customer's by `caseId`, null for none of them, or a new one. Where neither
 * is said, the call counts for the customer's only open case.
 */
const aboutCase = {
  caseId: z.int().nullable().optional(),
  newCase: caseOfCall.optional(),
}

export const wrapUpDraft = z
  .strictObject({
    disposition: z.string().max(64).nullable(),
    note: z.string().max(10_000),
    followUpAt: z.int().nullable(),
    followUpText: z.string().max(500),
    promises: z.array(draftPromise).max(mostPromises),
    caseId: z.int().nullable().optional(),
    /** As it is being written: it may have no subject yet. */
    newCase: z
      .strictObject({
        subject: z.string().max(300),
        complaint: z.boolean(),
        department: z.string().max(64).nullable(),
      })
      .optional(),
    /** How the caller felt; absent and null alike: nobody has said. */
    sentiment: z.enum(sentiments).nullable().optional(),
  })
  .meta({ id: 'WrapUpDraft' })
export type WrapUpDraft = z.infer<typeof wrapUpDraft>

/** As it is given, and as earlier versions kept it: without promises. */
export const givenDraft = wrapUpDraft
  .extend({ promises: z.array(draftPromise).max(mostPromises).default([]) })
  .meta({ id: 'GivenDraft' })

/** `version` is the one that was read: somebody else's (another tab's) newer draft is not overwritten. */
export const draftToKeep = z.strictObject({ draft: givenDraft, version: z.int().min(0) })
export const draftKept = z.strictObject({ draft: wrapUpDraft.nullable(), version: z.int() })

export const callNote = z
  .strictObject({
    /** Null where the account is no more. */
    agentName: z.string().nullable(),
    text: z.string(),
    isDraft: z.boolean(),
    writtenAt: z.int(),
  })
  .meta({ id: 'CallNote' })
export type CallNoteView = z.infer<typeof callNote>

export const wrapUp = z
  .strictObject({
    disposition: z.string().min(1).max(64),
    note: z.string().max(10_000).default(''),
    followUpAt: z.int().nullable().default(null),
    followUpText: z.string().max(500).default(''),
    /** Each is made once, however often the call is wrapped up; one that is not said again stands. */
    promises: z.array(wrapUpPromise).max(mostPromises).default([]),
    ...aboutCase,
    /** How long somebody was typing, ms; null where nobody knows. */
    typedMs: z.int().min(0).max(86_400_000).nullable().default(null),
    /** How the caller felt, where the agent says so. */
    sentiment: z.enum(sentiments).nullable().default(null),
  })
  .meta({ id: 'WrapUp' })

export const recentCall = z
  .strictObject({
    callId,
    offeredAt: z.int(),
    answeredAt: z.int().nullable(),
    closing: z.string().nullable(),
    direction: z.string(),
    number: z.string().nullable(),
    presentation: z.string(),
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    queue: z.string().nullable(),
    disposition: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'RecentCall' })
export type RecentCallView = z.infer<typeof recentCall>

/** Calls of one person that one has missed: the newest of them, and how many there were. */
export const missedCaller = recentCall
  .extend({ times: z.int(), firstAt: z.int() })
  .meta({ id: 'MissedCaller' })
export type MissedCallerView = z.infer<typeof missedCaller>

export const followUp = z
  .strictObject({
    callId,
    dueAt: z.int(),
    text: z.string(),
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    number: z.string().nullable(),
  })
  .meta({ id: 'FollowUp' })
export type FollowUpView = z.infer<typeof followUp>

export const liveCall = z
  .strictObject({
    callId,
    source: z.string(),
    direction: z.string(),
    phase: z.string(),
    number: z.string().nullable(),
    presentation: z.string(),
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    queue: z.string().nullable(),
    arrivedAt: z.int(),
    answeredAt: z.int().nullable(),
    /** Names of agents. */
    answeredBy: z.array(z.string()),
    /** Offered to nobody we know: somebody should look. */
    unrouted: z.boolean(),
  })
  .meta({ id: 'LiveCall' })
export type LiveCallView = z.infer<typeof liveCall>

export const agentState = z
  .strictObject({
    source: z.string(),
    /** As the phone system calls the agent: an extension, or a name of its own. */
    agent: z.string(),
    /** Null where no account has this extension. */
    accountId: z.string().nullable(),
    name: z.string(),
    state: z.enum(['free', 'ringing', 'on-call', 'on-hold', 'away', 'signed-out', 'unknown']),
    paused: z.enum(['no', 'some', 'all']),
    pauseReason: z.string().nullable(),
    queues: z.array(z.strictObject({ queue: z.string(), name: z.string(), paused: z.boolean() })),
    since: z.int().nullable(),
  })
  .meta({ id: 'AgentState' })
export type AgentStateView = z.infer<typeof agentState>

export const reportRange = z.strictObject({
  /** From this instant on, ms; 30 days before `until` if nothing is said. */
  from: z.coerce.number().int().min(0).optional(),
  /** Until before this one, ms; now if nothing is said. At most 92 days after `from`. */
  until: z.coerce.number().int().min(0).optional(),
})

export const wrapUpTimes = z
  .strictObject({
    from: z.int(),
    until: z.int(),
    /** The most frequent first. */
    items: z.array(
      z.strictObject({
        disposition: z.string(),
        count: z.int(),
        /** From the end of the call to the first saving. */
        medianMs: z.int(),
        p90Ms: z.int(),
        /** How long people were typing; null where no desktop has said. */
        typedMedianMs: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'WrapUpTimes' })
export type WrapUpTimesView = z.infer<typeof wrapUpTimes>
