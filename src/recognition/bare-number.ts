import type { NumberPlan } from '../call/caller-number.ts'
import { type Reading, settle, several } from './reading.ts'
import { isServiceCode } from './short-code.ts'
import {
  type Region,
  readInternational,
  readRegionsOwn,
  readWithinRegion,
  type ValidNumber,
} from './valid-number.ts'

/** Numbers of these countries have no fixed length, so without the trunk zero they cannot be told from local ones. */
const openEnded = new Set(['49', '43'])
const chinaSideCodes = /^(?:852|853|886)\d{8,9}$/

/** Luxembourg has neither trunk zero nor fixed length; its own numbers of more than nine digits are direct dials. */
const longestPlainLuxembourgish = 9

/** Digits without trunk or international prefix: complete, or behind the country code without its plus, or local. */
export function readBare(digits: string, plan: NumberPlan, region: Region): Reading {
  const within = readWithinRegion(digits, region)
  const national = within?.national === digits || !digits.startsWith('0') ? within : null
  const withCode = digits.startsWith(region.callingCode) ? readInternational(digits) : null
  const local = readLocal(digits, plan, region)
  if (!national) return readIncomplete(digits, withCode, local, plan, region)
  if (withCode && withCode.e164 !== national.e164) return several([national, withCode], true)
  const foreign =
    region.callingCode === '352' && digits.length > longestPlainLuxembourgish
      ? readInternational(digits)
      : null
  if (foreign && foreign.e164 !== national.e164) return several([national, foreign], true)
  if (!national.needsTrunk()) return { kind: 'number', number: national }
  return readWithoutTrunk(national, local, plan, region)
}

function readIncomplete(
  digits: string,
  withCode: ValidNumber | null,
  local: ValidNumber | null,
  plan: NumberPlan,
  region: Region,
): Reading {
  const side =
    region.code === 'CN' && plan.format === 'as-dialled' && chinaSideCodes.test(digits)
      ? readInternational(digits)
      : null
  const complete = local && readWithLostZero(digits, plan, region)
  const numbers = [withCode, local, complete, side].filter((number) => number !== null)
  if (numbers.length > 0) return settle(numbers)
  const own = plan.areaCode || digits.startsWith('0') ? null : readRegionsOwn(digits, region)
  return own ? { kind: 'number', number: own } : none(digits, plan, region)
}

/** What may be a local number behind Rome's area code 06 may also be a complete one whose zero was lost: a rival, no reading of its own. */
function readWithLostZero(digits: string, plan: NumberPlan, region: Region): ValidNumber | null {
  const lost = region.callingCode === '39' && startsWithOwnArea(digits, plan)
  return lost ? readWithinRegion(`0${digits}`, region) : null
}

/**
 * A number that fits the country but lacks the trunk prefix its people dial. Up to eight digits a phone would take it
 * for local. With a country of open-ended numbers it may be anything: local, complete, or another country's.
 */
function readWithoutTrunk(
  number: ValidNumber,
  local: ValidNumber | null,
  plan: NumberPlan,
  region: Region,
): Reading {
  const digits = number.national
  const ownArea = startsWithOwnArea(digits, plan)
  if (local && (plan.format === 'national' || digits.length > 8 || ownArea || !number.fixed))
    return several([number, local])
  if (local) return { kind: 'number', number: local }
  if (plan.format === 'national' && number.fixed && digits.length <= 6)
    return { kind: 'none', why: whyNotLocal(plan) }
  if (plan.format === 'as-dialled' && number.fixed && digits.length <= 8)
    return { kind: 'none', why: whyNotLocal(plan) }
  return ownArea
    ? { kind: 'number', number }
    : readWithoutAnyPrefix(number, plan, openEnded.has(region.callingCode))
}

/** A phone dials a trunk prefix, so what comes without one from an `as-dialled` source may have lost a plus just as well. */
function readWithoutAnyPrefix(number: ValidNumber, plan: NumberPlan, open: boolean): Reading {
  const suspect = plan.format === 'as-dialled' ? open || number.fixed : open && number.fixed
  const foreign = suspect ? readInternational(number.national) : null
  if (foreign) return several([number, foreign], true)
  if (plan.format === 'national' || number.mobile || !open) return { kind: 'number', number }
  return { kind: 'none', why: 'neither a trunk prefix nor a country code' }
}

/** A local number behind the source's area code. Italy's area code keeps its zero, whichever way it was configured. */
export function readLocal(digits: string, plan: NumberPlan, region: Region): ValidNumber | null {
  const area = plan.areaCode
  if (!area || digits.startsWith('0') || isServiceCode(digits, region)) return null
  const argentineMobile = region.code === 'AR' && /^15\d{6,8}$/.test(digits)
  const longest = region.code === 'BR' ? 9 : 8
  if (digits.length > longest && !argentineMobile) return null
  if (region.code === 'CN' && digits.length < 7) return null
  return readWithinRegion(area + digits, region) ?? readWithinRegion(`0${area}${digits}`, region)
}

/** Whether digits begin with the source's own area code, which may have been configured with its zero. */
export function startsWithOwnArea(digits: string, plan: NumberPlan): boolean {
  const area = plan.areaCode?.replace(/^0/, '')
  return area ? digits.startsWith(area) : false
}

function none(digits: string, plan: NumberPlan, region: Region): Reading {
  if (!digits.startsWith('0') && digits.length >= 5 && digits.length <= 8)
    return { kind: 'none', why: whyNotLocal(plan) }
  return {
    kind: 'none',
    why: `no such number in ${region.code}: check region, format and outsidePrefix of this source`,
  }
}

function whyNotLocal(plan: NumberPlan): string {
  return plan.areaCode
    ? `neither complete nor a local number behind the area code ${plan.areaCode}`
    : 'local number without an area code: set areaCode for this source'
}
