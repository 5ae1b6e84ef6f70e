import { demoSecrets } from '../config.ts'
import { signRequest } from '../pbx/verify-request.ts'
import type { Speaker } from '../speakers/speaker.ts'
import { speakers } from '../speakers/speakers.ts'
import { webhook } from '../speakers/webhook.ts'
import { demoConfig, demoConfigAs } from './demo-config.ts'
import { connectedVoice, type Exchange, type ExchangeWorld, type OpenExchange } from './exchange.ts'
import { asterisk } from './exchanges/asterisk.ts'
import { freeswitch } from './exchanges/freeswitch.ts'
import { threecx } from './exchanges/threecx.ts'
import { type PostingSettings, postingVoice } from './posting-voice.ts'
import type { Voice } from './voice.ts'

/** Every phone system that the house connects to and that the demo can be played as. */
const exchanges: readonly Exchange[] = [threecx, asterisk, freeswitch]

export const spokenKinds: readonly string[] = [
  'webhook',
  ...[...speakers, ...exchanges].map(({ kind }) => kind).sort(),
]

/** The demo phone system of one kind, before it plays. */
export interface OpenVoice {
  /** Content of the demo's configuration file. */
  readonly config: object
  speak(posting: Omit<PostingSettings, 'speaker'>): Voice
  close(): Promise<void>
}

/**
 * Opens what the house of this kind of phone system needs before it is configured: a phone system that it connects to
 * listens already. `port` is where the house will serve. Null where there is no such kind.
 */
export async function openVoice(
  kind: string,
  { port, ...world }: ExchangeWorld & { readonly port: string },
): Promise<OpenVoice | null> {
  const exchange = exchanges.find((one) => one.kind === kind)
  if (exchange) return connecting(exchange, world, port)
  const speaker = [own, ...speakers].find((one) => one.kind === kind)
  return speaker ? posting(speaker, port) : null
}

const own: Speaker = webhook({}, (id, now, body) => signRequest(demoSecrets.signing, id, now, body))

function posting(speaker: Speaker, port: string): OpenVoice {
  return {
    config: speaker === own ? demoConfig : demoConfigAs(speaker, port),
    speak: (settings) => postingVoice({ ...settings, speaker }),
    close: async () => {},
  }
}

async function connecting(exchange: Exchange, world: ExchangeWorld, port: string): Promise<OpenVoice> {
  const open: Record<string, OpenExchange> = {}
  for (const { name } of demoConfig.sources) open[name] = await exchange.open(world)
  const source = (name: string) => open[name]?.source ?? {}
  return {
    config: demoConfigAs({ kind: exchange.kind, signsAddress: false, source }, port),
    speak: () => connectedVoice(exchange, open),
    async close() {
      await Promise.all(Object.values(open).map((one) => one.close()))
    },
  }
}
