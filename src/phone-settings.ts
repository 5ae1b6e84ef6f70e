import { z } from 'zod'
import { secret } from './policy-settings.ts'

/** What is written into commands of a phone system: nothing that would begin another one. */
const plain = z.string().regex(/^[A-Za-z0-9_.+-]{1,80}$/, 'letters, digits and _ . + - only')
const phone = z
  .string()
  .regex(/^[A-Za-z0-9_./@:-]*\{extension\}[A-Za-z0-9_./@:-]*$/, 'such as PJSIP/{extension}')

export const asterisk = z.strictObject({
  host: z.string().min(1),
  port: z.int().min(1).max(65535).default(5038),
  tls: z.boolean().default(false),
  user: z.string().min(1),
  secret,
  trunks: z.array(z.string().min(1)).min(1, 'name at least one trunk, such as PJSIP/trunk'),
  /** Lets agents call by a click; the manager user needs the write class `originate`. */
  dial: z
    .strictObject({
      phone: phone.default('PJSIP/{extension}'),
      context: plain.default('from-internal'),
      callerId: plain.optional(),
    })
    .optional(),
})

export const freeswitch = z.strictObject({
  /** Where its event socket is; left out where it only posts call records. */
  host: z.string().min(1).optional(),
  port: z.int().min(1).max(65535).default(8021),
  password: secret.optional(),
  /** A user of the directory with `esl-password`, as `user@domain`; without one the event socket's own password is meant. */
  user: z.string().min(1).optional(),
  trunks: z
    .array(z.string().min(1))
    .min(1, 'name what leads outside, such as gateway/carrier, profile/external or context/public'),
  /** The domain of the agents, where the server has several. */
  domain: z.string().min(1).optional(),
  /** Lets agents call by a click. */
  dial: z
    .strictObject({
      phone: phone.default('user/{extension}'),
      context: plain.default('default'),
      callerId: plain.optional(),
    })
    .optional(),
})

export const threecx = z.strictObject({
  /** Where its call control is; left out where it only posts its journal. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  clientId: z.string().min(1).optional(),
  clientSecret: secret.optional(),
})
