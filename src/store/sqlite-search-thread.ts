import { Refusal } from '../errors.ts'
import { type SearchThread, startSearchThread } from './search-thread.ts'
import { isStorageFault } from './sqlite-faults.ts'

const workerFile = new URL('./sqlite-search-worker.ts', import.meta.url)

/**
 * One thread that searches `file` (a file: `:memory:` cannot be shared with a thread). `reader` is the URL of a module of
 * the shape SearchReader (history/search-reader.ts): the store knows no room, and a function does not cross to a thread.
 * `failed` hears what the disk did to a search, which is then refused as `store-unavailable`.
 */
export function openSearchThread(
  file: string,
  reader: URL,
  failed: (reason: unknown) => void = () => undefined,
): SearchThread {
  const thread = startSearchThread(workerFile, { file, reader: reader.href })
  const refuse = (reason: unknown): never => {
    if (!isStorageFault(reason)) throw reason
    failed(reason)
    throw new Refusal('store-unavailable', { cause: reason })
  }
  return {
    searchInteractions: (...order) => thread.searchInteractions(...order).catch(refuse),
    countInteractions: (...order) => thread.countInteractions(...order).catch(refuse),
    findCustomersByName: (...order) => thread.findCustomersByName(...order).catch(refuse),
    close: thread.close,
  }
}
