import type { NumberPlan } from '../call/caller-number.ts'

/** The digits as they are, and without the plan's outside-line prefix where they begin with it and enough is left. */
export function withAndWithoutOutsideLine(digits: string, plan: NumberPlan): string[] {
  const prefix = plan.outsidePrefix
  return prefix && digits.startsWith(prefix) && digits.length > prefix.length + 2
    ? [digits, digits.slice(prefix.length)]
    : [digits]
}
