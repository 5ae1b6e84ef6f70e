import { Client, type Entry } from 'ldapts'
import { type Directory, type DirectoryEntry, fillNumber, type NumberSpellings } from './directory.ts'
import { type FieldPlaces, readEntry } from './read-entry.ts'

export interface LdapDirectorySettings {
  readonly name: string
  readonly trusted: boolean
  readonly region: string
  readonly sameIds: boolean
  /** `ldaps://host:636` or `ldap://host:389` */
  readonly url: string
  /** Upgrades an `ldap://` connection to TLS before anything is said. */
  readonly startTls: boolean
  readonly bindDn?: string | undefined
  readonly password?: string | undefined
  readonly base: string
  /** RFC 4515, filled by {@link fillNumber}. */
  readonly filter: string
  readonly fields: FieldPlaces
}

const mostEntries = 20
const patienceMs = 10_000

/**
 * A directory of LDAP 3 (Active Directory, OpenLDAP …). Each question has a connection of its own: servers close idle ones
 * without a word, and what is asked twice is remembered anyway.
 */
export function ldapDirectory(settings: LdapDirectorySettings): Directory {
  const { name, trusted, region } = settings
  return {
    name,
    trusted,
    region,
    isAtHand: false,
    find: (number, stop) => find(settings, number, stop),
    close: async () => undefined,
  }
}

async function find(
  settings: LdapDirectorySettings,
  number: NumberSpellings,
  stop: AbortSignal,
): Promise<readonly DirectoryEntry[]> {
  const { url, startTls, bindDn, password, base, filter, fields } = settings
  const client = new Client({ url, timeout: patienceMs, connectTimeout: patienceMs })
  const leave = (): void => void client.unbind().catch(() => undefined)
  stop.addEventListener('abort', leave, { once: true })
  try {
    stop.throwIfAborted()
    if (startTls) await client.startTLS()
    if (bindDn !== undefined) await client.bind(bindDn, password ?? '')
    const { searchEntries } = await client.search(base, {
      scope: 'sub',
      filter: fillNumber(filter, number, escapeValue),
      attributes: attributesOf(fields),
      sizeLimit: mostEntries,
      returnAttributeValues: true,
    })
    return searchEntries.flatMap((entry) => read(entry, settings))
  } finally {
    stop.removeEventListener('abort', leave)
    leave()
  }
}

function read(entry: Entry, { fields, sameIds }: LdapDirectorySettings): DirectoryEntry[] {
  const found = readEntry(sameIds ? fields : { ...fields, externalId: undefined }, (attribute) =>
    textsOf(entry, attribute),
  )
  return found ? [found] : []
}

/** Names of attributes are the same in any case (RFC 4512, 2.5). */
function textsOf(entry: Entry, attribute: string): readonly string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === attribute.toLowerCase())
  const value = key === undefined ? [] : (entry[key] ?? [])
  return (Array.isArray(value) ? value : [value]).map(String)
}

function attributesOf({ numbers, ...fields }: FieldPlaces): string[] {
  return [...new Set([...Object.values(fields).filter((one) => one !== undefined), ...numbers])]
}

/** RFC 4515, 3. */
function escapeValue(value: string): string {
  return value.replace(/[\\*()\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
