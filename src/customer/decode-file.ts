import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** A file that is not what it should be, in words for the one who sent it. */
export class UnreadableFile extends Error {}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** How far a file has been read, bytes. */
export interface Place {
  bytes: number
}

/**
 * The text of a file in pieces, without its byte order mark. The whole file is looked at before the first piece is given,
 * so that a file in a wrong encoding is refused before anything of it is stored. Throws UnreadableFile.
 */
export async function* decodeFile(file: string, place: Place): AsyncGenerator<string> {
  const encoding = await findEncoding(file)
  for await (const _piece of decode(file, encoding, { bytes: 0 }));
  yield* decode(file, encoding, place)
}

async function* decode(file: string, encoding: Encoding, place: Place): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const read = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new UnreadableFile(wrongEncoding(encoding, place.bytes))
    }
  }
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    const text = read(chunk)
    place.bytes += chunk.length
    if (encoding === 'utf-8' && text.includes('\0')) {
      throw new UnreadableFile('The file holds NUL characters: it is not a CSV file in UTF-8.')
    }
    yield text
  }
  yield read()
}

function wrongEncoding(encoding: Encoding, bytes: number): string {
  const name = encoding === 'utf-8' ? 'UTF-8' : 'UTF-16'
  return `The file is not valid ${name} (after byte ${bytes}). Save it as "CSV UTF-8" and send it again.`
}

/** By its byte order mark. UTF-16 without one shows by its NUL bytes; guessing further would store wrong names. */
async function findEncoding(file: string): Promise<Encoding> {
  const handle = await open(file)
  try {
    const start = Buffer.alloc(64)
    const { bytesRead } = await handle.read(start, 0, start.length, 0)
    if (bytesRead === 0) throw new UnreadableFile('The file is empty.')
    if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
    if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
    if (start.subarray(0, bytesRead).includes(0)) {
      throw new UnreadableFile(
        'The file looks like UTF-16 without a byte order mark. Save it as "CSV UTF-8" and send it again.',
      )
    }
    return 'utf-8'
  } finally {
    await handle.close()
  }
}
