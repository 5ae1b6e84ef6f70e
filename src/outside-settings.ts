import { z } from 'zod'
import { directoryFaults, directorySettings } from './directory-settings.ts'
import { name, secret } from './policy-settings.ts'
import { crmPlaceholders } from './screenpop/fill-crm-url.ts'
import { surveyFaults, surveySettings } from './survey-settings.ts'
import { webhookTypes } from './wire/webhook-events.ts'

/** Other systems that are told what happens here. */
const webhookSettings = z
  .array(
    z.strictObject({
      name,
      url: z.url({ protocol: /^https?$/ }),
      /** Signs what is sent (`whsec_…` or plain). */
      secret,
      /** The secret before, which signs beside it while the receiver changes over. */
      formerSecret: secret.optional(),
      events: z.array(z.enum(webhookTypes)).min(1, 'name at least one event'),
      /** Whether it is sent numbers, names and texts. */
      personalData: z.boolean().default(false),
      /** Whether it may be sent to without TLS; for receivers on the same machine or network. */
      withoutTls: z.boolean().default(false),
    }),
  )
  .default([])

/** A link from the pop to the customer's page in the house's own CRM. */
const crmSettings = z
  .strictObject({
    url: z
      .string()
      .max(1000)
      .regex(
        /^https?:\/\/[^\s{}]+\S*$/,
        'an http(s) address, with {externalId} and the like in its path or query',
      )
      .refine(
        (url) =>
          [...url.matchAll(/\{([^}]*)\}/g)].every(([, one]) =>
            crmPlaceholders.some((known) => known === one),
          ),
        `only these can be filled in: ${crmPlaceholders.map((one) => `{${one}}`).join(' ')}`,
      ),
  })
  .optional()

/** Pages of other systems that may hold the pop as a part of them. */
const embedSettings = z
  .strictObject({
    ancestors: z
      .array(z.string().refine((one) => isOrigin(one), 'an origin such as https://crm.example'))
      .max(20)
      .default([]),
    /** Whether they are of another site than this house's pages, so that the session's cookie has to go across. */
    crossSite: z.boolean().default(false),
  })
  .prefault({})

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text
}

interface Fault {
  readonly path: string
  readonly message: string
}

/** What there is of other systems. */
export const outsideSettings = {
  webhooks: webhookSettings,
  directories: directorySettings,
  surveys: surveySettings,
  crm: crmSettings,
  embed: embedSettings,
}

interface OutsideConfig {
  readonly surveys: Parameters<typeof surveyFaults>[0]['surveys']
  readonly directories: Parameters<typeof directoryFaults>[0]
  readonly publicUrl?: string | undefined
  readonly embed: { readonly crossSite: boolean }
  readonly webhooks: readonly {
    readonly name: string
    readonly events: readonly string[]
    readonly url: string
    readonly secret: string
    readonly formerSecret?: string | undefined
    readonly withoutTls: boolean
  }[]
}

const shortestSecret = 24

/** What cannot be seen in one setting alone. */
export function outsideFaults(config: OutsideConfig, isDemo: boolean): Fault[] {
  const { webhooks, directories, embed, publicUrl } = config
  const faults = [
    ...webhooks.flatMap(webhookFaults),
    ...directoryFaults(directories),
    ...surveyFaults(config, isDemo),
  ]
  if (embed.crossSite && !publicUrl?.startsWith('https:')) {
    const message = 'browsers keep a cookie across sites only over https: set publicUrl'
    faults.push({ path: 'embed.crossSite', message })
  }
  return faults
}

function webhookFaults(
  one: OutsideConfig['webhooks'][number],
  n: number,
  webhooks: OutsideConfig['webhooks'],
): Fault[] {
  const path = `webhooks[${n}]`
  const faults: Fault[] = []
  if (webhooks.findIndex((other) => other.name === one.name) < n) {
    faults.push({ path: `${path}.name`, message: `there is another webhook of the name ${one.name}` })
  }
  if (!one.withoutTls && !one.url.startsWith('https:')) {
    faults.push({ path: `${path}.url`, message: 'use https, or say `withoutTls: true`' })
  }
  for (const key of ['secret', 'formerSecret'] as const) {
    const value = one[key]
    if (value !== undefined && value.length > 0 && value.length < shortestSecret) {
      faults.push({ path: `${path}.${key}`, message: 'a signing secret needs at least 24 characters' })
    }
  }
  return faults
}
