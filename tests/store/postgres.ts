import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { type Connections, openConnections } from '../../src/store/postgres-connections.ts'
import { numbered, postgresEngine } from '../../src/store/postgres-engine.ts'
import { ensureSchema } from '../../src/store/postgres-schema.ts'
import type { Engine } from '../../src/store/steps.ts'
import { askServer } from './ask-server.ts'

const templates = new Map<string, Promise<string>>()

/** The address of a database of its own, with the schema in it. */
export async function freshDatabase(): Promise<string> {
  const server = await askDoor()
  const template = templates.get(server) ?? makeTemplate(server)
  templates.set(server, template)
  return createDatabase(server, await template)
}

/** The address of a database in which there is nothing yet. */
export async function emptyDatabase(): Promise<string> {
  return createDatabase(await askDoor(), 'template1')
}

async function askDoor(): Promise<string> {
  const answer = await fetch(inject('postgresDoor'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

async function makeTemplate(server: string): Promise<string> {
  const url = await createDatabase(server, 'template1')
  const connections = connectTo(url)
  await ensureSchema(connections)
  await connections.close()
  return nameOf(url)
}

async function createDatabase(server: string, template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await askServer(server, `create database ${name} template ${template}`)
  return server.replace(/\/postgres$/, `/${name}`)
}

function nameOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1)
}

export function connectTo(url: string): Connections {
  return openConnections({ url, most: 6, statementMs: 5000, keepAliveMs: 0 })
}

/** An engine on a fresh database, and a way to look at it beside the port. */
export interface PostgresAtHand {
  readonly url: string
  readonly engine: Engine
  /** Rows of a statement with `?` placeholders, for what the port does not show. */
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

export async function openPostgres(url?: string): Promise<PostgresAtHand> {
  const at = url ?? (await freshDatabase())
  const connections = connectTo(at)
  return {
    url: at,
    engine: postgresEngine({ connections, elapsed: () => performance.now() }),
    sql: (text, ...values) =>
      connections.lend(async (ask) => {
        const { rows } = await ask({ text: numbered(text), values: values as (string | number | null)[] })
        return rows as Record<string, unknown>[]
      }),
    close: () => connections.close(),
  }
}
