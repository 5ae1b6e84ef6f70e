import { demoSecrets } from '../../config.ts'
import { threecxCallId } from '../../pbx/threecx-story.ts'
import type { Said } from '../../speakers/said.ts'
import { extensionsIn } from '../../speakers/said-agents.ts'
import type { Exchange } from '../exchange.ts'
import { startThreecx, type ThreecxServer, type WrittenParticipant } from './threecx-server.ts'

/** A call that is being played. */
interface Playing {
  readonly callid: number
  readonly first: Said
  queue: string
  readonly phones: Map<string, WrittenParticipant>
  /** Whoever hands the call on. */
  handing: string | null
}

/** The trunk on which calls come. */
const line = '10001'

/**
 * The Call Control API of a 3CX version 20: who rings, speaks and is gone, by participants. A call is known from the moment
 * at which a phone rings, and is over when there is no participant any more.
 */
export const threecx: Exchange = {
  kind: '3cx',
  tells: ['placed calls'],
  async open({ now }) {
    const server = await startThreecx(demoSecrets.signing)
    const calls = new Map<string, Playing>()
    // Real ones count from their start; a demo is started again and again, and its house remembers.
    let made = Math.floor(now() / 1000) % 1_000_000_000
    return {
      source: {
        secrets: [],
        tokens: [],
        '3cx': { url: server.url, clientId: 'greetline', clientSecret: demoSecrets.signing },
      },
      begin(first) {
        made += 1
        const number = (first.direction === 'outbound' ? first.to : first.from) ?? ''
        const id = threecxCallId(String(made), `${line} ${number}`, now())
        calls.set(id, { callid: made, first, queue: '', phones: new Map(), handing: null })
        return id
      },
      tell(call, says) {
        const playing = calls.get(call)
        if (playing) goOn(server, playing, says)
        if (says.kind === 'ended') calls.delete(call)
      },
      close: server.close,
    }
  },
}

function goOn(server: ThreecxServer, playing: Playing, says: Said): void {
  switch (says.kind) {
    case 'arrived':
      // Of a call that comes in nothing is told until a phone rings.
      for (const who of extensionsIn(says)) say(server, playing, who, 'Dialing')
      return
    case 'queued':
      playing.queue = says.queue ?? ''
      return
    case 'offered':
      for (const who of extensionsIn(says)) say(server, playing, who, 'Ringing')
      return
    case 'offer-ended':
      for (const who of extensionsIn(says)) take(server, playing, who)
      return
    case 'answered':
      for (const who of extensionsIn(says)) say(server, playing, who, 'Connected')
      if (playing.handing !== null) take(server, playing, playing.handing)
      playing.handing = null
      return
    case 'transferred':
      playing.handing = extensionsIn(says)[0] ?? null
      return
    case 'ended':
      for (const who of [...playing.phones.keys()]) take(server, playing, who)
      return
    default:
  }
}

function say(server: ThreecxServer, playing: Playing, dn: string, status: string): void {
  const phone = { ...(playing.phones.get(dn) ?? participant(playing, dn)), status }
  playing.phones.set(dn, phone)
  server.say(phone)
}

function take(server: ThreecxServer, { phones }: Playing, dn: string): void {
  const phone = phones.get(dn)
  phones.delete(dn)
  if (phone) server.take(phone.id)
}

function participant({ callid, first, queue }: Playing, dn: string): WrittenParticipant {
  const isPlaced = first.direction === 'outbound'
  const number = (isPlaced ? first.to : first.from) ?? ''
  return {
    id: callid * 10_000 + Number(dn),
    dn,
    party_caller_id: number,
    party_caller_name: first.displayName ?? (number === 'anonymous' ? 'Anonymous' : number),
    party_dn: line,
    party_did: isPlaced ? '' : (first.to ?? ''),
    party_dn_type: 'Wexternalline',
    originated_by_dn: isPlaced ? dn : 'ROUTER',
    originated_by_type: isPlaced ? 'Wextension' : 'Wroutepoint',
    referred_by_dn: '',
    on_behalf_of_dn: queue,
    on_behalf_of_type: queue === '' ? 'None' : 'Wqueue',
    callid,
    legid: 2,
  }
}
