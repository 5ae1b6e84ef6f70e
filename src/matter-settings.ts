import { z } from 'zod'

/** How the house deals with what was promised to customers. */
export const promiseSettings = z
  .strictObject({
    /** How long before a promise is due its owner is reminded. Minutes. */
    remindMinutes: z.int().min(0).max(10_080).default(30),
    /** How long after its time an open promise counts as broken. Minutes. */
    graceMinutes: z.int().min(0).max(10_080).default(15),
    /** How long a broken promise leads the customer's pops, if nobody makes it good. Days. */
    brokenDays: z.int().min(1).max(366).default(30),
  })
  .prefault({})
