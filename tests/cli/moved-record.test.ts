import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveIntoPostgres } from '../../src/cli/move-into-postgres.ts'
import { nameTokens, rowTokens } from '../../src/history/search-tokens.ts'
import type { ChainReader } from '../../src/store/audit-store.ts'
import { openPostgresChain } from '../../src/store/postgres-chain-reader.ts'
import { backUpSqlite } from '../../src/store/sqlite-backup.ts'
import { openSqliteChain } from '../../src/store/sqlite-chain-reader.ts'
import { restoreSqlite } from '../../src/store/sqlite-restore.ts'
import { verifyChain } from '../../src/verify-chain.ts'
import { askServer } from '../store/ask-server.ts'
import { openFileStore } from '../store/open-file-store.ts'
import { openPostgresStore } from '../store/open-postgres-store.ts'
import { emptyDatabase } from '../store/postgres.ts'
import { noon } from '../store/told-customers.ts'

describe('the chain of the record', () => {
  let folder: string
  let opened: ReturnType<typeof openFileStore>
  let file: string

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'greetline-record-'))
    opened = openFileStore()
    file = join(opened.folder, 'house.sqlite')
    for (let n = 0; n < 90; n++) {
      const detail = n % 7 === 0 ? `a\u0000b${n} 王小明` : `main:${n}`
      await note(opened.store, n, detail)
    }
    while (await opened.store.sealAudit(noon)) {
      // All of them.
    }
  })
  afterEach(async () => {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  })

  type Noting = Pick<typeof opened.store, 'audit'>
  const note = (store: Noting, n: number, detail: string) =>
    store.audit({ at: noon + n, accountId: 'alice', action: 'pop', subject: `customer:${n}`, detail })

  const check = async (reader: ChainReader) => {
    try {
      return await verifyChain(reader, { kept: [], startedAt: 1, tell: () => undefined })
    } finally {
      await reader.close()
    }
  }

  it('[P107] verifies in PostgreSQL after a move, goes on there, and shows what is tampered with', async () => {
    const { hash = '', n = 0 } = (await opened.store.readChainState()).newest ?? {}
    const copy = join(folder, 'copy.sqlite')
    await backUpSqlite(file, copy, () => undefined)
    const url = await emptyDatabase()
    let said = ''
    const tell = (text: string): void => {
      said += text
    }
    const tokens = { names: nameTokens, interactions: rowTokens }
    const io = { file: copy, tokens, out: tell, err: tell, now: () => 0 }
    expect(await moveIntoPostgres(['--to', url], io), said).toBe(0)
    expect(await check(openPostgresChain(url))).toMatchObject({ rowsRead: 90, untilSeal: n, faults: [] })

    const moved = await openPostgresStore(undefined, url)
    try {
      expect((await moved.store.readChainState()).newest?.hash).toBe(hash)
      await note(moved.store, 100, 'after the move')
      await moved.store.sealAudit(noon + 100)
      expect(await check(openPostgresChain(url))).toMatchObject({ rowsRead: 91, faults: [] })
      await askServer(url, "update audit set detail = 'ab' where subject = 'customer:0'")
      expect((await check(openPostgresChain(url))).faults).toEqual([{ kind: 'row-changed', seal: 1 }])
    } finally {
      await moved.close()
    }
  }, 60_000)

  it('[P107] verifies after a backup was restored, and shows what is tampered with then', async () => {
    const backup = join(folder, 'backup.sqlite')
    await backUpSqlite(file, backup, () => undefined)
    const sealed = (await opened.store.readChainState()).newest
    await note(opened.store, 100, 'after the backup')
    const newest = await opened.store.sealAudit(noon + 100)
    const restored = join(folder, 'restored.sqlite')
    await restoreSqlite(backup, restored, noon, () => undefined)

    const whole = await check(openSqliteChain(restored))
    expect(whole).toMatchObject({ rowsRead: 90, untilSeal: sealed?.n, faults: [] })
    const kept = [{ n: newest?.n ?? 0, hash: newest?.hash ?? '' }]
    const reader = openSqliteChain(restored)
    const compared = await verifyChain(reader, { kept, startedAt: 1, tell: () => undefined })
    await reader.close()
    expect(compared.faults).toEqual([{ kind: 'kept-seal-missing', seal: newest?.n }])
    const db = new Database(restored)
    db.exec("delete from audit where subject = 'customer:89'")
    db.close()
    expect((await check(openSqliteChain(restored))).faults[0]?.kind).toBe('row-missing')
  })
})
