import { z } from 'zod'
import { alertRules } from './wire/alert-api.ts'

const share = z.number().min(0).max(100)

/** When supervisors are told that they should look; docs/alerts.md says each rule in words. */
export const alertSettings = z
  .strictObject({
    /** Rules that raise nothing. */
    off: z.array(z.enum(alertRules)).default([]),
    /** An open matter has taken so many contacts. */
    caseContacts: z.int().min(2).max(50).default(3),
    /** An open promise is due within so long. Minutes. */
    promiseMinutes: z.int().min(1).max(1440).default(15),
    /** An honoured customer has waited so long. Seconds. */
    honouredSeconds: z.int().min(5).max(3600).default(60),
    /** So many times what the same hour of the past weeks had. */
    spikeFactor: z.number().min(1.2).max(20).default(2.5),
    /** Callers in an hour, below which nothing counts as a spike. */
    spikeLeast: z.int().min(3).max(10_000).default(10),
    /** By so many points of a hundred the share of recognised callers has fallen. */
    recognitionPoints: share.default(25),
    /** Calls in an hour, below which shares say nothing. */
    recognitionLeast: z.int().min(10).max(100_000).default(30),
    /** A source that tells of no call for so long, where it usually has some. Minutes. */
    silentMinutes: z.int().min(15).max(720).default(30),
    /** Calls that it had in the same time of past weeks, below which silence says nothing. */
    silentLeast: z.int().min(5).max(10_000).default(10),
    /** Days on which the house works as on no other: silence, spikes and shares are not judged on them, nor by them. */
    holidays: z.array(z.iso.date()).default([]),
    /** How long past alerts are kept. Days. */
    keepDays: z.int().min(1).max(3650).default(365),
  })
  .prefault({})
