import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test files ask for the one PostgreSQL of the run. */
    postgresDoor: string
  }
}

/** Lends one PostgreSQL to all test files of a run: started when the first one asks for it, stopped at the end. */
export default async function lendPostgres(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | null = null
  const door = createServer(async (_request, response) => {
    server ??= startPostgres()
    try {
      response.end((await server).url)
    } catch (reason) {
      response.writeHead(500).end(String(reason))
    }
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  door.unref()
  const { port } = door.address() as { port: number }
  project.provide('postgresDoor', `http://127.0.0.1:${port}`)
  return async () => {
    door.close()
    await (await server?.catch(() => null))?.stop()
  }
}
