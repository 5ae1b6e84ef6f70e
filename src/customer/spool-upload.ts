import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../errors.ts'

/** One gigabyte: ten million customers. */
const mostBytes = 1_000_000_000

/** Writes an upload into `file`, its size in bytes. Leaves nothing behind when it breaks off or is refused as too large. */
export async function spoolUpload(upload: AsyncIterable<Uint8Array>, file: string): Promise<number> {
  let bytes = 0
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  try {
    await pipeline(
      upload,
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > mostBytes) throw new Refusal('too-large')
          yield chunk
        }
      },
      createWriteStream(file, { mode: 0o600 }),
    )
    return bytes
  } catch (reason) {
    await rm(file, { force: true })
    throw reason
  }
}
