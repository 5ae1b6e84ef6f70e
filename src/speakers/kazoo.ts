import { demoSecrets } from '../config.ts'
import { extensionAt, type Leg, type LegPlatform, type LegWord } from './leg-speaker.ts'
import { formPost } from './speaker.ts'

const hooks: Readonly<Record<LegWord, readonly [hook: string, cause?: string]>> = {
  begins: ['channel_create'],
  'is answered': ['channel_answer'],
  ends: ['channel_destroy', 'NORMAL_CLEARING'],
  'is cancelled': ['channel_destroy', 'ORIGINATOR_CANCEL'],
  'is declined': ['channel_destroy', 'CALL_REJECTED'],
  'is not answered': ['channel_destroy', 'NO_ANSWER'],
}

/** Its clock counts seconds since the year 0. */
export function gregorianSeconds(at: number): string {
  return String(Math.floor(at / 1000) + 62_167_219_200)
}

/** Kazoo: a form for each state of a leg, to the second; it knows whose telephone a leg goes to. */
export const kazoo: LegPlatform = {
  kind: 'kazoo',
  source: () => ({ tokens: [demoSecrets.token] }),
  unruly: 'twice',
  withheld: 'anonymous',
  clockMs: 1000,
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, { at, keys }) {
    const [hook, hangup_cause] = hooks[word]
    const state = { ...stateOf(leg), ...(hangup_cause ? { hangup_cause } : {}) }
    return formPost(`kazoo/${keys.token}`, hookForm(hook, state, at), {})
  },
}

/** What a hook posts of a leg in this state; `at` in ms, of which it tells the seconds. */
export function hookForm(hook: string, state: Readonly<Record<string, string>>, at: number) {
  return { ...state, hook_event: hook, timestamp: gregorianSeconds(at) }
}

function stateOf({ call, leg, from, to, direction }: Leg): Record<string, string> {
  const about = {
    call_id: leg,
    call_direction: direction,
    is_internal_leg: 'false',
    ...(leg === call ? {} : { other_leg_call_id: call }),
  }
  const [placing, rung] = [extensionAt(from), extensionAt(to)]
  if (placing)
    return { ...about, ...device(placing), caller_id_number: placing, request: `${to}@house.example` }
  const outside = { caller_id_number: from, authorizing_type: 'resource', authorizing_id: 'carrier' }
  if (rung === undefined) return { ...about, ...outside, request: `${to}@house.example` }
  return {
    ...about,
    ...outside,
    ...device(rung),
    callee_id_number: rung,
    request: `user_${rung}@house.example`,
  }
}

function device(extension: string) {
  return {
    // The desk of test calls is known by its name alone.
    owner_id: /^\d+$/.test(extension) ? `owner-of-${extension}` : extension,
    authorizing_type: 'device',
    authorizing_id: `device-of-${extension}`,
  }
}
