import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { openFigureThread } from '../../src/figure-thread.ts'
import { alone } from '../../src/open-reports.ts'
import { alertStore } from '../../src/store/alert-queries.ts'
import { postgresEngine } from '../../src/store/postgres-engine.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { databaseIn } from '../../src/store/sqlite-files.ts'
import type { Store } from '../../src/store/store.ts'
import { connectTo, freshDatabase } from '../store/postgres.ts'
import { settings } from './figure-bases.ts'

const minute = 60_000

describe('nodes on one database', () => {
  it('[P112] take turns only where one is gone: of two that ask at once one counts', async () => {
    const url = await freshDatabase()
    const connections = [connectTo(url), connectTo(url)]
    let now = Date.parse('2026-11-23T10:00:00Z')
    const worked: number[] = []
    const nodes = connections.map((own, n) => {
      const leases = alertStore(postgresEngine({ connections: own, elapsed: () => performance.now() }))
      const otherNodes = {} as Store['otherNodes']
      const store = { otherNodes, takeLease: leases.takeLease } as Parameters<typeof alone>[0]['store']
      return alone({ store, node: `node-${n}`, now: () => now }, async () => worked.push(n) > 0)
    })
    const all = () => Promise.all(nodes.map((step) => step()))
    for (let round = 0; round < 5; round++) {
      await all()
      now += minute
    }
    expect(worked).toHaveLength(5)
    const [first = 0] = worked
    expect(new Set(worked)).toEqual(new Set([first]))
    const other = nodes[1 - first] as (typeof nodes)[number]
    // It was heard of a minute ago: it may be counting a long day.
    expect(await other()).toBe(false)
    now += minute + 1
    expect(await other()).toBe(true)
    expect(await (nodes[first] as typeof other)()).toBe(false)
    expect(worked.slice(5)).toEqual([1 - first])
    for (const own of connections) await own.close()
  })
})

describe('the thread that counts', () => {
  it('[P112] is begun anew after it died in the middle of a day, and counts that day', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'greetline-figures-'))
    const file = databaseIn(folder)
    const connection = openSqlite(file)
    for (let n = 0; n < 3000; n++) {
      connection
        .prepare(`insert into call (id, source, direction, phase, presentation, arrived_at, answered_by, offered_to,
          last_event_at, version, ended_at, outcome) values (?, 'main', 'inbound', 'ended', 'allowed', ?, '[]', 0, 0, 1, ?, 'missed')`)
        .run(`main:${n}`, Date.parse('2026-11-20T09:00:00Z') + n, Date.parse('2026-11-20T10:00:00Z'))
      if (n === 0) connection.prepare('begin').run()
    }
    connection.prepare('commit').run()
    const begun: Worker[] = []
    const hear = (worker: Worker) => begun.push(worker)
    process.on('worker', hear)
    const thread = openFigureThread({ place: { kind: 'sqlite', file }, share: 0.1 })
    const order = {
      part: 'calls',
      day: '2026-11-20',
      timeZone: 'Europe/Berlin',
      today: '2026-11-23',
      settings,
      eventsFrom: 0,
      signalsFrom: 0,
    } as const
    // Once it has answered it is at work: before that, ending it from outside may end the process.
    await thread.count({ ...order, day: '2026-01-01' })
    const dying = thread.count(order)
    const died = expect(dying).rejects.toThrow(/ended with code/)
    setTimeout(() => void begun[0]?.terminate(), 100)
    await died
    const rows = await thread.count(order)
    expect(begun).toHaveLength(2)
    const waiting = rows.find(({ report, grouping }) => report === 'waiting' && grouping === 'none')
    expect(JSON.parse(waiting?.body ?? '[]')[0][2].calls).toBe(3000)
    process.off('worker', hear)
    await thread.close()
    await connection.close()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)
})
