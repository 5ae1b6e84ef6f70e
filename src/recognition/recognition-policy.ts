/** How the house wants callers recognised. */
export interface RecognitionPolicy {
  /** Points that the best candidate must be ahead of the next one to be named; see `weights`. */
  readonly margin: number
  /**
   * Look people up by numbers that the network asks not to show. Off unless the house has the right to: some phone
   * systems hand the number over all the same (Asterisk does with `Privacy: id` and a number in `From`).
   */
  readonly useRestrictedNumbers: boolean
  /**
   * The claim by which the house's IVR says that it has checked who is calling (a PIN, a voice print). Its value must
   * be `true`, `yes` or `1`. Null: no claim is ever more than what somebody typed.
   */
  readonly checkedClaim: string | null
}

export const usualPolicy: RecognitionPolicy = { margin: 30, useRestrictedNumbers: false, checkedClaim: null }

export function claimWasChecked(
  claims: Readonly<Record<string, string>>,
  policy: Pick<RecognitionPolicy, 'checkedClaim'>,
): boolean {
  if (policy.checkedClaim === null || !Object.hasOwn(claims, policy.checkedClaim)) return false
  return /^(true|yes|1)$/i.test(claims[policy.checkedClaim]?.trim() ?? '')
}
