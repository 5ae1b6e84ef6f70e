import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rowTokens } from '../../src/history/search-tokens.ts'
import { historyStore } from '../../src/store/interaction-queries.ts'
import type { SearchThread } from '../../src/store/search-thread.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { sqliteTextIndex } from '../../src/store/sqlite-text-index.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { monotonicMs } from '../clock.ts'
import { makeInteraction, type Scale } from '../world.ts'

/** Rows a second that the product brings into an index as it does it while calls come in, without the pauses. */
export async function measureIndexing(scale: Scale): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'greetline-indexing-'))
  const connection = openSqlite(join(place, 'house.sqlite'))
  const many = 20_000
  const nobody = {
    searchInteractions: () => Promise.reject(new Error('nothing is searched here')),
    countInteractions: () => Promise.reject(new Error('nothing is searched here')),
    findCustomersByName: () => Promise.reject(new Error('nothing is searched here')),
  } satisfies Omit<SearchThread, 'close'>
  const store = historyStore(sqliteEngine(connection), timeIds(0), sqliteTextIndex, nobody)
  for (let n = 0; n < many; n += 500) {
    const adding = Array.from({ length: 500 }, (_, k) => {
      const {
        id: _id,
        customerName: _name,
        customerTier: _tier,
        team: _team,
        ...made
      } = makeInteraction(n + k, scale)
      return store.addInteraction({ ...made, customerId: null })
    })
    await Promise.all(adding)
  }
  const began = monotonicMs()
  while ((await store.indexInteractions(25, rowTokens)) > 0);
  const perSecond = (many / (monotonicMs() - began)) * 1000
  await connection.close()
  rmSync(place, { recursive: true })
  return perSecond
}
