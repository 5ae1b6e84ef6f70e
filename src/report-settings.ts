import { z } from 'zod'

/** What reports go by; see docs/reports.md. */
export const reportSettings = z
  .strictObject({
    /** The share of calls that the house wants to answer in time; in which time, `live.answerWithinSeconds` says. */
    serviceLevel: z.number().min(0).max(1).default(0.8),
    /** How many customers are as dissatisfied as one who complains, and say nothing. Without it none are estimated. */
    silentPerComplaint: z.number().min(0).max(1000).optional(),
    /** How a contact was closed, and root causes of cases, by which a customer leaves. */
    leaving: z
      .strictObject({
        dispositions: z.array(z.string().min(1)).default([]),
        causes: z.array(z.string().min(1)).default([]),
      })
      .prefault({}),
    /** Of one core, what counting may take beside the calls. */
    countingShare: z.number().min(0.01).max(1).default(0.05),
  })
  .prefault({})
