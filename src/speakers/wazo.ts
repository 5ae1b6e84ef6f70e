import { demoSecrets } from '../config.ts'
import { extensionAt, type Leg, type LegPlatform, type LegWord } from './leg-speaker.ts'
import { jsonPost } from './speaker.ts'

type Reasons = Readonly<Partial<Record<LegWord, number>>>

/** Asterisk's causes of the customer's own channel, as recorded. */
const callersReasons: Reasons = { ends: 16, 'is cancelled': 127, 'is declined': 16, 'is not answered': 16 }
/** Of telephones, by Q.850. */
const reasons: Reasons = {
  ends: 16,
  'is cancelled': 127,
  'is declined': 21,
  'is not answered': 19,
}

/** Wazo: the state of one leg with each event; legs of a conversation share its id. */
export const wazo: LegPlatform = {
  kind: 'wazo',
  source: () => ({ tokens: [demoSecrets.token] }),
  unruly: 'twice',
  withheld: 'anonymous',
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, { at, keys }) {
    const data = { ...partiesOf(leg), ...stateAt(word, at, leg.leg === leg.call ? callersReasons : reasons) }
    return jsonPost(`wazo/${keys.token}`, { name: nameOf(word), data }, () => ({}))
  },
}

function nameOf(word: LegWord): string {
  if (word === 'begins') return 'call_created'
  return word === 'is answered' ? 'call_answered' : 'call_ended'
}

function stateAt(word: LegWord, at: number, reasons: Reasons) {
  const time = timeAt(at)
  if (word === 'begins')
    return { status: 'Ringing', creation_time: time, answer_time: null, hangup_time: null }
  if (word === 'is answered') return { status: 'Up', answer_time: time }
  return { hangup_time: time, reason_code: reasons[word] }
}

/** As Python writes it, the zone without a colon; `at` in ms. */
export function timeAt(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000')
}

function partiesOf({ call, leg, from, to, direction }: Leg) {
  const about = { call_id: leg, conversation_id: call, is_caller: direction === 'inbound' }
  const [placing, rung] = [extensionAt(from), extensionAt(to)]
  if (placing) {
    const numbers = { caller_id_number: placing, peer_caller_id_number: to, dialed_extension: to }
    return { ...about, user_uuid: userOf(placing), direction: 'outbound', ...numbers }
  }
  if (rung === undefined) {
    const own = direction === 'inbound' ? from : to
    const numbers = { caller_id_number: own, peer_caller_id_number: to, dialed_extension: to }
    return { ...about, user_uuid: null, direction, ...numbers }
  }
  const numbers = { caller_id_number: rung, peer_caller_id_number: from }
  return { ...about, user_uuid: userOf(rung), direction: 'inbound', ...numbers }
}

/** The desk of test calls is known by its name alone. */
function userOf(extension: string): string {
  if (!/^\d+$/.test(extension)) return extension
  return `${extension.padStart(8, '0')}-1111-4111-8111-111111111111`
}
