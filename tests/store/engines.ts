import { type OpenedStore, openFileStore } from './open-file-store.ts'
import { openPostgresStore } from './open-postgres-store.ts'

/** What holds on one engine holds on the other: for `describe.each`. */
export const engines: readonly (readonly [engine: string, open: (reader?: URL) => Promise<OpenedStore>])[] = [
  ['SQLite', async (reader) => openFileStore(reader)],
  ['PostgreSQL', (reader) => openPostgresStore(reader)],
]
