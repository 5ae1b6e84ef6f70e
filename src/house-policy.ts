import type { Config } from './config.ts'
import { countingPolicy } from './count-call.ts'
import type { Policy } from './house.ts'
import { usualPolicy } from './recognition/recognition-policy.ts'
import { disclosurePolicy } from './screenpop/disclose.ts'
import { standingPromisesOf } from './standing-promises.ts'

/** The house's own rules over the usual ones. */
export function housePolicy(
  config: Pick<Config, 'policy' | 'house' | 'standingPromises' | 'live' | 'sources'>,
): Policy {
  const { policy } = config
  const { useRestrictedNumbers, checkedClaim } = policy
  return {
    ...policy,
    recognition: { ...usualPolicy, useRestrictedNumbers, checkedClaim },
    disclosure: disclosurePolicy(policy.disclosure),
    standing: standingPromisesOf(config),
    live: countingPolicy(config),
  }
}
