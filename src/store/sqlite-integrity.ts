import { startThread } from '../start-thread.ts'
import type { CheckResult } from './store-trouble.ts'

/** What one pass has found wrong; nothing if it is sound. */
export interface IntegrityStep {
  readonly step: 'quick' | 'whole'
  readonly found: readonly string[]
}

export interface IntegrityCheck {
  /** After the quick pass: 0.25 s for each 100 MB or so. */
  readonly quick: Promise<CheckResult>
  /** After both. */
  readonly whole: Promise<CheckResult>
  stop(): Promise<void>
}

const workerFile = new URL('./sqlite-integrity-worker.ts', import.meta.url)

/**
 * Checks a database in a thread of its own, with a connection that only reads; calls go on meanwhile. The quick pass
 * misses some damage that the whole one finds. Contents have no checksum: a flipped letter in a name is found by neither.
 * Neither promise ever rejects.
 */
export function checkIntegrity(file: string, elapsed: () => number): IntegrityCheck {
  const began = elapsed()
  const { worker, end } = startThread(workerFile, { file })
  const quick = Promise.withResolvers<CheckResult>()
  const whole = Promise.withResolvers<CheckResult>()
  const settle = (result: CheckResult): void => {
    quick.resolve(result)
    whole.resolve(result)
  }
  worker.on('message', ({ step, found }: IntegrityStep) => {
    if (found.length > 0) settle({ kind: 'damaged', found })
    else if (step === 'quick') quick.resolve({ kind: 'sound', ms: elapsed() - began })
    else settle({ kind: 'sound', ms: elapsed() - began })
  })
  worker.on('error', (reason) => {
    settle({ kind: 'broken-off', why: reason instanceof Error ? reason.message : String(reason) })
  })
  worker.on('exit', () => settle({ kind: 'broken-off', why: 'the check was stopped' }))
  return { quick: quick.promise, whole: whole.promise, stop: end }
}
