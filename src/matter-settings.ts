import { z } from 'zod'
import { label, language, name } from './policy-settings.ts'

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

/** How the house deals with what other systems post of customers. */
export const signalSettings = z
  .strictObject({
    /** How long a signal leads whose sender has not said until when. Days. */
    usualDays: z.int().min(1).max(366).default(14),
    /** How long a signal is kept after its end. Days. */
    keepDays: z.int().min(1).max(3650).default(90),
    /** Dispositions of a call by which nobody was told anything. */
    untoldDispositions: z.array(name).default(['wrong-number', 'no-conversation']),
  })
  .prefault({})

export const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 08:30')

const workingHours = z
  .strictObject({
    timeZone: z.string().refine(isTimeZone, 'not an IANA time zone such as Europe/Berlin'),
    /** 1 is Monday. */
    days: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
    from: clock.default('08:00'),
    until: clock.default('18:00'),
  })
  .refine(({ from, until }) => from < until, 'the working day must end after it begins')

/** What begins a standing promise; `told`: only who tells it by the API. */
export const standingBegins = [
  'missed-call',
  'case-opened',
  'callback-planned',
  'visit-planned',
  'told',
] as const

/** What the house promises everybody: measured as any other promise. */
export const standingPromises = z
  .array(
    z.strictObject({
      id: name,
      /** By language; what is shown is that of the house. */
      name: z.record(language, label),
      withinHours: z.number().positive().max(8784),
      on: z.enum(standingBegins),
      /** Only these count; without them all hours do. */
      workingHours: workingHours.optional(),
      department: z.string().trim().min(1).max(100).optional(),
    }),
  )
  .default([])

interface Ids {
  readonly id: string
}

/** What a schema cannot say: that a department is one of the house's, and no team has its id. */
export function matterFaults(config: {
  readonly departments: readonly Ids[]
  readonly teams: readonly Ids[]
  readonly standingPromises: readonly { readonly department?: string | undefined }[]
}): { readonly path: string; readonly message: string }[] {
  const departments = new Set(config.departments.map(({ id }) => id))
  const strange = config.standingPromises.flatMap(({ department }, n) => {
    if (department === undefined || departments.has(department)) return []
    const path = `standingPromises[${n}].department`
    return [{ path, message: `there is no department of the id ${department}` }]
  })
  const twice = config.teams.flatMap(({ id }, n) =>
    departments.has(id)
      ? [
          {
            path: `teams[${n}].id`,
            message: `there is a department of the id ${id}, and a task names either`,
          },
        ]
      : [],
  )
  return [...strange, ...twice]
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
