import { createHash } from 'node:crypto'
import { type Config, readConfig } from '../src/config.ts'
import { queues } from './world.ts'

/** The house that both servers of the benchmark run. */
export const sourceName = 'main'
export const signingSecret = 'whsec_YmVuY2htYXJrLW9ubHktc2lnbmluZy1zZWNyZXQ='
export const dialled = '+493023125100'

/** Where the events of the source are posted to; the reference answers at the same address. */
export const eventsPath = `/v1/sources/${sourceName}/events`

/** As it would stand in a configuration file, but for `data`. */
export const houseSettings = {
  house: { name: 'Bench & Co' },
  port: 0,
  sources: [
    {
      name: sourceName,
      kind: 'webhook',
      secrets: [signingSecret],
      numberFormat: 'e164',
      region: 'DE',
      extensionLength: 5,
      timeZone: 'Europe/Berlin',
      dids: [{ number: dialled, name: 'Service line' }],
      queues,
    },
  ],
}

export function configOf(folder: string): Config {
  return readConfig({ ...houseSettings, data: folder }, {}, { demo: false, folder })
}

/** A session's token has 43 characters of base64url; here it follows from the account, so that nobody has to sign in. */
export function sessionToken(accountId: string): string {
  return createHash('sha256').update(`bench session of ${accountId}`).digest('base64url')
}

export function sessionCookieOf(accountId: string): string {
  return `greetline=${sessionToken(accountId)}`
}
