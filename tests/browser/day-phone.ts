import { randomUUID } from 'node:crypto'
import { bearerToken, type TestHouse } from '../house.ts'

/** A call as the phone system tells of it. */
export interface TestCall {
  /** As pops have it. */
  readonly id: string
  say(kind: string, what?: object): Promise<void>
  /** Rings at these extensions and is answered by nobody yet. */
  rings(...extensions: string[]): Promise<void>
  answers(extension: string): Promise<void>
  ends(): Promise<void>
}

/** A call that arrives now, on the service line and its queue. */
export async function callIn(house: TestHouse, from: string, more: object = {}): Promise<TestCall> {
  const call = aCall(house, { from, to: '+493023125100', queue: 'support', ...more })
  await call.say('arrived', { direction: 'inbound' })
  return call
}

/** A call that this extension places. */
export async function callOut(house: TestHouse, extension: string, to: string): Promise<TestCall> {
  const call = aCall(house, { from: '+493023125100', to })
  await call.say('arrived', { direction: 'outbound', agents: [{ extension }] })
  return call
}

function aCall(house: TestHouse, usual: object): TestCall {
  const call = randomUUID()
  let n = 0
  const say = async (kind: string, what: object = {}): Promise<void> => {
    n += 1
    const time = Date.now() + n
    const headers = { authorization: `Bearer ${bearerToken}` }
    const answer = await house.post({ id: `${call}-${n}`, call, time, kind, ...usual, ...what }, { headers })
    if (answer.status !== 202) throw new Error(`${kind}: ${answer.status} ${await answer.text()}`)
  }
  const agents = (extensions: readonly string[]) => ({
    agents: extensions.map((extension) => ({ extension })),
  })
  return {
    id: `main:${call}`,
    say,
    rings: (...extensions) => say('offered', agents(extensions)),
    answers: (extension) => say('answered', agents([extension])),
    ends: () => say('ended', { reason: 'hung-up' }),
  }
}
