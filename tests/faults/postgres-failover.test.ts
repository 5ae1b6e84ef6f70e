import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../store/ask-server.ts'
import type { PostgresServer } from '../store/postgres-server.ts'
import { beginCalling, type Callers } from './callers.ts'
import { expectWell } from './expect-well.ts'
import { type Engine, type Floor, openFloor, until } from './floor.ts'
import { pause } from './real-house.ts'
import { startStandby } from './standby.ts'
import { openWire, type Wire } from './wire.ts'

let floor: Floor
let engine: Engine
let first: PostgresServer
let standby: PostgresServer
let following: Wire
let callers: Callers

beforeEach(async () => {
  floor = await openFloor({ store: 'postgres', nodes: 2, desks: 4 })
  engine = floor.engine as Engine
  first = engine.server
  following = await openWire(() => first.port)
  standby = await startStandby(first, following.port)
  await askServer(first.url, `alter system set synchronous_standby_names = 'standby'`)
  await askServer(first.url, 'select pg_reload_conf()')
  await until('the standby is waited for', 30_000, async () => {
    const [row] = await askServer(first.url, 'select sync_state from pg_stat_replication')
    return row?.sync_state === 'sync'
  })
  callers = beginCalling(floor.nextNode, 4, 'failover', { paceMs: () => 5, patienceMs: 10_000 })
  await until('the first calls', 30_000, () => callers.acknowledged.size > 20)
})
afterEach(async () => {
  await floor.close()
  await following.close()
  await first.stop()
  await standby.stop()
})

/** Reads are answered by then, and writes are not. */
function leadToStandby(): void {
  engine.server = standby
}

async function promote(): Promise<void> {
  await askServer(standby.url, 'select pg_promote()')
}

describe('an engine whose standby takes over', { timeout: 60_000 }, () => {
  it('[P41] costs no event and no pop, and is worked with within five seconds', async () => {
    first.signalAll('SIGKILL')
    leadToStandby()
    await pause(1500)
    await promote()
    const before = callers.acknowledged.size
    const recovered = await until('events', 15_000, () => callers.acknowledged.size > before + 10)
    expect(recovered).toBeLessThan(5000)
    await expectWell(floor, callers)
  })

  it('[P41] costs none either where it was cut off from the first one before: a commit that waits for it counts for nothing', async () => {
    following.hold()
    await pause(7000)
    first.signalAll('SIGKILL')
    leadToStandby()
    await promote()
    await expectWell(floor, callers)
  })
})
