import { Worker } from 'node:worker_threads'
import { UnreadableFile } from './decode-file.ts'
import type { ParsedBatch, ParseOrder } from './parse-import.ts'
import type { ReadNumber } from './read-numbers.ts'

/** The shape of the module that a thread loads its number reading from: a function does not cross to a thread. */
export interface NumberReaderModule {
  openNumberReader(settings: unknown): ReadNumber
}

/** Where that module is (a file URL), and what it is opened with; `settings` must survive structured cloning. */
export interface NumberReaderAddress {
  readonly module: string
  readonly settings: unknown
}

export interface ImportThreadData {
  readonly order: ParseOrder
  readonly numbers: NumberReaderAddress
}

export type ImportMessage =
  | { readonly kind: 'batch'; readonly batch: ParsedBatch }
  | { readonly kind: 'done' }
  | { readonly kind: 'unreadable'; readonly message: string }

const workerFile = new URL('./import-worker.ts', import.meta.url)

/**
 * Parses on a thread of its own. The thread goes on only when the next batch is asked for, so it is never more than one
 * batch ahead of what is written. Throws UnreadableFile, or what ended the thread; ends the thread when it is left early.
 */
export async function* parseInThread(
  order: ParseOrder,
  numbers: NumberReaderAddress,
): AsyncGenerator<ParsedBatch> {
  const worker = new Worker(workerFile, { workerData: { order, numbers } satisfies ImportThreadData })
  try {
    for (let first = true; ; first = false) {
      const next = nextMessage(worker)
      if (!first) worker.postMessage('go on')
      const message = await next
      if (message.kind === 'done') return
      if (message.kind === 'unreadable') throw new UnreadableFile(message.message)
      yield message.batch
    }
  } finally {
    await worker.terminate()
  }
}

function nextMessage(worker: Worker): Promise<ImportMessage> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      done()
    }
    const onMessage = (message: ImportMessage): void => settle(() => resolve(message))
    const onError = (reason: unknown): void => settle(() => reject(reason))
    const onExit = (code: number): void =>
      settle(() => reject(new Error(`the import thread ended with code ${code}`)))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}
