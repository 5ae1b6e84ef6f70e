import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numberKey } from '../../src/call/caller-number.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { demoConfig } from '../../src/demo/demo-config.ts'
import { loadDemo } from '../../src/demo/load-demo.ts'
import { loadPast } from '../../src/demo/past/load-past.ts'
import { dayAt, hourAt, wishesOf } from '../../src/demo/past/past-day.ts'
import { pastDesks } from '../../src/demo/past/past-desks.ts'
import { openPast } from '../../src/demo/past/past-house.ts'
import { numberOf, pastPeople } from '../../src/demo/past/past-people.ts'
import { serveQueue } from '../../src/demo/past/serve-queue.ts'
import { tellPastCall } from '../../src/demo/past/tell-past-call.ts'
import { workOf } from '../../src/demo/past/work-of-call.ts'
import { nameTokens } from '../../src/history/search-tokens.ts'
import { readNumber } from '../../src/recognition/read-number.ts'
import { openSqliteStore } from '../../src/store/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { timeIds } from '../../src/store/time-id.ts'

const dayMs = 24 * 60 * 60_000
/** A Thursday, 10 o'clock in Berlin. */
const now = Date.UTC(2026, 10, 19, 9)
const calendar = { badDay: '2026-11-17', shopsSince: '2026-11-07' }
const [hongkong, berlin] = pastDesks as [(typeof pastDesks)[0], (typeof pastDesks)[0]]

function dayOf(day: string, desk = hongkong) {
  return serveQueue(wishesOf(day, desk, calendar), desk, day, calendar)
}

describe('a day of the demo\u2019s past', () => {
  it('is the same in every demo, and another day is another', () => {
    expect(dayOf('2026-11-12')).toEqual(dayOf('2026-11-12'))
    expect(dayOf('2026-11-12').length).toBeGreaterThan(30)
    expect(dayOf('2026-11-12').map(({ wish }) => wish.topic.id)).not.toEqual(
      dayOf('2026-11-13').map(({ wish }) => wish.topic.id),
    )
    expect(dayOf('2026-11-15')).toEqual([])
  })

  it('lets nobody speak on two calls at once, or ring while they speak', () => {
    for (const desk of pastDesks) {
      for (const day of ['2026-11-16', '2026-11-17', '2026-11-18']) {
        const busy = dayOf(day, desk).flatMap(({ rings, savedAt }) =>
          rings.map(({ agent, at, until, result }) => ({
            agent,
            at,
            until: result === 'answered' ? (savedAt ?? until) : until,
          })),
        )
        for (const own of Map.groupBy(busy, ({ agent }) => agent).values()) {
          const inOrder = own.toSorted((one, other) => one.at - other.at)
          inOrder.forEach((one, n) => {
            expect(one.at).toBeGreaterThanOrEqual(inOrder[n - 1]?.until ?? 0)
          })
        }
      }
    }
  })

  it('has one Tuesday on which many gave up between eleven and twelve, since one agent took what three take else', () => {
    const at = (day: string) => dayOf(day).filter(({ wish }) => hourAt(hongkong, wish.at) === 11)
    const gaveUp = (day: string) => at(day).filter(({ savedAt }) => savedAt === null).length
    const took = (day: string) =>
      new Set(
        at(day).flatMap(({ rings }) =>
          rings.flatMap((one) => (one.result === 'answered' ? [one.agent] : [])),
        ),
      )
    expect(gaveUp('2026-11-17')).toBeGreaterThan(gaveUp('2026-11-10') + 5)
    expect(took('2026-11-10').size).toBeGreaterThan(1)
    expect(at('2026-11-17').length).toBeGreaterThan(10)
  })

  it('has a cause that was rare and is frequent since twelve days', () => {
    const share = (days: readonly string[]) => {
      const topics = days.flatMap((day) =>
        [...dayOf(day), ...dayOf(day, berlin)].map(({ wish }) => wish.topic.id),
      )
      return topics.filter((id) => id === 'shop-closed').length / topics.length
    }
    const before = share(['2026-10-26', '2026-10-27', '2026-10-28', '2026-10-29', '2026-10-30'])
    const since = share(['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-12', '2026-11-13'])
    expect(before).toBeLessThan(0.04)
    expect(since).toBeGreaterThan(0.08)
  })

  it('has no gaps in its words, in any of its languages', () => {
    const works = ['2026-11-11', '2026-11-12', '2026-11-13'].flatMap((day) =>
      [...dayOf(day), ...dayOf(day, berlin)].flatMap((one) => workOf(one) ?? []),
    )
    const said = works.flatMap(({ note, matter, promise, answer }) => [
      note,
      matter?.subject ?? '-',
      promise?.text ?? '-',
      answer?.text ?? '-',
    ])
    expect(said.filter((text) => /[{}]|undefined/.test(text))).toEqual([])
    for (const script of [/\p{Script=Han}/u, /[äöüß]/, /\bthe\b/]) {
      expect(said.some((text) => script.test(text))).toBe(true)
    }
  })

  it('has people with numbers that a phone system can send and that read as themselves', () => {
    for (const person of pastPeople) {
      const raw = numberOf(person)
      const region = person.source === 'berlin' ? 'DE' : 'HK'
      expect(numberKey(readNumber(raw, { region, format: 'e164', extensionLength: 4 }), person.source)).toBe(
        raw,
      )
    }
  })
})

