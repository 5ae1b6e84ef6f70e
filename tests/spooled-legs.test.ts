import { generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from './house.ts'
import { eventually } from './own-time.ts'
import { askServer } from './store/ask-server.ts'
import { type PostgresServer, startPostgres } from './store/postgres-server.ts'

const token = 'token-in-the-address-of-a-phone-system'
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
let server: PostgresServer
let house: TestHouse

beforeAll(async () => {
  server = await startPostgres()
  house = await openHouse({
    store: server.url,
    sources: [
      {
        name: 'main',
        kind: 'sipgate',
        tokens: [token],
        secrets: [publicKey.export({ type: 'spki', format: 'pem' }).toString()],
        numberFormat: 'e164-no-plus',
        region: 'DE',
        extensionLength: 4,
      },
    ],
  })
})
afterAll(async () => {
  await house.close()
  await server.stop()
})

async function push(form: Record<string, string>): Promise<number> {
  const body = new URLSearchParams({
    from: '4915112345678',
    to: '493023125100',
    direction: 'in',
    ...form,
  }).toString()
  const answer = await fetch(`${house.app.url}/v1/sources/main/sipgate/${token}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-sipgate-signature': sign('sha256', Buffer.from(body), privateKey).toString('base64'),
    },
    body,
  })
  return answer.status
}

const toAlice = { 'user[]': 'Alice', 'fullUserId[]': '1001' }
const toBob = { 'user[]': 'Bob', 'fullUserId[]': '1002' }
const byAlice = { user: 'Alice', fullUserId: '1001' }
const byBob = { user: 'Bob', fullUserId: '1002' }

describe('the legs of a call that are told while the database is away', () => {
  it('[P37] are linked when it is back as they would have been', async () => {
    expect(await push({ event: 'newCall', callId: 'a', ...toAlice })).toBe(200)
    await server.end('SIGINT')
    const told = [
      await push({ event: 'answer', callId: 'a', ...byAlice }),
      await push({ event: 'newCall', callId: 'b', origCallId: 'a', ...toBob }),
      await push({ event: 'answer', callId: 'b', origCallId: 'a', ...byBob }),
      await push({ event: 'newCall', callId: 'c', ...toAlice }),
    ]
    expect(told).toEqual([200, 200, 200, 200])
    await server.start()
    await eventually(async () => {
      const calls = await askServer(server.url, 'select id, phase, answered_by from call order by id')
      expect(calls).toEqual([
        { id: 'main:a', phase: 'connected', answered_by: '["account-alice","account-bob"]' },
        { id: 'main:c', phase: 'ringing', answered_by: '[]' },
      ])
    }, 60_000)
  })
})
