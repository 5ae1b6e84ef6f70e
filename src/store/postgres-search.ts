import { type SearchThread, startSearchThread } from './search-thread.ts'

const workerFile = new URL('./postgres-search-worker.ts', import.meta.url)

/**
 * One thread that searches the database of `url`, on a few connections of its own, so that no search ever takes one from
 * the path of a call. `reader`: see openSearchThread of SQLite.
 */
export function openPostgresSearch(url: string, reader: URL): SearchThread {
  return startSearchThread(workerFile, { url, reader: reader.href })
}