describe('the past of the demo, told', () => {
  let folder: string
  let config: Config
  let store: Store
  let told: number

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'greetline-past-'))
    const webhooks = [
      {
        name: 'gateway',
        url: 'https://sms.example/',
        secret: 'whsec_dGVzdHMtc2lnbi13aXRoLXRoaXMtMTIzNDU2',
        events: ['survey.sent'],
      },
    ]
    config = readConfig(
      { ...demoConfig, webhooks, surveys: [{ name: 'after-call' }] },
      {},
      { demo: true, folder },
    )
    store = openSqliteStore({
      file: join(folder, 'demo.sqlite'),
      ids: timeIds(0),
      nameTokens,
      searchReader: new URL('../../src/history/search-reader.ts', import.meta.url),
    })
    await loadDemo(store, async () => 'hash', now)
    told = await tell(now)
  }, 120_000)

  afterAll(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const today = (at: number) => ({ now: () => at, newId: randomUUID })
  const tell = async (at: number) =>
    loadPast(store, await openPast(config, store, today(at)), at, async () => true, 4)

  it('[P146] the demo has a past: calls with what agents did on them, by the same rooms as calls of now', async () => {
    expect(told).toBeGreaterThan(200)
    const day = dayAt(hongkong, now - 2 * dayMs)
    for (const course of dayOf(day)) {
      const call = await store.readCall(`hongkong:${course.wish.id}`)
      const work = workOf(course)
      expect(call?.events.length).toBeGreaterThanOrEqual(3)
      expect(call?.pops.map(({ state }) => state)).toEqual(call?.pops.map(() => 'closed'))
      const own = call?.pops.find(({ accountId }) => accountId === work?.agent)
      expect(own?.answeredAt ?? null).toBe(work ? course.rings.at(-1)?.until : null)
      const [note] = await store.readNotesOfCall(`hongkong:${course.wish.id}`)
      expect(note?.note ?? null).toBe(work?.note ?? null)
    }
  })

  it('what was promised was kept, broken or is open; nothing that is due stands open', async () => {
    const wanted = { state: null, ownerId: null, department: null, customerId: null, after: 0, most: 500 }
    const made = (await store.readPromises(wanted)).filter(({ callId }) => callId !== null)
    const states = new Set(made.map(({ state }) => state))
    expect(states).toContain('kept')
    expect(states).toContain('open')
    const overdue = made.filter(({ state, dueAt }) => state === 'open' && dueAt < now - 60 * 60_000)
    expect(overdue).toEqual([])
    for (const { settledAt, dueAt, state } of made) {
      if (state === 'kept') expect(settledAt ?? 0).toBeLessThanOrEqual(dueAt)
    }
  })

  it('is not forgotten by the house while it is told, however far back it goes', async () => {
    const sixWeeksAgo = dayAt(hongkong, now - 42 * dayMs)
    const course = dayOf(sixWeeksAgo).find((one) => workOf(one) !== null)
    if (!course) throw new Error('nobody took a call on that day')
    const forgetful: Store = {
      ...store,
      async followCall(step) {
        const written = await store.followCall(step)
        const events = now - config.policy.keepEventsDays * dayMs
        while (await store.forgetOld({ events, outbox: 0 }, 25));
        return written
      },
    }
    const open = await openPast(config, forgetful, today(now))
    const callId = `hongkong:${course.wish.id}`
    await tellPastCall(open(callId), course, hongkong, new Map(), false)
    const [note] = await store.readNotesOfCall(callId)
    expect(note?.note).toBe(workOf(course)?.note)
  })

  it('is not told twice; a day later only what has happened since', async () => {
    expect(await tell(now)).toBe(0)
    const more = await tell(now + dayMs)
    expect(more).toBeGreaterThan(40)
    expect(more).toBeLessThan(160)
  }, 60_000)
})
