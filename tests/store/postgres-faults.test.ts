import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineAway } from '../../src/store/engine-away.ts'
import { migrations, newestVersion } from '../../src/store/migrations.ts'
import { openBell } from '../../src/store/postgres-bell.ts'
import { type Connections, openConnections } from '../../src/store/postgres-connections.ts'
import { postgresEngine } from '../../src/store/postgres-engine.ts'
import { nodeNumber } from '../../src/store/postgres-node-number.ts'
import { ensureSchema } from '../../src/store/postgres-schema.ts'
import { change, type Engine, one, type Steps } from '../../src/store/steps.ts'
import { openWire } from '../faults/wire.ts'
import { askServer } from './ask-server.ts'
import { connectTo, emptyDatabase, freshDatabase } from './postgres.ts'
import { startPostgres } from './postgres-server.ts'

const addSql = 'insert into sign_in_attempt (who, failures, last_at) values (?, 1, 0)'
const killOthers = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

let url: string
let toClose: (() => Promise<unknown>)[] = []

beforeEach(async () => {
  url = await freshDatabase()
})
afterEach(async () => {
  for (const close of toClose.reverse()) await close()
  toClose = []
})

function engineOn(at: string, settings: { statementMs?: number; keepAliveMs?: number } = {}): Engine {
  const connections = openConnections({ url: at, most: 4, statementMs: 5000, keepAliveMs: 0, ...settings })
  toClose.push(() => connections.close())
  return postgresEngine({ connections, elapsed: () => performance.now() })
}

const attempts = async (at = url): Promise<string[]> =>
  (await askServer(at, 'select who from sign_in_attempt order by who')).map((row) => String(row.who))

describe('a verb that writes', () => {
  it('is undone whole where it fails, and the connection serves the next one', async () => {
    const { write, read } = engineOn(url)
    await expect(
      write(function* () {
        yield* change(addSql, 'half')
        throw new Error('the verb itself')
      }),
    ).rejects.toThrow('the verb itself')
    await expect(write(() => change('insert into nowhere values (?)', 1))).rejects.toThrow('nowhere')
    expect(await read(() => one('select count(*) as n from sign_in_attempt'))).toEqual({ n: 0 })
  })

  it('fails without a word of what was to be written: errors are logged', async () => {
    const { write } = engineOn(url)
    await askServer(
      url,
      `alter table sign_in_attempt add constraint few check (failures < 5);
       create function refuse() returns trigger language plpgsql as $$ begin raise exception '% is in', new.who; end $$;
       create trigger refuse before insert on sign_in_attempt for each row when (new.failures = 4) execute function refuse()`,
    )
    const insert = (failures: number | string) => () =>
      change('insert into sign_in_attempt (who, failures, last_at) values (?, ?, 0)', 'Zeisig', failures)
    await write(insert(1))
    for (const failures of [1, 4, 9, 'Zeisig']) {
      const fault = await write(insert(failures)).catch((reason: unknown) => reason)
      expect(fault).toMatchObject({ code: expect.stringMatching(/^(23505|P0001|23514|22P02)$/) })
      const logged = JSON.stringify(pino.stdSerializers.err(fault as Error))
      expect(logged).toContain('postgres-faults.test.ts')
      expect(logged).not.toContain('Zeisig')
    }
  })

  it('is run again when two of them wait for each other', async () => {
    const { write } = engineOn(url)
    await write(() => change(addSql, 'a'))
    await write(() => change(addSql, 'b'))
    let runs = 0
    const both = (first: string, second: string) =>
      function* (): Steps<void> {
        runs++
        yield* change('update sign_in_attempt set failures = failures + 1 where who = ?', first)
        yield* change("select 'x' from pg_sleep(0.2)")
        yield* change('update sign_in_attempt set failures = failures + 1 where who = ?', second)
      }
    await Promise.all([write(both('a', 'b')), write(both('b', 'a'))])
    expect(runs).toBeGreaterThan(2)
    expect(await askServer(url, 'select sum(failures) as n from sign_in_attempt')).toEqual([{ n: '6' }])
  })
})

describe('a verb that reads', () => {
  it('sees one state, also from its first statement on', async () => {
    const { read } = engineOn(url)
    const count = 'select count(*) as n from sign_in_attempt'
    const twice = function* (): Steps<[number, number]> {
      const before = yield* one<{ n: number }>(count)
      yield* change("select 'x' from pg_sleep(0.1)")
      const after = yield* one<{ n: number }>(count)
      return [before?.n ?? -1, after?.n ?? -1]
    }
    for (let n = 0; n < 3; n++) {
      const reading = read(twice)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await askServer(url, 'insert into sign_in_attempt values ($1, 1, 0)', [`x${n}`])
      const [before, after] = await reading
      expect(after).toBe(before)
    }
  })
})

