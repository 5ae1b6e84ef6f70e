import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallEvent } from '../../src/call/call-event.ts'
import type { Spooled, SpoolStore } from '../../src/store/spool-store.ts'
import { openSqliteSpool } from '../../src/store/sqlite-spool.ts'

let folder: string
let file: string
let spool: SpoolStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-spool-'))
  file = join(folder, 'spool.sqlite')
  spool = open()
})
afterEach(async () => {
  await spool.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(mostBytes = 16 * 1024 * 1024): SpoolStore {
  return openSqliteSpool({ folder, mostBytes })
}

function spooled(call: string, n: number, more: Partial<CallEvent> = {}): Spooled {
  const event = { id: `${call}-${n}`, source: 'main', call, kind: 'arrived', at: 1000 + n, ...more } as const
  return { source: 'main', call, event, links: null, receivedAt: 5000 + n, sentAt: 4000.4 + n }
}

const ids = () => spool.head(1000).map(({ event }) => event?.id)

describe('the spool of a node', () => {
  it('[P37] gives what was put in, in its order, also after it was opened again', async () => {
    const names = ['Zoë 王小明', "O'Hara \u0000 \u{1f600}"]
    await Promise.all([
      spool.append([spooled('a', 1, { displayName: names[0] ?? '' }), spooled('b', 1)]),
      spool.append([spooled('a', 2, { displayName: names[1] ?? '' })]),
    ])
    await spool.append([{ ...spooled('c', 1), event: null, links: [{ leg: 'c', of: 'a' }] }])
    await spool.close()
    spool = open()
    expect(spool.head(2)).toHaveLength(2)
    expect(spool.head(10)).toMatchObject([
      {
        source: 'main',
        call: 'a',
        event: { displayName: names[0] },
        links: null,
        receivedAt: 5001,
        sentAt: 4001,
      },
      { call: 'b' },
      { call: 'a', event: { id: 'a-2', displayName: names[1] } },
      { call: 'c', event: null, links: [{ leg: 'c', of: 'a' }] },
    ])
    expect(spool.usage()).toMatchObject({ rows: 4, setAside: 0 })
  })

  it('knows of which calls it holds something, from the moment on that it comes in', async () => {
    expect(spool.holds('main', 'a')).toBe(false)
    const coming = spool.append([spooled('a', 1)])
    expect(spool.holds('main', 'a')).toBe(true)
    await coming
    expect([spool.holds('main', 'a'), spool.holds('other', 'a'), spool.holds('main', 'b')]).toEqual([
      true,
      false,
      false,
    ])
    await spool.remove(spool.head(1))
    expect(spool.holds('main', 'a')).toBe(false)
  })

  it('[P38] keeps what was set aside out of the line until the next start', async () => {
    await spool.append([spooled('a', 1), spooled('b', 1), spooled('c', 1)])
    const [first] = spool.head(1)
    if (first) await spool.setAside(first, '22003', 7000)
    expect(ids()).toEqual(['b-1', 'c-1'])
    expect(spool.usage()).toMatchObject({ rows: 2, setAside: 1 })
    await spool.close()
    spool = open()
    expect(ids()).toEqual(['b-1', 'c-1', 'a-1'])
  })

  it('refuses what it has no room for, and takes it again when there is', async () => {
    await spool.close()
    spool = open(256 * 1024)
    const big = (n: number) => spooled('a', n, { displayName: 'x'.repeat(10_000) })
    let n = 0
    for (let full = false; !full; n++) {
      full = await spool.append([big(n)]).then(
        () => false,
        (reason: unknown) => (reason as { code?: string }).code === 'store-unavailable',
      )
    }
    expect(spool.usage().rows).toBe(n - 1)
    expect(n).toBeLessThan(30)
    const before = spool.usage().bytes
    await spool.remove(spool.head(1000))
    await spool.shrink()
    expect(spool.usage().bytes).toBeLessThan(before / 4)
    expect(statSync(file).size).toBeLessThan(before / 4)
    await spool.append([big(n)])
  })

  it('[P36] has one node to itself; what a node has left that is gone is taken over by one that starts', async () => {
    const others = [open(), open()]
    await spool.append([spooled('a', 1)])
    await others[0]?.append([spooled('b', 1)])
    await others[1]?.append([spooled('c', 1), spooled('d', 1)])
    expect(others.map((other) => other.usage().rows)).toEqual([1, 2])
    for (const other of others) await other.close()
    expect(ids()).toEqual(['a-1'])
    const next = open()
    expect(next.head(10).map(({ event }) => event?.id)).toEqual(['b-1', 'c-1', 'd-1'])
    await next.close()
    const again = open()
    expect(again.usage().rows).toBe(3)
    await again.close()
    await spool.close()
    spool = open()
    expect(ids()).toEqual(['a-1', 'b-1', 'c-1', 'd-1'])
  })

  it('is never thrown away: where it cannot be read, or is of a newer program, nothing begins', async () => {
    await spool.append([spooled('a', 1)])
    await spool.close()
    const db = new Database(file)
    db.pragma('user_version = 99')
    db.close()
    expect(open).toThrow('newer program')
    rmSync(file)
    writeFileSync(file, 'x'.repeat(5000))
    expect(open).toThrow('move it away')
    expect(statSync(file).size).toBe(5000)
    rmSync(file)
    spool = open()
  })

  it('leaves nothing of what was removed on the disk', async () => {
    await spool.append([spooled('a', 1, { from: '+4915112345678' })])
    await spool.remove(spool.head(1))
    await spool.shrink()
    const { readFileSync, existsSync } = await import('node:fs')
    const bytes = [file, `${file}-wal`]
      .filter((one) => existsSync(one))
      .map((one) => readFileSync(one, 'latin1'))
    expect(bytes.join('')).not.toContain('15112345678')
  })
})
