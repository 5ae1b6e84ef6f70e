import { z } from 'zod'

/** What supervisors see live, and what a screen on the wall shows of it. */
export const liveSettings = z
  .strictObject({
    /** A call that is answered within this time counts for the service level. Seconds; a queue may have its own. */
    answerWithinSeconds: z.int().min(1).max(3600).default(20),
    /** Who gives up within this time is not counted against the service level. Seconds. */
    shortAbandonSeconds: z.int().min(0).max(60).default(5),
    /** Whether a screen on the wall shows the first names of customers who wait. */
    wallNames: z.enum(['none', 'first-name']).default('none'),
  })
  .prefault({})
