/** One message of the event socket: a few headers and, where `Content-Length` says so, a body. */
export interface EslFrame {
  /** `auth/request`, `command/reply`, `api/response`, `text/event-json`, `text/event-plain`, `text/disconnect-notice`… */
  readonly contentType: string
  /** A header by the name that FreeSWITCH writes. */
  get(header: string): string | undefined
  /** Decoded as UTF-8; bytes that are not become U+FFFD. Empty where there is none. */
  readonly body: string
}

export type EslPiece =
  | { readonly kind: 'frame'; readonly frame: EslFrame }
  /** A message beyond the bound was thrown away; the stream goes on behind its end. */
  | { readonly kind: 'too-long' }

export interface EslReader {
  /** Takes what one TCP read brought, cut anywhere, and returns what became whole by it. */
  read(bytes: Uint8Array): EslPiece[]
}

interface Head {
  readonly headers: ReadonlyMap<string, string>
  /** Bytes of the body, by `Content-Length`. */
  readonly length: number
}

const lineFeed = 0x0a
const longestHead = 65_536

/**
 * Reads an event socket: header lines that end with LF, a blank line, then as many bytes as `Content-Length` says. A body
 * is decoded when it is whole, so a cut inside a character does no harm. `mostBytes` bounds a body; the list of all
 * channels of a large house takes a few megabytes.
 */
export function readEsl(mostBytes = 67_108_864): EslReader {
  let line: Buffer[] = []
  let headers = new Map<string, string>()
  let headSize = 0
  let head: Head | undefined
  let body: Buffer[] = []
  let missing = 0

  function takeLine(bytes: Buffer): EslPiece | undefined {
    headSize += bytes.length
    const text = bytes.toString('utf8').replace(/\r$/, '')
    if (text === '') return endHead()
    if (headSize > longestHead) return undefined
    const colon = text.indexOf(':')
    const name = text.slice(0, colon)
    if (colon > 0 && !headers.has(name)) headers.set(name, text.slice(colon + 1).trimStart())
    return undefined
  }

  function endHead(): EslPiece | undefined {
    const ended = {
      headers,
      length: Math.max(0, Number.parseInt(headers.get('Content-Length') ?? '0', 10) || 0),
    }
    const wasTooLong = headSize > longestHead
    headers = new Map()
    headSize = 0
    if (wasTooLong) return { kind: 'too-long' }
    if (ended.headers.size === 0) return undefined
    if (ended.length === 0) return frameOf(ended, '')
    head = ended
    missing = ended.length
    return undefined
  }

  /** Takes what belongs to the body; returns how many bytes that were. */
  function takeBody(bytes: Buffer): number {
    const part = bytes.subarray(0, missing)
    missing -= part.length
    if (head && head.length <= mostBytes) body.push(part)
    return part.length
  }

  function endBody(ended: Head): EslPiece {
    const text = Buffer.concat(body).toString('utf8')
    head = undefined
    body = []
    return ended.length > mostBytes ? { kind: 'too-long' } : frameOf(ended, text)
  }

  return {
    read(bytes) {
      // A copy: what is left over must not hold on to the socket's buffer.
      const chunk = Buffer.from(bytes)
      const pieces: EslPiece[] = []
      for (let start = 0; start < chunk.length; ) {
        let piece: EslPiece | undefined
        if (head) {
          start += takeBody(chunk.subarray(start))
          piece = missing === 0 ? endBody(head) : undefined
        } else {
          const end = chunk.indexOf(lineFeed, start)
          line.push(chunk.subarray(start, end < 0 ? undefined : end))
          start = end < 0 ? chunk.length : end + 1
          line = bounded(line)
          if (end >= 0) piece = takeLine(Buffer.concat(line.splice(0)))
        }
        if (piece) pieces.push(piece)
      }
      return pieces
    },
  }
}

/** A line that never ends is no header: enough of it is kept to see that it is too long. */
function bounded(line: Buffer[]): Buffer[] {
  const size = line.reduce((sum, part) => sum + part.length, 0)
  return size <= longestHead * 2 ? line : [Buffer.concat(line).subarray(0, longestHead + 1)]
}

function frameOf({ headers }: Head, body: string): EslPiece {
  const frame = {
    contentType: headers.get('Content-Type') ?? '',
    get: (header: string) => headers.get(header),
    body,
  }
  return { kind: 'frame', frame }
}
