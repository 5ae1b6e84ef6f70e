import { demoSecrets } from '../../config.ts'
import type { Said } from '../../speakers/said.ts'
import { extensionsIn } from '../../speakers/said-agents.ts'
import type { Exchange } from '../exchange.ts'
import { CallcenterWriter, type QueueCall } from './callcenter-writer.ts'
import { block, type Leg } from './esl-events.ts'
import { startEslServer } from './esl-server.ts'

/** A call that is being played. */
interface Playing {
  /** The customer's leg. */
  readonly customer: Leg
  /** Who dialled the customer, of a call that an agent places. */
  readonly placing: Leg | null
  queue: QueueCall | null
  readonly ringing: Map<string, Leg>
  readonly talking: Map<string, Leg>
  /** Whoever hands the call on, until the next one has answered; on which leg they ask for that. */
  handing: { readonly extension: string; asking: Leg | null } | null
}

/**
 * A FreeSWITCH's event socket with a carrier's gateway, agents' phones and mod_callcenter. Whoever hands a call on asks the
 * colleague first, and goes as an attended transfer bridges the customer with them.
 */
export const freeswitch: Exchange = {
  kind: 'freeswitch',
  tells: ['claims', 'placed calls'],
  async open({ now, random }) {
    const lists = () => ({ legs: writer.legs(), agents: [], waiting: writer.members() })
    const server = await startEslServer({ password: demoSecrets.signing, now, lists })
    const core = Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
    const writer = new CallcenterWriter({ say: (event) => server.say([event]), at: now(), core })
    const calls = new Map<string, Playing>()
    return {
      source: {
        secrets: [],
        tokens: [],
        freeswitch: {
          host: '127.0.0.1',
          port: server.port,
          password: demoSecrets.signing,
          trunks: ['gateway/carrier'],
        },
      },
      begin: () => writer.uuid(),
      tell(call, says) {
        writer.until(now())
        const playing = calls.get(call)
        if (playing) goOn(writer, playing, says)
        else calls.set(call, arrive(writer, call, says))
        if (says.kind === 'ended') calls.delete(call)
      },
      close: server.close,
    }
  },
}

function arrive(writer: CallcenterWriter, uuid: string, says: Said): Playing {
  const { from = '', to = '', displayName, direction, attestation } = says
  const begun = { queue: null, ringing: new Map(), talking: new Map(), handing: null }
  if (direction !== 'outbound') {
    const customer = writer.caller({
      uuid,
      number: from,
      callerName: displayName ?? from,
      destination: to,
      hidden: says.presentation === 'restricted',
      variables: attestation ? { sip_verstat_detailed: `TN-Validation-Passed-${attestation}` } : {},
    })
    return { ...begun, customer, placing: null }
  }
  const placing = writer.phone(extensionsIn(says)[0] ?? '', to, { uuid })
  return { ...begun, placing, customer: writer.trunk(placing, to, { number: from }) }
}

function goOn(writer: CallcenterWriter, playing: Playing, says: Said): void {
  const { customer, talking } = playing
  switch (says.kind) {
    case 'claims': {
      const claims = Object.entries(says.claims).map(([name, value]) => [`greetline_claim_${name}`, value])
      return void writer.custom('greetline::claims', { ...block(customer), ...Object.fromEntries(claims) })
    }
    case 'queued':
      playing.queue = writer.queue(customer, says.queue)
      return
    case 'offered':
      for (const who of extensionsIn(says)) playing.ringing.set(who, ring(writer, playing, who))
      return
    case 'offer-ended':
      for (const who of extensionsIn(says)) stopRinging(writer, playing, who, says.result)
      return
    case 'answered':
      for (const who of extensionsIn(says)) answer(writer, playing, who)
      return
    case 'held':
      for (const leg of talking.values()) writer.hold(leg)
      return
    case 'resumed':
      for (const leg of talking.values()) writer.unhold(leg)
      return
    case 'transferred':
      playing.handing = { extension: extensionsIn(says)[0] ?? '', asking: null }
      return
    case 'ended':
      end(writer, playing, says.reason)
      return
    default:
  }
}

function ring(writer: CallcenterWriter, { customer, queue, handing }: Playing, extension: string): Leg {
  if (handing) {
    handing.asking ??= writer.phone(handing.extension, extension)
    return writer.ring(handing.asking, extension)
  }
  return queue === null ? writer.ring(customer, extension) : writer.offer(queue, extension)
}

const causes = {
  lost: 'LOSE_RACE',
  missed: 'NO_ANSWER',
  declined: 'CALL_REJECTED',
  busy: 'USER_BUSY',
} as const

/** That a phone stops since the caller has gone is told together with that. */
function stopRinging(
  writer: CallcenterWriter,
  { queue, ringing }: Playing,
  extension: string,
  result: keyof typeof causes | 'withdrawn',
): void {
  const leg = ringing.get(extension)
  if (!leg || result === 'withdrawn') return
  ringing.delete(extension)
  writer.hangup(leg, causes[result])
  if (queue && result !== 'lost') writer.agentFail(queue, `${extension}@default`, causes[result])
}

function answer(writer: CallcenterWriter, playing: Playing, extension: string): void {
  const { customer, placing, queue, ringing, talking, handing } = playing
  if (placing) {
    talking.set(extension, placing)
    return void writer.take(placing, customer)
  }
  const leg = ringing.get(extension)
  if (!leg) return
  ringing.delete(extension)
  if (handing) handOver(writer, playing, leg)
  else if (queue) writer.win(queue, leg, `${extension}@default`)
  else writer.take(customer, leg)
  talking.set(extension, leg)
}

/** The colleague has answered, and whoever asked puts the customer through. */
function handOver(writer: CallcenterWriter, playing: Playing, colleague: Leg): void {
  const { customer, handing, talking } = playing
  const first = handing && talking.get(handing.extension)
  const asking = handing?.asking
  if (!first || !asking) return
  writer.take(asking, colleague)
  writer.unbridge(customer, first).unbridge(asking, colleague).bridge(customer, colleague)
  writer.hangup(first, 'ATTENDED_TRANSFER').hangup(asking, 'ATTENDED_TRANSFER')
  talking.delete(handing.extension)
  playing.handing = null
}

function end(writer: CallcenterWriter, playing: Playing, reason: string | undefined): void {
  const { customer, placing, queue, ringing, talking, handing } = playing
  for (const leg of talking.values()) writer.unbridge(customer, leg)
  writer.hangup(customer, reason === 'no-answer' ? 'NO_ANSWER' : 'NORMAL_CLEARING')
  for (const leg of talking.values()) writer.hangup(leg)
  if (placing && talking.size === 0) writer.hangup(placing)
  for (const [extension, leg] of talking) if (queue) writer.agentEnd(queue, leg, `${extension}@default`)
  if (queue) writer.queueEnd(queue, reason === 'abandoned' ? 'BREAK_OUT' : 'Terminated')
  for (const [extension, leg] of ringing) {
    writer.hangup(leg, 'ORIGINATOR_CANCEL')
    if (queue) writer.agentFail(queue, `${extension}@default`, 'ORIGINATOR_CANCEL')
  }
  if (handing?.asking) writer.hangup(handing.asking)
}
