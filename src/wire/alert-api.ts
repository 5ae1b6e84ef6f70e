import { z } from 'zod'

export const alertSeverities = ['notice', 'warning', 'critical'] as const
export const alertSeverity = z.enum(alertSeverities).meta({ id: 'AlertSeverity' })
export type AlertSeverity = z.infer<typeof alertSeverity>

/** What is raised by the house itself; docs/alerts.md says of each when. The page has words for them. */
export const alertRules = [
  'case-unresolved',
  'promise-at-risk',
  'honoured-waiting',
  'reason-spiking',
  'recognition-falling',
  'source-silent',
  'mystery-call',
  'record-broken',
] as const
export const alertRule = z.enum(alertRules).meta({ id: 'AlertRule' })
export type AlertRule = z.infer<typeof alertRule>

export const alertFigures = z
  .record(z.string(), z.union([z.string(), z.number(), z.null()]))
  .meta({ description: 'Counts, instants in ms and ids that make the sentence; nothing personal.' })

export const alertView = z
  .strictObject({
    id: z.string(),
    rule: alertRule,
    /** What it is about within the rule: `case:7`. */
    subjectKey: z.string(),
    severity: alertSeverity,
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    callId: z.string().nullable(),
    figures: alertFigures,
    text: z.string(),
    raisedAt: z.int(),
    seenAt: z.int().nullable(),
    /** Name of the one who has seen it first. */
    seenBy: z.string().nullable(),
    /** Whose it is. */
    assignedTo: z.strictObject({ accountId: z.string(), name: z.string() }).nullable(),
    /** Since when its cause is gone. */
    overAt: z.int().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Alert' })
export type AlertView = z.infer<typeof alertView>

export const alertMark = z
  .strictObject({
    /** The one that was read: somebody else's newer mark is not overwritten. */
    version: z.int(),
    /** Whose it is from now on; null: nobody's. Left out: as it was. */
    assignedTo: z.string().nullable().optional(),
  })
  .meta({ id: 'AlertMark' })
