import type { Identified, LookupFormat } from '../wire/identify-api.ts'

export interface WrittenLookup {
  readonly type: string
  readonly body: string
}

const plain = 'text/plain; charset=utf-8'
const json = 'application/json; charset=utf-8'

/**
 * Who a number is, as the one who asked reads it.
 * - `text`, `freepbx`, `freeswitch`: the name for the display, or nothing at all. FreePBX's CallerID Lookup takes the
 *   body of an HTTP source for the name; so does mod_cidlookup, whatever the status says (mod_cidlookup.c), so a
 *   refusal must have no body either.
 * - `hash`: for `CURL()` with `CURLOPT(hashcompat)=yes`, read by Asterisk into a `HASH()`.
 * - `3cx`: one level of JSON, for the outputs of a CRM template.
 */
export function writeLookup(format: LookupFormat, found: Identified): WrittenLookup {
  switch (format) {
    case 'json':
      return { type: json, body: JSON.stringify(found) }
    case '3cx':
      return { type: json, body: JSON.stringify({ contacts: contactsOf(found) }) }
    case 'hash':
      return { type: 'application/x-www-form-urlencoded', body: hashOf(found) }
    case 'text':
    case 'freepbx':
    case 'freeswitch':
      return { type: plain, body: displayName(found.display) }
  }
}

/** What whoever reads `format` gets with a refusal: those who would show it to an agent as a name get nothing. */
export function writesRefusals(format: LookupFormat): boolean {
  return format === 'json' || format === '3cx'
}

/** Asterisk cuts names at 79 bytes and may cut a character in two (recorded with 22 and 16). */
const longestNameBytes = 79
/** Quotes and brackets end a name in SIP headers; FreeSWITCH prints the answer as a format, so `%` would be read. */
const unsayable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>%\\]/gu

/** A name that every phone system on the way carries whole: one line, no sign that one of them reads otherwise. */
export function displayName(name: string | null): string {
  if (name === null) return ''
  const said = name.replace(unsayable, ' ').replace(/\s+/gu, ' ').trim()
  let fitting = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter().segment(said)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > longestNameBytes) break
    fitting += segment
  }
  return fitting.trim()
}

function hashOf(found: Identified): string {
  const { preferredAgent, queue, customer, openCase } = found
  return new URLSearchParams({
    outcome: found.outcome,
    trust: found.trust.level,
    name: displayName(found.display),
    language: found.language ?? '',
    tier: found.tier ?? '',
    agent: preferredAgent?.extension ?? '',
    agentname: displayName(preferredAgent?.name ?? null),
    queue: queue?.id ?? '',
    opencase: found.hasOpenCase ? '1' : '0',
    case: openCase?.reference ?? '',
    customer: customer?.externalId ?? '',
  }).toString()
}

function contactsOf({ customer, display }: Identified) {
  if (!customer) return []
  const { id, givenName, familyName, company, url } = customer
  const firstName = givenName ?? ''
  return [
    {
      id: String(id),
      firstName: displayName(firstName === '' && familyName === null ? display : firstName),
      lastName: displayName(familyName),
      company: displayName(company),
      url: url ?? '',
    },
  ]
}
