import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { type DestinationStream, pino } from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { openApp, openHouseStore } from '../../src/app.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { demoConfig } from '../../src/demo/demo-config.ts'
import { loadDemo } from '../../src/demo/load-demo.ts'
import { loadPast } from '../../src/demo/past/load-past.ts'
import { openPast } from '../../src/demo/past/past-house.ts'
import type { Store } from '../../src/store/store.ts'

/** A Thursday, 10 o'clock in Berlin. */
const now = Date.UTC(2026, 10, 19, 9)
const days = 4
/** Longer than the house waits until it looks at what is due. */
const aLookMs = 12_000
const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function openFurnished(): Promise<{ config: Config; store: Store }> {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-past-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const content = { ...demoConfig, mysteryCalls: [], port: 0, data: folder }
  const config = readConfig(content, {}, { demo: true, folder })
  const store = await openHouseStore(config)
  closing.push(store.close)
  await loadDemo(store, async () => 'hash', now)
  return { config, store }
}

/** Its verbs take up to 5 ms each, some longer than others, so that what is done at once comes in another order. */
function slow(store: Store): Store {
  let asked = 0
  const slowed = Object.entries(store).map(([name, verb]) =>
    typeof verb !== 'function'
      ? [name, verb]
      : [name, (...said: never[]) => pause((asked++ * 7) % 6).then(() => verb(...said))],
  )
  return Object.fromEntries(slowed) as Store
}

async function tell(config: Config, store: Store, mayTell: () => Promise<boolean>): Promise<number> {
  const open = await openPast(config, store, { now: () => now, newId: randomUUID })
  return loadPast(store, open, now, mayTell, days)
}

async function promisesOf(store: Store) {
  const wanted = { state: null, ownerId: null, department: null, customerId: null, after: 0, most: 500 }
  const made = (await store.readPromises(wanted)).filter(({ callId }) => callId !== null)
  return made
    .map(({ id: _, customerId: __, caseId: ___, version: ____, ...promise }) => promise)
    .toSorted((one, other) => `${one.callId}`.localeCompare(`${other.callId}`))
}

async function signalsOf(store: Store) {
  const open = await store.readSignals({ topic: null, told: null, after: 0, most: 500 })
  return open
    .filter(({ sender }) => sender === 'depot')
    .map(({ externalId, toldAt, toldBy, toldHow }) => ({ externalId, toldAt, toldBy, toldHow }))
    .toSorted((one, other) => `${one.externalId}`.localeCompare(`${other.externalId}`))
}

it('is the same however slowly it is told, and nobody is alarmed by half of it', async () => {
  const quick = await openFurnished()
  const many = await tell(quick.config, quick.store, async () => true)

  const { config, store } = await openFurnished()
  const began = performance.now()
  let isTold = false
  const app = await openApp({
    config,
    log: pino({ level: 'silent' }, { write: () => undefined } as unknown as DestinationStream),
    now: () => Math.floor(now + performance.now() - began),
    random: () => 0.5,
    version: 'test',
    isWhole: () => isTold,
  })
  closing.push(app.close)
  let asked = 0
  const told = await tell(config, slow(store), async () => {
    // Some days are told, and what was promised on them is due by now and not kept yet.
    if (++asked === 4) await pause(aLookMs)
    return true
  })
  expect(told).toBe(many)
  expect(await app.store.readAlerts(now * 2, 100, null)).toEqual([])
  expect(await promisesOf(store)).toEqual(await promisesOf(quick.store))
  expect(await signalsOf(store)).toEqual(await signalsOf(quick.store))

  isTold = true
  await vi.waitFor(async () => expect(await app.store.readOpenAlerts(null, 100)).not.toEqual([]), {
    timeout: 30_000,
    interval: 200,
  })
}, 120_000)
