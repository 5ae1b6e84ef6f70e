import { z } from 'zod'
import { language, name } from './policy-settings.ts'

/** Asking customers after a call how it was. The first survey that fits a call is the one. */
export const surveySettings = z
  .array(
    z.strictObject({
      name,
      /** Ids of queues, and of dispositions; empty means all. */
      queues: z.array(z.string().min(1)).default([]),
      dispositions: z.array(z.string().min(1)).default([]),
      directions: z
        .array(z.enum(['inbound', 'outbound']))
        .min(1)
        .default(['inbound']),
      /** Per cent of the calls that fit. */
      share: z.number().min(0).max(100).default(100),
      /** A customer is not asked again within so many days. */
      everyDays: z.int().min(1).max(3650).default(30),
      channel: z.enum(['sms', 'e-mail']).default('sms'),
      /** How long the link may be used. */
      expiresDays: z.int().min(1).max(90).default(7),
      /** What is sent, by language; `{link}` and `{house}` are filled in. */
      text: z.record(language, z.string().max(500).includes('{link}')).default({}),
      /** From which answer on it counts as a bad one, and what is done then. */
      bad: z
        .strictObject({
          satisfaction: z.int().min(1).max(5).default(2),
          recommendation: z.int().min(0).max(10).default(4),
          effort: z.int().min(1).max(5).default(5),
          /** The customer is to be called back within so many hours; 0: nobody calls. */
          callBackHours: z.int().min(0).max(720).default(24),
          /** The department that calls back; everybody if none is named. */
          team: z.string().min(1).max(100).optional(),
        })
        .prefault({}),
    }),
  )
  .default([])

interface Surveying {
  readonly surveys: readonly { readonly name: string }[]
  readonly publicUrl?: string | undefined
  readonly webhooks: readonly { readonly events: readonly string[] }[]
}

/** What cannot be seen in one setting alone. The demo's gateway knows by itself where its house is. */
export function surveyFaults(config: Surveying, isDemo: boolean): { path: string; message: string }[] {
  if (config.surveys.length === 0) return []
  const faults: { path: string; message: string }[] = []
  config.surveys.forEach((one, n) => {
    if (config.surveys.findIndex((other) => other.name === one.name) < n) {
      faults.push({ path: `surveys[${n}].name`, message: `there is another survey of the name ${one.name}` })
    }
  })
  if (config.publicUrl === undefined && !isDemo) {
    faults.push({ path: 'publicUrl', message: 'surveys need an address for their links' })
  }
  if (!config.webhooks.some(({ events }) => events.includes('survey.sent'))) {
    faults.push({
      path: 'webhooks',
      message: 'surveys need a webhook with the event survey.sent, which sends the links',
    })
  }
  return faults
}
