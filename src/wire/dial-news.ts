import { z } from 'zod'

/** Why the agent's own phone was not reached, so that nobody was called. */
export const dialFailures = ['no-answer', 'busy', 'declined', 'unreachable', 'failed'] as const
export const dialFailure = z.enum(dialFailures)
export type DialFailure = z.infer<typeof dialFailure>

/** A call that the phone system had taken the order for came to nothing. */
export const dialNews = z.strictObject({
  callId: z.string(),
  /** Whom it was for, as the call's number is written: E.164, or an extension. */
  number: z.string(),
  customerName: z.string().nullable(),
  why: dialFailure,
})
export type DialNews = z.infer<typeof dialNews>
