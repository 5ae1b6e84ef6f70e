import type { NumberPlan } from '../call/caller-number.ts'
import { readBare, readLocal, startsWithOwnArea } from './bare-number.ts'
import { withAndWithoutOutsideLine } from './outside-line.ts'
import { type Reading, settle } from './reading.ts'
import { type Region, readAbroad, readWithinRegion, type ValidNumber } from './valid-number.ts'

/** Carriers' cheap long-distance services, and the second numbers of one card (12583x), shown before the caller's number. */
const chineseIpCodes = '179\\d\\d|12593|12583[123]|12520|10193|10131|11808'
const chineseIpCall = new RegExp(`^(?:${chineseIpCodes})(?=\\d{7})`)
const chineseIpCallAlone = new RegExp(`^(?:${chineseIpCodes})$`)
const mexicanTrunk = /^(?:01|02|044|045|1)(?=\d{10}$)/
/** Dialled before a number to show or hide the caller's own; each is followed by a number with its trunk prefix. */
const callerIdCodes: Readonly<Record<string, RegExp>> = {
  GB: /^(?:141|1470)(?=0)/,
  JP: /^18[46](?=0)/,
  FR: /^3651(?=0)/,
  AU: /^183[12](?=0)/,
}

/**
 * Reads digits a source of format `national` or `as-dialled` wrote without a plus. What is spelled out with a prefix for
 * abroad or a trunk prefix wins over what only fits without one; two numbers that fit equally well are neither.
 */
export function readDialled(digits: string, plan: NumberPlan, region: Region): Reading {
  const variants = withAndWithoutOutsideLine(stripCallerIdCode(digits, plan, region), plan)
  const spelledOut = likelier(variants.flatMap((variant) => readSpelledOut(variant, plan, region)))
  const [whole, inner] = variants
  if (spelledOut.length > 0)
    return settle([...spelledOut, ...rivals(whole!, inner, spelledOut, plan, region)])
  const bare = readBare(whole!, plan, region)
  if (!inner || bare.kind === 'several') return bare
  const behind = readBare(inner, plan, region)
  if (bare.kind === 'none') return behind.kind === 'none' ? bare : behind
  return behind.kind === 'number' ? settle([bare.number, behind.number]) : bare
}

function stripCallerIdCode(digits: string, plan: NumberPlan, region: Region): string {
  const code = callerIdCodes[region.code]
  return plan.format === 'as-dialled' && code && !readWithinRegion(digits, region)
    ? digits.replace(code, '')
    : digits
}

/** Whether these digits, such as 17951, are dialled in China before the number itself. */
export function isChineseIpCall(digits: string, region: Region | null): boolean {
  return region?.code === 'CN' && chineseIpCallAlone.test(digits)
}

function readSpelledOut(digits: string, plan: NumberPlan, region: Region): ValidNumber[] {
  const abroad = readAbroad(digits, region)
  const home = readWithTrunk(digits, region)
  if (region.code !== 'CN' || home || abroad.length > 0 || !chineseIpCall.test(digits))
    return home ? [...abroad, home] : abroad
  const behind = digits.replace(chineseIpCall, '')
  const dialled = readWithinRegion(behind, region) ?? readLocal(behind, plan, region)
  return [...readAbroad(behind, region), ...(dialled ? [dialled] : [])]
}

function readWithTrunk(digits: string, region: Region): ValidNumber | null {
  const number = readWithinRegion(digits, region)
  if (number && number.national !== digits) return number
  return region.code === 'MX' && mexicanTrunk.test(digits)
    ? readWithinRegion(digits.replace(mexicanTrunk, ''), region)
    : null
}

/** The library lets German numbers have 15 digits; none has more than 11, so a longer one yields to another reading. */
function likelier(numbers: ValidNumber[]): ValidNumber[] {
  const likely = numbers.filter((number) => number.callingCode !== '49' || number.national.length <= 11)
  return likely.length > 0 ? likely : numbers
}

/**
 * Readings without a trunk prefix that are as good as a spelled-out one: a local number behind the outside-line prefix,
 * a complete one there whose own first digit is 0 (Italy), and in a national source the digits as they stand.
 */
function rivals(
  whole: string,
  inner: string | undefined,
  spelledOut: ValidNumber[],
  plan: NumberPlan,
  region: Region,
): ValidNumber[] {
  if (!inner) return []
  const ownArea = startsWithOwnArea(spelledOut[0]!.national, plan)
  const local = inner.length <= 8 && !ownArea ? readLocal(inner, plan, region) : null
  const complete = inner.startsWith('0') ? readBare(inner, plan, region) : null
  const asItStands =
    plan.format === 'national' && !whole.startsWith('0') ? readBare(whole, plan, region) : null
  const numbers = [complete, asItStands].map((reading) =>
    reading?.kind === 'number' ? reading.number : null,
  )
  return [local, ...numbers].filter((number) => number !== null)
}
