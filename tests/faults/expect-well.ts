import { expect } from 'vitest'
import type { Callers } from './callers.ts'
import { type Floor, spooledAt, until } from './floor.ts'
import { expectNothingLostAt } from './look-into-house.ts'
import { untilShown } from './watched-desks.ts'

/**
 * What holds after every fault, once it is quiet: each acknowledged event is stored once and the engine is sound, every
 * desktop shows what the store has, no program has gone that was not killed, and no log tells who called.
 */
export async function expectWell(
  floor: Floor,
  callers: Callers,
  { withinMs = 15_000, mayForget = false } = {},
): Promise<void> {
  await callers.freeze()
  await untilDrained(floor)
  const { otherwise } = await untilShown(floor.desks, floor.readDesk, withinMs)
  expect(otherwise).toEqual({ missed: [], ghosts: [], old: [] })
  callers.goOn()
  await callers.stop()
  await untilDrained(floor)
  const gone = floor.nodes.filter((node) => node.running && !node.running.isRunning())
  expect(gone.map((node) => `${node.name}: ${node.running?.logged().slice(-2000)}`)).toEqual([])
  const { acknowledged, calls } = callers
  await expectNothingLostAt(floor, { acknowledged, wholeCalls: calls, mayForget })
  expect(callers.refused.filter((status) => status !== 503 && status !== 0)).toEqual([])
  expect(floor.logged()).not.toMatch(/30231250\d\d/)
}

async function untilDrained(floor: Floor): Promise<void> {
  await until('nothing is spooled any more', 30_000, async () => (await spooledAt(floor)) === 0)
}
