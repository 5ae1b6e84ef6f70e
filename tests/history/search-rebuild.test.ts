import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keepIndex } from '../../src/history/keep-index.ts'
import { nameTokens, rowTokens } from '../../src/history/search-tokens.ts'
import { migrations, statementsFor } from '../../src/store/migrations.ts'
import { engines } from '../store/engines.ts'
import { noon, person } from '../store/told-customers.ts'
import { openHistory } from './opened-history.ts'

const killed = fileURLToPath(new URL('../store/rebuild-and-die.ts', import.meta.url))
const hour = 3_600_000
const tokens = { rows: rowTokens, names: nameTokens }
const many = 200

describe.each(engines)('an upgrade that writes the index otherwise, on %s', (engine, open) => {
  let history: ReturnType<typeof openHistory>

  beforeEach(async () => {
    history = openHistory(await open())
    for (let n = 0; n < many; n++) {
      // Some of one instant, that share no entry; else hours apart.
      const startedAt = noon + (n < 20 ? 0 : n * hour)
      await history.tell(`Vertrag Nr. ${n} 客户`, { startedAt, endedAt: startedAt + 1000 })
    }
    await history.store.createCustomer(person('Nora Altmann'), [], noon)
    await history.index()
  })
  afterEach(() => history.close())

  /** What the migration does to a house whose index is of no use any more. */
  const upgrade = async (): Promise<void> => {
    for (const index of ['interaction_search', 'customer_search']) {
      const empty =
        engine === 'SQLite' ? `insert into ${index} (${index}) values ('delete-all')` : `delete from ${index}`
      await history.sql(empty)
    }
    const migration = migrations.find(({ name }) => name === 'the search index is made anew, in small steps')
    if (!migration) throw new Error('there is no such migration')
    const statements = statementsFor(engine === 'SQLite' ? 'sqlite' : 'postgres', migration)
    for (const sql of statements) if (!sql.startsWith('create table')) await history.sql(sql)
  }
  const all = async (text: string) => {
    const page = await history.ask({ text, most: 100 })
    return { ...page, texts: page.found.map(({ interaction }) => interaction.text) }
  }
  /** However long it takes: a count has thirty milliseconds. */
  const countAll = async (text: string) => {
    let [count, before] = [0, '']
    for (;;) {
      const page = await history.ask({ text, most: 100, ...(before && { before }) })
      count += page.found.length
      if (page.next === null) return { count, wholeSince: page.wholeSince }
      before = page.next
    }
  }
  const rebuilding = () => history.sql('select index_name, below_id from search_rebuild order by index_name')

  it('[P140] finds at once what it has put in anew, says since when all is found, and in the end finds all', async () => {
    await upgrade()
    expect(await rebuilding()).toHaveLength(2)
    expect(await history.ask({ text: 'vertrag ' })).toMatchObject({ found: [] })
    await history.tell('Vertrag von heute', { startedAt: noon + many * hour })
    await history.index()
    expect((await all('vertrag ')).texts).toEqual(['Vertrag von heute'])
    for (let step = 0; step < 5; step++) expect(await history.store.rebuildIndex(10, tokens)).toBe(true)
    const half = await all('vertrag ')
    expect(half.wholeSince).toBe(noon + 150 * hour)
    expect(half.texts).toHaveLength(51)
    expect(await history.count({ text: 'vertrag ' })).toMatchObject({
      count: 51,
      wholeSince: half.wholeSince,
    })
    expect(await history.ask({ text: 'vertrag ', from: noon + 150 * hour })).toMatchObject({
      wholeSince: null,
    })
    expect(await history.ask({ from: noon, until: noon + 1 })).toMatchObject({ wholeSince: null })
    while (await history.store.rebuildIndex(10, tokens));
    expect(await rebuilding()).toEqual([])
    expect(await countAll('vertrag ')).toEqual({ count: many + 1, wholeSince: null })
    for (const n of [0, 19, 20, 149]) expect((await all(`"Nr ${n} 客户"`)).texts).toHaveLength(1)
    expect(await history.store.findCustomersByName('"altmann"', 5, 5000)).toHaveLength(1)
  })

  it('[P140] killed in the middle, it goes on where it was, and nothing is lost', async () => {
    await upgrade()
    for (const dieAt of [3, 40, 100]) {
      expect(spawnSync(process.execPath, [killed, history.place, String(dieAt)]).signal).toBe('SIGKILL')
    }
    const half = await all('vertrag ')
    expect(half.wholeSince).toBeGreaterThan(noon)
    expect(half.texts.length).toBeGreaterThan(99)
    const { status } = spawnSync(process.execPath, [killed, history.place])
    expect(status).toBe(0)
    expect(await countAll('vertrag ')).toEqual({ count: many, wholeSince: null })
    expect(await history.store.findCustomersByName('"altmann"', 5, 5000)).toHaveLength(1)
  })

  it('[P140] what is new or changes meanwhile is found as soon as ever, and as it now stands', async () => {
    await upgrade()
    const [oldest] = await history.sql('select min(id) as id from interaction')
    const stop = keepIndex(history.store, { everyMs: 100, batch: 5 })
    try {
      await history.store.changeInteraction(Number(oldest?.id), { body: 'ganz anders' })
      await history.tell('eben erst', { startedAt: noon + many * hour })
      await expect.poll(() => history.find('anders'), { timeout: 3000 }).toEqual(['ganz anders'])
      expect(await history.find('eben erst')).toEqual(['eben erst'])
      await expect.poll(rebuilding, { timeout: 20_000 }).toEqual([])
      expect(await history.find('ganz anders')).toEqual(['ganz anders'])
      expect(await countAll('vertrag ')).toMatchObject({ count: many - 1 })
    } finally {
      await stop()
    }
  })
})
