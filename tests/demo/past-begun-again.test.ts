import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openHouseStore } from '../../src/app.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { demoConfig } from '../../src/demo/demo-config.ts'
import { loadDemo } from '../../src/demo/load-demo.ts'
import { loadPast } from '../../src/demo/past/load-past.ts'
import { openPast } from '../../src/demo/past/past-house.ts'
import type { Store } from '../../src/store/store.ts'

const hourMs = 60 * 60_000
/** A Tuesday, on which nobody calls any more in Hong Kong. */
const now = Date.UTC(2026, 10, 17, 12)
const days = 2
const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

interface Furnished {
  readonly config: Config
  readonly store: Store
}

async function openFurnished(): Promise<Furnished> {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-past-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const webhooks = [
    {
      name: 'gateway',
      url: 'https://sms.example/',
      secret: 'whsec_dGVzdHMtc2lnbi13aXRoLXRoaXMtMTIzNDU2',
      events: ['survey.sent'],
    },
  ]
  const content = { ...demoConfig, webhooks, surveys: [{ name: 'after-call' }], data: folder }
  const config = readConfig(content, {}, { demo: true, folder })
  const store = await openHouseStore(config)
  closing.push(store.close)
  await loadDemo(store, async () => 'hash', now)
  return { config, store }
}

async function tell({ config, store }: Furnished, at = now): Promise<number> {
  const open = await openPast(config, store, { now: () => at, newId: randomUUID })
  return loadPast(store, open, at, async () => true, days)
}

/** Of its verbs only so many come to be done: then the process is killed. */
function killedAfter(many: number, store: Store): Store {
  let done = 0
  const mortal = Object.entries(store).map(([name, verb]) =>
    typeof verb !== 'function'
      ? [name, verb]
      : [
          name,
          async (...said: never[]) => {
            if (++done > many) throw new Error('killed')
            return verb(...said)
          },
        ],
  )
  return Object.fromEntries(mortal) as Store
}

async function callsOf(store: Store, ids: readonly string[]) {
  return Promise.all(
    ids.map(async (id) => {
      const [call, story] = await Promise.all([store.readCall(id), store.readCallStory(id)])
      return {
        id,
        events: call?.events.length,
        pops: call?.pops.map(({ accountId, state, closing, answeredAt }) => ({
          accountId,
          state,
          closing,
          answeredAt,
        })),
        wrapUps: story.wrapUps,
        askedAgain: story.askedAgain.map(({ key, at }) => ({ key, at })),
        promises: story.promises.map(({ id: _, ...promise }) => promise),
        survey: story.survey,
      }
    }),
  )
}

async function signalsOf(store: Store) {
  const told = await store.readSignals({ topic: null, told: null, after: 0, most: 500 })
  return told
    .filter(({ sender }) => sender === 'depot')
    .map(({ externalId, toldAt, toldBy }) => ({ externalId, toldAt, toldBy }))
    .toSorted((one, other) => `${one.externalId}`.localeCompare(`${other.externalId}`))
}

/** A store that notes of which calls something new is told. */
function noting(store: Store): { store: Store; ids: Set<string> } {
  const ids = new Set<string>()
  const followCall: Store['followCall'] = (step) => {
    if (step.newEvents.length > 0) ids.add(step.id)
    return store.followCall(step)
  }
  return { store: { ...store, followCall }, ids }
}

describe('a demo that is begun again', () => {
  it('tells to its end what it was killed in the midst of, and nothing twice', async () => {
    const whole = await openFurnished()
    const noted = noting(whole.store)
    const many = await tell({ ...whole, store: noted.store })
    expect(many).toBeGreaterThan(150)
    const ids = [...noted.ids].toSorted()

    const { config, store } = await openFurnished()
    let kills = 0
    for (let verbs = 800; ; verbs += 260, kills++) {
      const told = await tell({ config, store: killedAfter(verbs, store) }).catch(() => null)
      if (told !== null) break
    }
    expect(kills).toBeGreaterThan(4)
    expect(await callsOf(store, ids)).toEqual(await callsOf(whole.store, ids))
    expect(await signalsOf(store)).toEqual(await signalsOf(whole.store))
    expect(await tell({ config, store })).toBe(0)
  }, 120_000)

  it('draws the days that are told already as it has drawn them, though Tuesday is over', async () => {
    const furnished = await openFurnished()
    await tell(furnished)
    const { store, ids } = noting(furnished.store)
    await tell({ ...furnished, store }, now + 6 * hourMs)
    expect(ids.size).toBeGreaterThan(5)
    expect([...ids].filter((id) => id.startsWith('hongkong:'))).toEqual([])
  }, 60_000)
})
