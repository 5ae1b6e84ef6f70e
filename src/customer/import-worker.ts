import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { workInBackground } from '../work-in-background.ts'
import { UnreadableFile } from './decode-file.ts'
import { parseImport } from './parse-import.ts'
import type { ImportMessage, ImportThreadData, NumberReaderModule } from './parse-in-thread.ts'

workInBackground()

/** The import thread: parses a file and waits after every batch until it has been written. */
const { order, numbers } = workerData as ImportThreadData
const port = parentPort
if (!port) throw new Error('this file is run as a thread')
const say = (message: ImportMessage): void => port.postMessage(message)

try {
  const { openNumberReader } = (await import(numbers.module)) as NumberReaderModule
  for await (const batch of parseImport(order, openNumberReader(numbers.settings))) {
    const written = once(port, 'message')
    say({ kind: 'batch', batch })
    await written
  }
  say({ kind: 'done' })
} catch (reason) {
  if (!(reason instanceof UnreadableFile)) throw reason
  say({ kind: 'unreadable', message: reason.message })
} finally {
  port.close()
}
