import { type SearchThread, startSearchThread } from './search-thread.ts'

const workerFile = new URL('./sqlite-search-worker.ts', import.meta.url)

/**
 * One thread that searches `file` (a file: `:memory:` cannot be shared with a thread). `reader` is the URL of a module of
 * the shape SearchReader (history/search-reader.ts): the store knows no room, and a function does not cross to a thread.
 */
export function openSearchThread(file: string, reader: URL): SearchThread {
  return startSearchThread(workerFile, { file, reader: reader.href })
}
