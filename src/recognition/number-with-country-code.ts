import type { NumberPlan } from '../call/caller-number.ts'
import { withAndWithoutOutsideLine } from './outside-line.ts'
import { type Reading, settle } from './reading.ts'
import { type Region, readAbroad, readInternational, readWithinRegion } from './valid-number.ts'

/** Reads digits of a source that writes country codes: behind a prefix for abroad, or (`e164-no-plus`) at the very start. */
export function readWithCountryCode(digits: string, plan: NumberPlan, region: Region): Reading {
  const found = withAndWithoutOutsideLine(digits, plan).flatMap((variant) => {
    if (!variant.startsWith('0')) return (plan.format === 'e164-no-plus' && readInternational(variant)) || []
    const universal = variant.startsWith('00') ? readInternational(variant.slice(2)) : null
    return [...readAbroad(variant, region), ...(universal ? [universal] : [])]
  })
  return settle(found, whyNoCountryCode(digits, plan, region))
}

function whyNoCountryCode(digits: string, plan: NumberPlan, region: Region): string {
  if (plan.format === 'e164-no-plus') {
    return 'no such number with a country code: if this source writes national numbers, set its format to national or as-dialled'
  }
  const better = readInternational(digits)
    ? 'e164-no-plus'
    : readWithinRegion(digits, region)
      ? 'national'
      : null
  return `no country code${better ? `: if this source writes its numbers this way, set its format to ${better}` : ''}`
}
