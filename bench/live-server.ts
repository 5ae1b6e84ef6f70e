import { randomBytes } from 'node:crypto'
import { openHouse, testConfig } from '../tests/house.ts'
import { liveQueues, numberOfCaller } from './live-calls.ts'
import { serveUntilStopped } from './server-process.ts'

/** The product with this many agents (first argument) and customers (second), everybody signed in, on a fresh SQLite. */
const [agents = 0, customers = 0] = process.argv.slice(2).map(Number)
const house = await openHouse({
  sources: [{ ...testConfig.sources[0], queues: liveQueues.map((id) => ({ id, name: `Queue ${id}` })) }],
  // What nobody wraps up makes room.
  policy: { wrapUpMinutes: 1 },
})
const { store, access } = house.app
const now = Date.now()
for (let n = 0; n < agents; n++) {
  const made = await store.createAccount({
    id: `agent-${n}`,
    login: `agent-${n}`,
    name: `Agent ${String(n).padStart(3, '0')} ${'Beispiel'.slice(0, n % 8)}`,
    role: 'agent',
    language: 'en',
    extensions: [{ source: 'main', extension: String(2000 + n) }],
    passwordHash: '',
    now,
  })
  if (!made) throw new Error('an account was not made')
  await store.createSession({
    tokenHash: randomBytes(32).toString('hex'),
    accountId: made.id,
    now,
    expiresAt: now + 3_600_000,
  })
}
await access.agents.reload()
const sam = await house.signIn('sam')
for (let n = 0; n < customers; n++) {
  const number = numberOfCaller(n)
  const tier = n % 20 === 0 ? 'gold' : 'standard'
  await sam.ask('POST', '/v1/customers', { name: `Customer ${n} of the House`, tier, numbers: [{ number }] })
}
serveUntilStopped(house.app.url, house.close)
