import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../errors.ts'

/** One gigabyte: ten million customers. */
const mostBytes = 1_000_000_000

/** An upload may be slow, but not stand still for so long, ms. */
const stillMs = 30_000

/**
 * Writes an upload into `file`, its size in bytes. Leaves nothing behind when it breaks off, stands still for `withinMs` or
 * is refused as too large.
 */
export async function spoolUpload(
  upload: AsyncIterable<Uint8Array>,
  file: string,
  withinMs = stillMs,
): Promise<number> {
  let bytes = 0
  const still = new AbortController()
  const timer = setTimeout(() => still.abort(), withinMs)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  try {
    await pipeline(
      upload,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          timer.refresh()
          if (bytes > mostBytes) throw new Refusal('too-large')
          yield chunk
        }
      },
      createWriteStream(file, { mode: 0o600 }),
      { signal: still.signal },
    )
    return bytes
  } catch (reason) {
    await rm(file, { force: true })
    throw still.signal.aborted ? new Refusal('bad-input', { cause: reason }) : reason
  } finally {
    clearTimeout(timer)
  }
}
