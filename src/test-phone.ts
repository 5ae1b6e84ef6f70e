import { nameTestCall, testDeskId } from './call/test-call.ts'
import type { Config } from './config.ts'
import { callId } from './held-call.ts'
import { StepFailed, type TestPhone } from './mystery/place-test-call.ts'
import { signRequest } from './pbx/verify-request.ts'

interface PhoneParts {
  readonly config: Pick<Config, 'sources'>
  /** Where this node listens. */
  readonly url: () => string
  /** A UUID. */
  readonly newId: () => string
  readonly now: () => number
}

const requestWithinMs = 10_000

/** The phone system of one test call: it posts signed events over HTTP, as the source's own does. */
export function testPhone(
  { config, url, newId, now }: PhoneParts,
  test: Config['mysteryCalls'][number],
): TestPhone {
  const source = config.sources.find(({ name }) => name === test.source)
  const [secret] = source?.secrets ?? []
  const [token] = source?.tokens ?? []
  const call = nameTestCall(secret ?? token ?? '', newId().replaceAll('-', ''))
  const signing = test.secret ?? secret
  const sign = (id: string, body: string): Record<string, string> =>
    signing === undefined ? { authorization: `Bearer ${token}` } : signRequest(signing, id, now(), body)
  let told = 0
  const { number: from, to, queue, attestation } = test
  const about = {
    direction: 'inbound',
    from,
    ...(to === undefined ? {} : { to }),
    ...(queue === undefined ? {} : { queue }),
    ...(attestation === undefined ? {} : { attestation }),
  }
  return {
    callId: callId(test.source, call),
    async tell(kind) {
      const id = `${call}-${told}`
      const agents = kind === 'offered' || kind === 'answered' ? { agents: [{ id: testDeskId }] } : {}
      const event = { id, time: now(), sequence: told++, call, kind, ...about, ...agents }
      const body = JSON.stringify(event)
      const path = `/v1/sources/${encodeURIComponent(test.source)}/events`
      const headers = { 'content-type': 'application/json', ...sign(id, body) }
      await post(`${url()}${path}`, headers, body)
    },
  }
}

async function post(address: string, headers: Record<string, string>, body: string): Promise<void> {
  const signal = AbortSignal.timeout(requestWithinMs)
  const answer = await fetch(address, { method: 'POST', headers, body, signal }).catch((cause: unknown) => {
    throw new StepFailed(signal.aborted ? 'timeout' : 'unreachable', { cause })
  })
  await answer.arrayBuffer()
  if (!answer.ok) throw new StepFailed(answer.status >= 500 ? 'store-away' : 'refused')
}
