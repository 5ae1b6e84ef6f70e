import { z } from 'zod'
import { name } from './policy-settings.ts'
import { webhookTypes } from './wire/webhook-events.ts'

/** A secret stands in the file itself or, better, in the environment variable that is named. */
export const secret = z.union([z.string().min(1), z.strictObject({ env: z.string().min(1) })])

/** Other systems that are told what happens here. */
export const webhookSettings = z
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

interface Fault {
  readonly path: string
  readonly message: string
}

interface OutsideConfig {
  readonly webhooks: readonly {
    readonly name: string
    readonly url: string
    readonly secret: string
    readonly formerSecret?: string | undefined
    readonly withoutTls: boolean
  }[]
}

const shortestSecret = 24

/** What cannot be seen in one setting alone. */
export function outsideFaults({ webhooks }: OutsideConfig): Fault[] {
  return webhooks.flatMap((one, n) => {
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
  })
}