describe('an engine that goes away', () => {
  it('may cut every connection: what is written next is written', async () => {
    const { write } = engineOn(url)
    await Promise.all(['a', 'b', 'c', 'd'].map((who) => write(() => change(addSql, who))))
    await askServer(url, killOthers)
    await Promise.all(['e', 'f', 'g', 'h'].map((who) => write(() => change(addSql, who))))
    expect(await attempts()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])
  })

  it('may be killed and come back: each write has either been made or says that it was not', async () => {
    const server = await startPostgres()
    toClose.push(() => server.stop())
    const connections = connectTo(server.url)
    await ensureSchema(connections)
    await connections.close()
    const { write } = engineOn(server.url)
    const told: Promise<string | null>[] = []
    const writeSome = async () => {
      for (let n = 0; n < 40; n++) {
        const who = `w${told.length}`
        told.push(
          write(() => change(addSql, who)).then(
            () => who,
            (reason: unknown) => {
              expect(reason).toBeInstanceOf(EngineAway)
              return null
            },
          ),
        )
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }
    await writeSome()
    server.signal('SIGQUIT')
    await writeSome()
    await server.start()
    await writeSome()
    const written = (await Promise.all(told)).filter((who) => who !== null)
    expect(await attempts(server.url)).toEqual(expect.arrayContaining(written))
    expect(written.length).toBeGreaterThan(100)
  })

  it('is told apart from a fault of the statement', async () => {
    const { read } = engineOn('postgres://greetline@127.0.0.1:1/nothing')
    await expect(read(() => one('select 1 as n'))).rejects.toMatchObject({
      code: 'store-unavailable',
      mayBeWritten: false,
    })
  })

  it('may fall silent without a word: the silent connections are found and left', async () => {
    const wire = await wireTo(url)
    const { read } = engineOn(wire.url, { statementMs: 1000, keepAliveMs: 200 })
    await Promise.all([1, 2, 3].map(() => read(() => one("select 1 as n, 'x' from pg_sleep(0.1)"))))
    wire.silence()
    // Nobody asks meanwhile: only the keep-alive can find it.
    await new Promise((resolve) => setTimeout(resolve, 3600))
    const began = performance.now()
    expect(await read(() => one('select 2 as n'))).toEqual({ n: 2 })
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('the bell', () => {
  const open = async (at = url) => {
    const bell = openBell({ url: at, prepare: nodeNumber().take, onFault: () => undefined })
    toClose.push(bell.close)
    await bell.listening
    const heard: string[] = []
    bell.onHint((about) => heard.push(about))
    const until = async (about: string): Promise<number> => {
      const began = performance.now()
      while (!heard.includes(about)) {
        if (performance.now() - began > 8000) throw new Error(`never heard of ${about}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return performance.now() - began
    }
    return { heard, until }
  }

  it('is rung by what is written, whoever writes it', async () => {
    const { heard, until } = await open()
    heard.length = 0
    await askServer(url, "insert into outbox (account_id, version, body, at) values ('a', 1, '', 0)")
    expect(await until('desks')).toBeLessThan(500)
    await askServer(url, "insert into account values ('a', 'a', 'A', 'agent', 'en', null, 0, null)")
    await until('access')
    heard.length = 0
    await askServer(url, "insert into session values ('t', 'a', 0, 0, 0)")
    await askServer(url, 'delete from session')
    await until('access')
    expect(heard).toEqual(['access'])
  })

  it('is heard again after its connection was cut, and rings once for what it missed', async () => {
    const { heard, until } = await open()
    await askServer(url, killOthers)
    heard.length = 0
    await until('desks')
    heard.length = 0
    await askServer(url, "insert into outbox (account_id, version, body, at) values ('a', 1, '', 0)")
    await until('desks')
  })

  it('finds out that its connection is dead where nobody says so', async () => {
    const wire = await wireTo(url)
    const { heard, until } = await open(wire.url)
    wire.silence()
    heard.length = 0
    expect(await until('desks')).toBeLessThan(7000)
    // What the engine still held for the dead one: a place, and the node's number.
    const held = "select 1 from pg_locks where locktype = 'advisory' and objid between 0 and 15"
    const began = performance.now()
    while ((await askServer(url, held)).length > 1) {
      expect(performance.now() - began).toBeLessThan(8000)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })
})

describe('the schema', () => {
  it('is made once by nodes that start at once', async () => {
    const empty = await emptyDatabase()
    const nodes: Connections[] = Array.from({ length: 4 }, () => connectTo(empty))
    toClose.push(() => Promise.all(nodes.map((node) => node.close())))
    await Promise.all(nodes.map((node) => ensureSchema(node)))
    expect(await askServer(empty, 'select version from schema_version')).toEqual([
      { version: String(newestVersion()) },
    ])
  })

  it('grows by one more migration, once', async () => {
    const connections = connectTo(url)
    toClose.push(() => connections.close())
    const to = newestVersion() + 1
    const statements = ['create table more (id integer primary key) strict']
    const more = [...migrations, { to, name: 'more', statements }]
    await ensureSchema(connections, more)
    await ensureSchema(connections, more)
    expect(await askServer(url, 'select version from schema_version')).toEqual([{ version: String(to) }])
    await expect(ensureSchema(connections)).rejects.toThrow('newer program')
  })
})

it('nodes have different numbers, and give them back when they end', async () => {
  const { Client } = (await import('pg')).default
  const take = async () => {
    const client = new Client({ connectionString: url })
    await client.connect()
    const number = nodeNumber()
    await number.take(client)
    return { client, nth: Math.floor((number.ids(1_800_000_000_000) % 4096) / 256) }
  }
  const nodes = [await take(), await take(), await take()]
  expect(nodes.map((node) => node.nth)).toEqual([0, 1, 2])
  await nodes[1]?.client.end()
  const again = await take()
  expect(again.nth).toBe(1)
  for (const node of [nodes[0], nodes[2], again]) await node?.client.end()
})

/** A way to the engine that can be silenced; connections made after that are whole. */
async function wireTo(to: string) {
  const { port } = new URL(to)
  const wire = await openWire(() => Number(port))
  toClose.push(wire.close)
  return { url: to.replace(`:${port}/`, `:${wire.port}/`), silence: () => wire.silence() }
}
