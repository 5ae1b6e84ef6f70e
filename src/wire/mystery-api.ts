import { z } from 'zod'
import { recognitionOutcome } from './pop.ts'

export const mysteryRun = z
  .strictObject({
    id: z.string(),
    /** Of a run that came to a call: it can be explained for a day. */
    callId: z.string().nullable(),
    beganAt: z.int(),
    endedAt: z.int(),
    /** `late`: right, but after the deadline. `wrong`: not as expected. `failed`: a step could not be done. */
    result: z.enum(['passed', 'late', 'wrong', 'failed']),
    stoppedAt: z.string().nullable(),
    why: z.string().nullable(),
    /** What was not as expected: `customer`, `outcome`, `greeting`. */
    faults: z.array(z.string()),
    steps: z.array(z.strictObject({ step: z.string(), ms: z.int() })),
    /** Who wanted it at once; null where it was due. */
    askedBy: z.string().nullable(),
  })
  .meta({ id: 'MysteryRun' })
export type MysteryRunView = z.infer<typeof mysteryRun>

export const mysteryCall = z
  .strictObject({
    name: z.string(),
    source: z.string(),
    number: z.string(),
    expects: z.strictObject({
      customer: z.string().nullable(),
      outcome: recognitionOutcome,
      greeting: z.string().nullable(),
    }),
    everyMinutes: z.int(),
    deadlineMs: z.int(),
    /** `behind`: not what the phone system says over the connection to it, only that the connection stands, and the rest. */
    covers: z.enum(['whole', 'behind']),
    /** Whether it is within its hours. */
    isOpen: z.boolean(),
    /** Whether one is being placed, or is asked for. */
    isRunning: z.boolean(),
    /** The last ones, newest first. */
    runs: z.array(mysteryRun),
  })
  .meta({ id: 'MysteryCall', description: 'A test call that the house places by itself.' })
export type MysteryCallView = z.infer<typeof mysteryCall>
