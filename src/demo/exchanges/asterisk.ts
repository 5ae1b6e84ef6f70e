import { demoSecrets } from '../../config.ts'
import type { Said } from '../../speakers/said.ts'
import { extensionsIn } from '../../speakers/said-agents.ts'
import type { Exchange } from '../exchange.ts'
import { startAmiServer } from './ami-server.ts'
import { AmiWriter, type Leg } from './ami-writer.ts'

/** A call that is being played. */
interface Playing {
  /** The customer's channel. */
  readonly customer: Leg
  /** Who dialled the customer, of a call that an agent places. */
  readonly placing: Leg | null
  queue: string | null
  readonly ringing: Map<string, Leg>
  readonly talking: Map<string, Leg>
  /** Whoever hands the call on, until the next one has answered; on which channel they ask for that. */
  handing: { readonly extension: string; asking: Leg | null } | null
  bridge: string
}

/**
 * An Asterisk's manager interface with a trunk, agents' phones and queues. Whoever hands a call on asks the colleague
 * first, on a channel of their own, and both channels go as an attended transfer joins the other two (by SIP `Replaces`,
 * as recorded).
 */
export const asterisk: Exchange = {
  kind: 'asterisk',
  tells: ['claims', 'placed calls'],
  async open({ now }) {
    const lists = () => ({ channels: writer.channelRows(), queueEntries: writer.queueRows() })
    const server = await startAmiServer({ secret: demoSecrets.signing, lists })
    const writer = new AmiWriter({ say: server.say, at: now() * 1000 })
    const calls = new Map<string, Playing>()
    return {
      source: {
        secrets: [],
        tokens: [],
        asterisk: {
          host: '127.0.0.1',
          port: server.port,
          user: 'greetline',
          secret: demoSecrets.signing,
          trunks: ['PJSIP/trunk'],
        },
      },
      begin: () => writer.until(now()).nextId(),
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

function arrive(writer: AmiWriter, id: string, says: Said): Playing {
  const { from = '', to = '', displayName = '<unknown>', direction } = says
  const own = { id, linked: id, state: 4 }
  const begun = { queue: null, ringing: new Map(), talking: new Map(), handing: null, bridge: `bridge-${id}` }
  if (direction !== 'outbound') {
    const caller = from === 'anonymous' ? 'Anonymous' : displayName
    const customer = writer.caller(to, { ...own, number: from, caller })
    if (says.attestation) state(writer, customer, ['Attestation', says.attestation])
    return { ...begun, customer, placing: null }
  }
  const [extension = ''] = extensionsIn(says)
  const placing = { ...writer.leg(`PJSIP/${extension}`, { ...own, exten: to }), number: from }
  const customer = { ...writer.leg('PJSIP/trunk', { linked: id }), number: to }
  writer.dial(placing, customer, `${to}@trunk`)
  return { ...begun, customer, placing }
}

/** What a dialplan says with `UserEvent(Greetline,…)`. */
function state(writer: AmiWriter, leg: Leg, ...headers: readonly (readonly [string, string])[]): void {
  writer.event('UserEvent', ...writer.block(leg), ['UserEvent', 'Greetline'], ...headers)
}

function goOn(writer: AmiWriter, playing: Playing, says: Said): void {
  const { customer, talking } = playing
  switch (says.kind) {
    case 'claims':
      for (const [name, value] of Object.entries(says.claims)) {
        state(writer, customer, [`claim_${name}`, String(value)])
      }
      return
    case 'queued':
      playing.queue = says.queue ?? ''
      return void writer.queue('QueueCallerJoin', customer, playing.queue)
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
      for (const leg of talking.values()) writer.event('Hold', ...writer.block(leg))
      return
    case 'resumed':
      for (const leg of talking.values()) writer.event('Unhold', ...writer.block(leg))
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

function ring(writer: AmiWriter, { customer, queue, handing }: Playing, extension: string): Leg {
  if (handing) {
    handing.asking ??= writer.leg(`PJSIP/${handing.extension}`, { exten: extension })
    return writer.ring(handing.asking, extension)
  }
  return queue === null ? writer.ring(customer, extension) : writer.offer(customer, extension, queue)
}

/** How Asterisk tells it: the status of the dialling, whether the queue says that nobody answered, the cause of the hang-up. */
const rangInVain = {
  lost: ['CANCEL', false, 26],
  missed: ['NOANSWER', true, 0],
  declined: ['NOANSWER', true, 21],
  busy: ['NOANSWER', true, 17],
} as const

/** That a phone stops since the caller has gone is told together with that. */
function stopRinging(
  writer: AmiWriter,
  { customer, queue, ringing }: Playing,
  extension: string,
  result: keyof typeof rangInVain | 'withdrawn',
): void {
  const leg = ringing.get(extension)
  if (!leg || result === 'withdrawn') return
  ringing.delete(extension)
  const [status, isSaidByQueue, cause] = rangInVain[result]
  writer.dialEnd(customer, leg, status)
  if (queue !== null && isSaidByQueue) writer.ringNoAnswer(customer, leg, 0, queue)
  if (queue !== null) writer.dialEnd(customer, leg, 'CANCEL')
  writer.hangup(leg, cause)
}

function answer(writer: AmiWriter, playing: Playing, extension: string): void {
  const { customer, placing, queue, ringing, talking, bridge } = playing
  if (placing) {
    talking.set(extension, placing)
    return void writer.dialEnd(placing, customer, 'ANSWER').bridge(bridge, customer, placing)
  }
  const leg = ringing.get(extension)
  if (!leg) return
  ringing.delete(extension)
  if (playing.handing) handOver(writer, playing, leg)
  else {
    writer.dialEnd(customer, leg, 'ANSWER')
    if (queue !== null) writer.queue('QueueCallerLeave', customer, queue)
    writer.bridge(bridge, leg, customer)
  }
  talking.set(extension, leg)
}

/** The colleague has answered, and whoever asked puts the customer through. */
function handOver(writer: AmiWriter, playing: Playing, colleague: Leg): void {
  const { customer, handing, talking, bridge } = playing
  const first = handing && talking.get(handing.extension)
  const asking = handing?.asking
  if (!first || !asking) return
  const second = `${bridge}-asks`
  writer.dialEnd(asking, colleague, 'ANSWER').bridge(second, asking, colleague)
  for (const leg of [first, asking]) writer.event('Unhold', ...writer.block(leg))
  writer.unbridge(bridge, customer).unbridge(second, asking).bridge(second, customer)
  writer.event(
    'AttendedTransfer',
    ['Result', 'Success'],
    ...writer.block(first, 'OrigTransferer'),
    ['OrigBridgeUniqueid', bridge],
    ...writer.block(asking, 'SecondTransferer'),
    ['SecondBridgeUniqueid', second],
    ...writer.block(customer, 'Transferee'),
    ...writer.block(colleague, 'TransferTarget'),
    ['DestType', 'Bridge'],
    ['DestBridgeUniqueid', second],
  )
  writer.unbridge(bridge, first).hangup(asking, 16).hangup(first, 16)
  talking.delete(handing.extension)
  playing.handing = null
  playing.bridge = second
}

function end(writer: AmiWriter, playing: Playing, reason: string | undefined): void {
  const { customer, placing, queue, ringing, talking, handing, bridge } = playing
  if (reason !== 'no-answer') writer.event('HangupRequest', ...writer.block(customer))
  for (const leg of ringing.values()) writer.dialEnd(customer, leg, 'CANCEL')
  if (reason === 'abandoned' && queue !== null) {
    writer.queue('QueueCallerAbandon', customer, queue).queue('QueueCallerLeave', customer, queue)
  }
  for (const leg of ringing.values()) writer.hangup(leg, 0)
  const legs = [customer, ...talking.values()]
  if (talking.size > 0) writer.unbridge(bridge, ...legs)
  for (const leg of legs) writer.hangup(leg, reason === 'abandoned' ? 0 : 16)
  if (placing && talking.size === 0) writer.hangup(placing, 16)
  if (handing?.asking) writer.hangup(handing.asking, 16)
}
