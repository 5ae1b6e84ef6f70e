import { z } from 'zod'

/** What supervisors can have drawn, in the order in which they are listed. What each counts: docs/reports.md. */
export const reportIds = [
  'recognition',
  'greeting',
  'asked-again',
  'first-contact',
  'causes',
  'complaints',
  'promises',
  'surveys',
  'risk',
  'wrap-up',
  'waiting',
  'told-before',
] as const
export type ReportId = (typeof reportIds)[number]

/** What groups of a report are made of; each report knows some of them. */
export const reportGroupings = [
  'none',
  'team',
  'queue',
  'agent',
  'tier',
  'department',
  'disposition',
  'fact',
  'cause',
  'survey',
  'topic',
  'standing',
  'reason',
] as const
export type ReportGrouping = (typeof reportGroupings)[number]

export const reportSteps = ['hour', 'day', 'week', 'month'] as const
export type ReportStep = (typeof reportSteps)[number]

/** `share` is 0 to 1, `score` as it was answered, `points` −100 to 100, `ms` a length of time. */
export const reportUnits = ['count', 'share', 'ms', 'score', 'money', 'points'] as const

/** A day by the house's clock: `2026-11-23`. */
export const reportDay = z.iso.date().meta({ id: 'ReportDay' })

export const reportQuery = z.strictObject({
  /** The first day; 28 days before `until` if nothing is said. */
  from: reportDay.optional(),
  /** The last day, which counts whole; today if nothing is said. At most 1,100 days. */
  until: reportDay.optional(),
  /** What the groups are; as the report is usually grouped if nothing is said. */
  by: z.enum(reportGroupings).optional(),
  /** How long one point of the series is; by how long the time is if nothing is said. */
  step: z.enum(reportSteps).optional(),
  /** Only what is of this team; empty: only what is of none. */
  team: z.string().max(100).optional(),
  /** Only what came in by this queue. */
  queue: z.string().max(200).optional(),
})
export type ReportQuery = z.infer<typeof reportQuery>

export const reportColumn = z
  .strictObject({
    id: z.string(),
    unit: z.enum(reportUnits),
    /** What a house would rather have; null where neither is better. */
    better: z.enum(['more', 'less']).nullable(),
  })
  .meta({ id: 'ReportColumn' })
export type ReportColumn = z.infer<typeof reportColumn>

/** Null where there is nothing to make the figure of. */
const values = z.array(z.number().nullable())

/** While figures of days are still to be counted, as after an upgrade. */
const filling = z.strictObject({ daysDone: z.int(), daysAll: z.int() }).nullable()

const key = z.string()
/** A name as the house has given it; null where only the key is known, whose words the desktop has (or is the key itself). */
const name = z.string().nullable()

export const report = z
  .strictObject({
    id: z.enum(reportIds),
    from: reportDay,
    until: reportDay,
    /** The days before of the same number, to which `before` belongs; the same weekdays a week before where they are fewer than seven. */
    beforeFrom: reportDay,
    beforeUntil: reportDay,
    timeZone: z.string(),
    /** Until when the figures are whole, ms; null where nothing has been counted yet. */
    asOf: z.int().nullable(),
    filling,
    /**
     * Of *risk*: the first day of which it was counted how customers stand; of days before it is not known. Null in every other
     * report, and where it was not counted yet.
     */
    countedSince: reportDay.nullable(),
    by: z.enum(reportGroupings),
    step: z.enum(reportSteps),
    columns: z.array(reportColumn),
    /** One for each column, as everywhere below. */
    total: values,
    before: values.nullable(),
    /** Nothing where `by` is `none`; else the largest first. */
    groups: z.array(z.strictObject({ key, name, values, before: values.nullable() })),
    /** One point for each step, also where nothing was: `2026-11-23`, for hours `2026-11-23T14`, by the house's clock. */
    series: z.array(z.strictObject({ at: z.string(), values })),
    /** By weekday (Monday first) and hour of the house's clock. */
    heat: z
      .strictObject({
        column: z.string(),
        cells: z.array(z.array(z.number().nullable()).length(24)).length(7),
        /** Of how many each cell was made. */
        made: z.array(z.array(z.int()).length(24)).length(7),
      })
      .nullable(),
    /** What it was about, the most frequent first; `rising` where it has newly become frequent. */
    pareto: z
      .strictObject({
        of: z.string(),
        items: z.array(
          z.strictObject({
            key,
            name,
            count: z.int(),
            before: z.int().nullable(),
            rising: z.boolean(),
            /** How many in each point of the series: of the twelve most frequent, unless points are hours. */
            over: z.array(z.int()).nullable(),
          }),
        ),
      })
      .nullable(),
    /** What customers have written, the newest first. */
    comments: z
      .array(
        z.strictObject({
          at: z.int(),
          callId: z.string(),
          survey: z.string(),
          satisfaction: z.int().nullable(),
          recommendation: z.int().nullable(),
          effort: z.int().nullable(),
          comment: z.string(),
        }),
      )
      .nullable(),
    /** What the house has set and the figures go by: seconds of the service level, the multiplier of complaints… */
    settings: z.record(z.string(), z.number().nullable()),
  })
  .meta({ id: 'Report' })
export type Report = z.infer<typeof report>

export const reportList = z
  .strictObject({
    timeZone: z.string(),
    today: reportDay,
    asOf: z.int().nullable(),
    filling,
    items: z.array(
      z.strictObject({
        id: z.enum(reportIds),
        columns: z.array(reportColumn),
        /** What it can be grouped by, the usual one first. */
        by: z.array(z.enum(reportGroupings)),
        steps: z.array(z.enum(reportSteps)),
        /** Whether it can be had of one queue alone. */
        byQueue: z.boolean(),
        heat: z.string().nullable(),
        /** What its Pareto list is of. */
        pareto: z.string().nullable(),
        comments: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ReportList' })
export type ReportList = z.infer<typeof reportList>
