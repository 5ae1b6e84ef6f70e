import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type PostgresServer,
  type PostgresSettings,
  startPostgres,
} from '../../tests/store/postgres-server.ts'
import type { Scale } from '../world.ts'
import { freshData, writeConfig } from './fresh-house.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface HouseInPostgres {
  readonly server: PostgresServer
  /** A configuration file for all of its nodes. */
  readonly config: string
}

/** The house in which everybody is signed in and nobody has ever called, moved into a PostgreSQL of its own. */
export async function openHouseInPostgres(
  scale: Scale,
  say: (line: string) => void,
  settings: { readonly house: object; readonly postgres?: PostgresSettings },
): Promise<HouseInPostgres> {
  const data = await freshData(scale, say)
  const server = await startPostgres(settings.postgres)
  const ofNodes = mkdtempSync(join(tmpdir(), 'greetline-storm-'))
  const config = writeConfig({ data: ofNodes, store: server.url, ...settings.house })
  say('moving the house into PostgreSQL')
  const move = ['src/main.ts', 'move', '--to', server.url, '--config', writeConfig({ data })]
  execFileSync(process.execPath, move, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  return { server, config }
}
