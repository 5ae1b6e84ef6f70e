import type { CallEvent } from './call/call-event.ts'
import { nameTestCall, testDeskId } from './call/test-call.ts'
import type { Config, SourceConfig } from './config.ts'
import type { EventDoor } from './event-door.ts'
import { callId } from './held-call.ts'
import { StepFailed, type TestPhone } from './mystery/place-test-call.ts'
import { signRequest } from './pbx/verify-request.ts'
import type { PhoneSystems } from './phone-systems.ts'
import { proofsOf } from './source-desk.ts'
import { speakInLegs } from './speakers/leg-speaker.ts'
import type { Said } from './speakers/said.ts'
import type { Post, Speaker, SpeakersKeys } from './speakers/speaker.ts'
import { speakers } from './speakers/speakers.ts'
import { twilioByStatus } from './speakers/twilio.ts'
import { webhook } from './speakers/webhook.ts'

export interface PhoneParts {
  readonly config: Pick<Config, 'sources' | 'publicUrl'>
  /** Where this node listens. */
  readonly url: () => string
  /** Where events of connections come in. */
  readonly take: EventDoor['take']
  readonly phoneSystems: () => Pick<PhoneSystems, 'isConnected'> | undefined
  /** A UUID. */
  readonly newId: () => string
  readonly now: () => number
}

type Test = Config['mysteryCalls'][number]

const requestWithinMs = 10_000

/**
 * The phone system of one test call. One that posts its events is played in its own words, over HTTP and signed as it
 * signs; one that we connect to has to be connected, and what it would say of the call is put in behind the connection.
 */
export function testPhone(parts: PhoneParts, test: Test): TestPhone {
  const source = parts.config.sources.find(({ name }) => name === test.source)
  if (!source) throw new Error(`no source ${test.source}`)
  const { newId, now } = parts
  const [proof = ''] = proofsOf(source)
  const call = nameTestCall(proof, newId().replaceAll('-', ''))
  const keys = keysOf(source, test)
  const speaker = speakerFor(source, keys)
  const tell = speaker ? posting(parts, source, speaker, keys) : puttingIn(parts, source)
  const earlier: Said[] = []
  return {
    callId: callId(source.name, call),
    tellsRinging: speaker?.tellsRinging ?? true,
    async connected() {
      // Whatever it could not say by itself would not come now.
      if (parts.phoneSystems()?.isConnected(source.name) === false) throw new StepFailed('not-connected')
    },
    async tell(what) {
      for (const says of saidOf(test, what)) {
        await tell({ call, step: earlier.length, at: now(), says, earlier: [...earlier] })
        earlier.push(says)
      }
    },
  }
}

type Telling = Parameters<Speaker['speak']>[0]
type Tell = (step: Omit<Telling, 'address' | 'sent' | 'keys'>) => Promise<void>

/** What a call of this test says in our words. Where it waits in a queue is said once more with each step. */
function saidOf({ number, to, queue, attestation }: Test, what: Parameters<TestPhone['tell']>[0]): Said[] {
  const about = {
    direction: 'inbound' as const,
    from: number,
    ...(to === undefined ? {} : { to }),
    ...(queue === undefined ? {} : { queue }),
    ...(attestation === undefined ? {} : { attestation }),
  }
  const agents = [{ extension: testDeskId }]
  switch (what) {
    case 'arrived':
      return [
        { ...about, kind: 'arrived' },
        ...(queue === undefined ? [] : [{ ...about, queue, kind: 'queued' as const }]),
      ]
    case 'ended':
      return [{ ...about, kind: 'ended', reason: 'hung-up' }]
    default:
      return [{ ...about, kind: what, agents }]
  }
}

/** How this source's phone system posts its events; null for one that we connect to. */
function speakerFor(source: SourceConfig, { secret, token }: SpeakersKeys): Speaker | null {
  const { voice } = (source.twilio ?? {}) as { readonly voice?: unknown }
  if (source.kind === 'twilio' && voice === undefined) return speakInLegs(twilioByStatus)
  const vendors = speakers.find(({ kind }) => kind === source.kind)
  if (vendors) return vendors
  if (secret === '' && token === '') return null
  return webhook({}, (id, now, body) =>
    secret === '' ? { authorization: `Bearer ${token}` } : signRequest(secret, id, now, body),
  )
}

/** What the test says of its own stands for what the source proves itself with: a secret or, where it has none, a token. */
function keysOf({ secrets, tokens }: SourceConfig, { secret: own }: Test): SpeakersKeys {
  const [secret] = secrets
  const [token = ''] = tokens
  return secret === undefined ? { secret: '', token: own ?? token } : { secret: own ?? secret, token }
}

function posting(
  { config, url, now }: PhoneParts,
  source: SourceConfig,
  speaker: Speaker,
  keys: SpeakersKeys,
): Tell {
  const place = `/v1/sources/${encodeURIComponent(source.name)}`
  const address = `${config.publicUrl?.replace(/\/+$/, '') ?? url()}${place}`
  return async (step) => {
    const posts = signed(() => speaker.speak({ ...step, address, sent: now(), keys }))
    for (const one of posts) await post(`${url()}${place}/${one.path}`, one)
  }
}

/** With a key of another kind than this phone system's nothing can be signed. */
function signed(speak: () => readonly Post[]): readonly Post[] {
  try {
    return speak()
  } catch (cause) {
    throw new StepFailed('refused', { cause })
  }
}

function puttingIn({ take }: PhoneParts, source: SourceConfig): Tell {
  return async ({ call, step, at, says }) => {
    const { agents, ...said } = says as Said & { agents?: unknown }
    const event = {
      ...said,
      id: `${call}-${step}`,
      source: source.name,
      call,
      at,
      sequence: step,
      ...(agents ? { agents: [testDeskId] } : {}),
    }
    await take([event as CallEvent], at).catch((cause: unknown) => {
      throw new StepFailed('store-away', { cause })
    })
  }
}

async function post(address: string, { headers, body }: Post): Promise<void> {
  const signal = AbortSignal.timeout(requestWithinMs)
  const answer = await fetch(address, { method: 'POST', headers, body, signal }).catch((cause: unknown) => {
    throw new StepFailed(signal.aborted ? 'timeout' : 'unreachable', { cause })
  })
  await answer.arrayBuffer()
  if (!answer.ok) throw new StepFailed(answer.status >= 500 ? 'store-away' : 'refused')
}
