import { Agent, request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signRequest } from '../../src/pbx/verify-request.ts'
import { signingSecret } from '../house.ts'
import { beginCalling } from './callers.ts'
import { until } from './floor.ts'
import { expectNothingLost } from './look-into-house.ts'
import { makeHouse, pause, type RealHouse, type Running, storyOfCall } from './real-house.ts'

/** More of them: GREETLINE_KILLS=200 vitest run tests/faults/killed.test.ts */
const kills = Number(process.env.GREETLINE_KILLS ?? 20)

let house: RealHouse

beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

describe('a program that is killed', () => {
  it(`[P3][P4][P5] ${kills} times at any moment has every event that it answered, once, and the state of the story`, {
    timeout: 20_000 + kills * 5000,
  }, async () => {
    let server: Running | null = null
    const callers = beginCalling(() => server, 8, 'killed')
    for (let n = 0; n < kills; n++) {
      if (n % 4 === 3) {
        await house.killWhileStarting(200 + Math.random() * 400)
        continue
      }
      const started: Running = await house.start()
      server = started
      const before = callers.acknowledged.size
      await pause(20 + Math.random() * 200)
      // On a slow machine it would mostly be killed before it has answered anything.
      if (n % 4 === 0)
        await until('events are acknowledged', 30_000, () => callers.acknowledged.size > before + 20)
      server = null
      await started.end('SIGKILL')
    }
    const last = await house.start()
    server = last
    expect(last.logged()).toContain('the program was killed the last time')
    await callers.stop()
    expect((await fetch(`${last.url}/readyz`)).status).toBe(200)
    await last.end('SIGTERM')
    expect(callers.acknowledged.size).toBeGreaterThan(kills * 5)
    expect(callers.refused.filter((status) => status >= 400 && status !== 503)).toEqual([])
    expectNothingLost(house.database, callers.acknowledged, callers.calls)
  })
})

describe('a program that is asked to stop', () => {
  it('[P3] under load answers what was sent, loses nothing and is gone within five seconds', async () => {
    const first = await house.start()
    let server: Running | null = first
    const callers = beginCalling(() => server, 8, 'stopped')
    await pause(700)
    const began = performance.now()
    const slow = sendSlowly(first.url, storyOfCall('stopped-halfway-1', Date.now())[0] as object)
    await slow.began
    const ended = first.end('SIGTERM')
    await pause(20)
    server = null
    await pause(200)
    expect(await slow.finish()).toBe(202)
    expect((await ended).code).toBe(0)
    expect(performance.now() - began).toBeLessThan(5000)
    expect(callers.refused.filter((status) => status >= 500)).toEqual([])
    const second = await house.start()
    server = second
    await callers.stop()
    await second.end('SIGTERM')
    expect(second.logged()).not.toContain('the program was killed')
    const acknowledged = new Map([...callers.acknowledged, ['stopped-halfway-1-1', 'stopped-halfway-1']])
    expectNothingLost(house.database, acknowledged, callers.calls)
  })
})

/** A request whose second half comes when it is told to. */
function sendSlowly(url: string, event: object) {
  const text = JSON.stringify(event)
  const sending = request(`${url}/v1/sources/main/events`, {
    method: 'POST',
    agent: new Agent({ keepAlive: true }),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      ...signRequest(signingSecret, `msg_${crypto.randomUUID()}`, Date.now(), text),
    },
  })
  const answered = new Promise<number | undefined>((resolve, reject) => {
    sending.on('error', reject)
    sending.on('response', (response) => {
      response.resume()
      resolve(response.statusCode)
    })
  })
  const began = new Promise<void>((resolve) => sending.write(text.slice(0, 20), () => resolve()))
  return {
    began: began.then(() => pause(50)),
    finish() {
      sending.end(text.slice(20))
      return answered
    },
  }
}
