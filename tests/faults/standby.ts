import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type PostgresServer, type RunAs, startPostgres } from '../store/postgres-server.ts'

/** Which of the files a running server is copied without, and which folders with nothing in them. */
const leftOut = new Set(['postmaster.pid', 'postmaster.opts', 'pg_internal.init'])
const emptied = new Set(['pg_wal', 'pg_replslot', 'pg_stat_tmp', 'pg_notify', 'pg_dynshmem', 'pg_subtrans'])

/**
 * A second server that follows the first, from a low-level base backup (PostgreSQL 26.3.3: the package has no
 * pg_basebackup). `port` is where it finds the first one. Under the name `standby` it can be waited for by
 * `synchronous_standby_names`.
 */
export async function startStandby(primary: PostgresServer, port = primary.port): Promise<PostgresServer> {
  const client = new pg.Client({ connectionString: primary.url })
  await client.connect()
  try {
    await client.query(`select pg_create_physical_replication_slot('standby', true)`)
    return await startPostgres({
      settings: {
        primary_conninfo: `host=127.0.0.1 port=${port} user=greetline application_name=standby`,
        primary_slot_name: 'standby',
        hot_standby: 'on',
        wal_receiver_timeout: '1s',
        wal_retrieve_retry_interval: '200ms',
      },
      fill: (data, as) => copyRunning(client, primary.data, data, as),
    })
  } finally {
    await client.end()
  }
}

async function copyRunning(client: pg.Client, from: string, to: string, as: RunAs): Promise<void> {
  const put = (name: string, content: string): void => {
    writeFileSync(join(to, name), content, { mode: 0o600 })
    if (as.uid !== undefined) chownSync(join(to, name), as.uid, as.gid ?? as.uid)
  }
  await client.query(`select pg_backup_start('standby', true)`)
  mkdirSync(to, { mode: 0o700 })
  if (as.uid !== undefined) chownSync(to, as.uid, as.gid ?? as.uid)
  for (const name of readdirSync(from)) {
    if (leftOut.has(name)) continue
    if (!emptied.has(name)) {
      execFileSync('cp', ['-R', '-p', join(from, name), to], as)
      continue
    }
    mkdirSync(join(to, name), { mode: 0o700 })
    if (as.uid !== undefined) chownSync(join(to, name), as.uid, as.gid ?? as.uid)
  }
  const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
  put('backup_label', rows[0]?.labelfile ?? '')
  put('standby.signal', '')
}
