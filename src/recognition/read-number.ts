import type { CallerNumber, NumberPlan } from '../call/caller-number.ts'
import { isChineseIpCall, readDialled } from './dialled-number.ts'
import { readWithCountryCode } from './number-with-country-code.ts'
import { plainCharacters } from './plain-characters.ts'
import type { Reading } from './reading.ts'
import { chineseServiceCode, readShortCode } from './short-code.ts'
import { takeApartNumber, type WrittenNumber } from './take-apart-number.ts'
import { type Address, unwrapAddress } from './unwrap-address.ts'
import { type Region, readAbroad, readInternational, regionOf, type ValidNumber } from './valid-number.ts'
import { asksForAnonymity, isFiller, isOneDigit, readSilence, readSilentDigits } from './withheld-words.ts'

/**
 * Raised whenever the same raw and plan are read otherwise than before: stored numbers are then read again in the
 * background. A test holds it against the answers of this version.
 */
export const readingVersion = 2

/** A display name of 300 characters and a number fit; nothing that names a caller is longer. */
const longestRaw = 1024
/** Longer raws are no numbers people call from again, and would let a sender fill the memory. */
const longestKept = 64
/** `*31#`, `#31#`, `*67`, `*82` before a number: the caller's own number shown or hidden for this call. */
const starCode = /^\s*(?:[*#]31#|\*(?:67|82))\s*(?=[\d+(])/
/** Where `-0` after a number means its switchboard: the German, Austrian, Swiss and Liechtenstein way of writing. */
const switchboardCountries = new Set(['49', '43', '41', '423'])

/**
 * Read what a phone system wrote where a number belongs. Never throws; the same raw and plan always give the same answer,
 * and an E.164 result read again, under any plan, gives itself. Whatever could be two numbers is `unreadable`: a wrong
 * number greets a stranger by name, a missing one only asks who is calling.
 */
export function readNumber(raw: string, plan: NumberPlan): CallerNumber {
  if (raw.length > longestRaw) return { kind: 'unreadable', raw, why: 'longer than any number' }
  const address = unwrapAddress(plainCharacters(raw))
  const silence = readSilence(address.user, address.host)
  if (silence) return { kind: silence, raw }
  if (address.isPrivate || asksForAnonymity(address.displayName)) return { kind: 'withheld', raw }
  if (address.clutter) return { kind: 'unreadable', raw, why: 'more than one number' }
  if (isFiller(address.user)) return { kind: 'unavailable', raw }
  const user = plan.format === 'as-dialled' ? address.user.replace(starCode, '') : address.user
  const written = takeApartNumber(user)
  if (written.kind === 'not-a-number') return { kind: 'unreadable', raw, why: written.why }
  return readWritten(raw, written, address, plan)
}

/**
 * A reader for one source that remembers what it read: people call again, and asking the numbering plans costs 17-60 µs.
 * It keeps at most `size` raws, in two generations: when the young one is full it becomes the old one, and what is asked
 * for again moves back, which costs less than putting every hit in order.
 */
export function numberReader(plan: NumberPlan, size = 10_000): (raw: string) => CallerNumber {
  const half = Math.max(1, Math.floor(size / 2))
  let young = new Map<string, CallerNumber>()
  let old = new Map<string, CallerNumber>()
  return (raw) => {
    if (raw.length > longestKept) return readNumber(raw, plan)
    const known = young.get(raw)
    if (known) return known
    const number = old.get(raw) ?? readNumber(ownCopy(raw), plan)
    if (young.size >= half) {
      old = young
      young = new Map()
    }
    young.set(number.raw, number)
    return number
  }
}

/** A string cut out of a request body keeps the whole body alive in V8; a copy does not. */
function ownCopy(raw: string): string {
  return Buffer.from(raw, 'utf16le').toString('utf16le')
}

/**
 * An internal extension is told by its length before any numbering plan is asked: 1001 is a "possible" German number. A
 * phone-context longer than a country code speaks of another house's extensions.
 */
function readWritten(raw: string, written: WrittenNumber, address: Address, plan: NumberPlan): CallerNumber {
  const { digits, plus } = written
  const silence = readSilentDigits(digits)
  if (silence) return { kind: silence, raw }
  const elsewhere = (address.context?.length ?? 0) > 3
  if (!plus && !elsewhere && digits.length === plan.extensionLength)
    return { kind: 'extension', raw, extension: digits }
  if (isOneDigit(digits)) return { kind: 'unavailable', raw }
  const region = regionOf(plan.region)
  if (!region && !plus) return { kind: 'unreadable', raw, why: `unknown region ${plan.region}` }
  const reading = readWithHyphen(written, (part) => readDigits(part, address.context, plan, region), plan)
  if (reading.kind === 'number')
    return answer(raw, reading.number, address.extension ?? written.extension ?? reading.extension)
  const code = reading.kind === 'none' ? readShortCode(digits, plus, plan, region) : null
  if (code !== null) return { kind: 'short', raw, digits: code }
  return { kind: 'unreadable', raw, why: reading.why }
}

function answer(raw: string, number: ValidNumber, extension: string | undefined): CallerNumber {
  const { e164 } = number
  if (isOneDigit(e164.slice(1))) return { kind: 'unavailable', raw }
  const service = chineseServiceCode(number)
  if (service) return { kind: 'short', raw, digits: service }
  return extension ? { kind: 'e164', raw, e164, extension } : { kind: 'e164', raw, e164 }
}

/**
 * Digits behind a last hyphen are an extension where the number is complete without them and none with them. In German
 * `-78` is a direct dial and part of the number, while `-0` means the switchboard, whose number stands before it. A
 * source that leaves the plus out is not asked: `8 (808) 123-45-67`, a Russian number there by mistake, would become one
 * of Bangladesh.
 */
function readWithHyphen(
  written: WrittenNumber,
  read: (part: WrittenNumber) => Reading,
  plan: NumberPlan,
): Reading {
  const whole = read(written)
  const extension = written.hyphenated
  if (extension === null || whole.kind === 'several') return whole
  const head = read({
    ...written,
    digits: written.digits.slice(0, -extension.length),
    withoutBracketedZero: null,
  })
  if (extension === '0') return readSwitchboard(whole, head)
  const believed = written.plus || plan.format !== 'e164-no-plus'
  return whole.kind === 'none' && head.kind === 'number' && believed ? { ...head, extension } : whole
}

function readSwitchboard(whole: Reading, head: Reading): Reading {
  if (head.kind === 'number' && (whole.kind !== 'number' || hasSwitchboards(head.number)))
    return { ...head, extension: '0' }
  if (whole.kind !== 'number' || (head.kind === 'none' && !hasSwitchboards(whole.number))) return whole
  return { kind: 'several', why: 'may be a number that ends in 0, or a shorter one and its switchboard' }
}

function hasSwitchboards(number: ValidNumber): boolean {
  return switchboardCountries.has(number.callingCode)
}

function readDigits(
  written: WrittenNumber,
  context: string | null,
  plan: NumberPlan,
  region: Region | null,
): Reading {
  if (written.plus) return readWithPlus(written, plan, region)
  if (context !== null) return readInContext(written.digits, context)
  if (!region) return { kind: 'none', why: `unknown region ${plan.region}` }
  const read = plan.format === 'national' || plan.format === 'as-dialled' ? readDialled : readWithCountryCode
  return withBracketedZero(read(written.digits, plan, region), written, (digits) =>
    read(digits, plan, region),
  )
}

/** A plus is believed, also before a prefix for abroad (`+0049…`) and behind the outside-line prefix (`0+49…`). */
function readWithPlus(written: WrittenNumber, plan: NumberPlan, region: Region | null): Reading {
  const { beforePlus } = written
  const isDialledBefore = beforePlus === plan.outsidePrefix || isChineseIpCall(beforePlus, region)
  if (beforePlus !== '' && !isDialledBefore) return none('digits before the plus')
  return withBracketedZero(readPlus(written.digits, region), written, (digits) => readPlus(digits, region))
}

function readPlus(digits: string, region: Region | null): Reading {
  if (!digits.startsWith('0')) return one(readInternational(digits), 'no country has such a number')
  const behind =
    readInternational(digits.replace(/^00/, '')) ?? (region ? readAbroad(digits, region)[0] : null)
  return one(behind ?? null, 'no country code after the plus')
}

/** `+45 (0)32 …`: Denmark has no trunk zero, and people write one for the eye all the same; `+39 (0)6 …` has a real one. */
function withBracketedZero(
  reading: Reading,
  written: WrittenNumber,
  read: (digits: string) => Reading,
): Reading {
  if (written.withoutBracketedZero === null) return reading
  const without = read(written.withoutBracketedZero)
  if (reading.kind !== 'number')
    return reading.kind === 'none' && without.kind === 'number' ? without : reading
  if (without.kind !== 'number' || without.number.e164 === reading.number.e164) return reading
  return { kind: 'several', why: `may be ${reading.number.e164} or ${without.number.e164}` }
}

/** RFC 3966 5.1.5: a local number is completed by its `phone-context`, whatever the source's region. */
function readInContext(digits: string, context: string): Reading {
  const abroad = digits.startsWith('00') ? readInternational(digits.slice(2)) : null
  return one(readInternational(context + digits) ?? abroad, `no such number in the phone-context +${context}`)
}

function one(number: ValidNumber | null, why: string): Reading {
  return number ? { kind: 'number', number } : none(why)
}

function none(why: string): Reading {
  return { kind: 'none', why }
}
