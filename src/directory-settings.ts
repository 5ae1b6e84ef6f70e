import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import { name, secret } from './policy-settings.ts'

const place = z.string().max(200)
const fields = {
  name: place,
  givenName: place,
  familyName: place,
  title: place,
  company: place,
  role: place,
  language: place,
  externalId: place,
  /** Where the entry says that it is a company. */
  isCompany: place,
}
const places = z.strictObject({ ...fields, numbers: z.array(place).max(10) }).partial()

const common = {
  name,
  /** Whether it may name callers: otherwise what it says is only shown. */
  trusted: z.boolean().default(false),
  /** Its ids are the external ids of the house's customers. */
  sameIds: z.boolean().default(false),
  /** Region by which numbers in its entries are read that have no country code; the first source's. */
  region: z.string().length(2).optional(),
}
const httpUrl = z.url({ protocol: /^https?$/ })
/** A template is no URL before it is filled. */
const urlTemplate = z
  .string()
  .regex(/^https?:\/\/[^\s]+$/, 'an http(s) address, with {e164} where the number belongs')

const http = z.strictObject({
  ...common,
  kind: z.literal('http'),
  url: urlTemplate,
  method: z.enum(['GET', 'POST']).default('GET'),
  headers: z.record(z.string(), secret).default({}),
  body: z.json().optional(),
  list: place.default(''),
  fields: places,
})
const shaped = {
  ...common,
  url: httpUrl,
  token: secret.optional(),
}
const espocrm = z.strictObject({ ...shaped, kind: z.literal('espocrm') })
const odoo = z.strictObject({ ...shaped, kind: z.literal('odoo'), database: z.string().min(1).optional() })
const hubspot = z.strictObject({
  ...shaped,
  kind: z.literal('hubspot'),
  url: httpUrl.default('https://api.hubapi.com'),
})
const salesforce = z.strictObject({
  ...shaped,
  kind: z.literal('salesforce'),
  clientId: z.string().min(1).optional(),
  clientSecret: secret.optional(),
})
const ldap = z.strictObject({
  ...common,
  kind: z.literal('ldap'),
  url: z.string().regex(/^ldaps?:\/\/[^/\s]+\/?$/, 'ldaps://host:636 or ldap://host:389'),
  startTls: z.boolean().default(false),
  bindDn: z.string().min(1).optional(),
  password: secret.optional(),
  base: z.string().min(1),
  filter: z
    .string()
    .min(1)
    .default(
      '(|(telephoneNumber={e164})(telephoneNumber={national})(mobile={e164})(mobile={national})(homePhone={e164})(homePhone={national}))',
    ),
  fields: places.default({
    name: 'displayName',
    givenName: 'givenName',
    familyName: 'sn',
    company: 'company',
    role: 'title',
    language: 'preferredLanguage',
    numbers: ['telephoneNumber', 'mobile', 'homePhone'],
  }),
})
const csv = z.strictObject({
  ...common,
  kind: z.literal('csv'),
  /** Relative to the configuration file. */
  file: z.string().min(1),
  fields: places.default({
    name: 'name',
    givenName: 'givenName',
    familyName: 'familyName',
    company: 'company',
    role: 'role',
    language: 'language',
    externalId: 'externalId',
    numbers: ['number', 'phone', 'mobile'],
  }),
})

/** Outside directories that are asked who has a number which the house knows nobody of. */
export const directorySettings = z
  .array(z.discriminatedUnion('kind', [http, espocrm, odoo, hubspot, salesforce, ldap, csv]))
  .default([])

/** Files of directories are named relative to the configuration file. */
export function placeFiles<T extends { readonly kind: string; readonly file?: string }>(
  directories: readonly T[],
  folder: string,
): T[] {
  return directories.map((one) =>
    one.file === undefined || isAbsolute(one.file) ? one : { ...one, file: resolve(folder, one.file) },
  )
}

/** What cannot be seen in one setting alone. */
export function directoryFaults(
  directories: readonly {
    readonly name: string
    readonly kind: string
    readonly token?: unknown
    readonly clientId?: unknown
    readonly clientSecret?: unknown
    readonly fields?: { readonly name?: unknown; readonly givenName?: unknown; readonly company?: unknown }
  }[],
): { path: string; message: string }[] {
  return directories.flatMap((one, n) => {
    const path = `directories[${n}]`
    const faults: { path: string; message: string }[] = []
    if (directories.findIndex((other) => other.name === one.name) < n) {
      faults.push({ path: `${path}.name`, message: `there is another directory of the name ${one.name}` })
    }
    const hasCredentials = one.clientId !== undefined && one.clientSecret !== undefined
    if (
      ['espocrm', 'odoo', 'hubspot', 'salesforce'].includes(one.kind) &&
      one.token === undefined &&
      !hasCredentials
    ) {
      const also = one.kind === 'salesforce' ? ', or clientId and clientSecret' : ''
      faults.push({ path: `${path}.token`, message: `needs the token of its API${also}` })
    }
    const named = one.fields?.name ?? one.fields?.givenName ?? one.fields?.company
    if (one.fields && named === undefined) {
      faults.push({ path: `${path}.fields`, message: 'say where the name stands' })
    }
    return faults
  })
}
