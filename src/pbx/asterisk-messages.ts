/** One message of the Asterisk Manager Interface: an event, a response, or an item of a list. */
export interface AmiMessage {
  /** Every header in the order in which it was sent; keys repeat (`ChanVariable`, `Output`). */
  readonly headers: readonly (readonly [key: string, value: string])[]
  /** The first header of that name, whatever its case: CEL writes `LinkedID` where all others write `Linkedid`. */
  get(key: string): string | undefined
  all(key: string): readonly string[]
}

export type AmiPiece =
  | { readonly kind: 'banner'; readonly text: string }
  | { readonly kind: 'message'; readonly message: AmiMessage }
  /** A message beyond the bound was thrown away; the stream goes on behind its end. */
  | { readonly kind: 'too-long' }

export interface AmiReader {
  /** Takes what one TCP read brought, cut anywhere, and returns what became whole by it. */
  read(bytes: Uint8Array): AmiPiece[]
}

const lineFeed = 0x0a
const carriageReturn = 0x0d
const bannerStart = 'Asterisk Call Manager/'

/**
 * Reads a manager session byte by byte: lines end with CRLF (or LF alone), a blank line ends a message, and the banner
 * is one line without a blank line behind it. A line is decoded when it is whole, so a cut inside a character does no
 * harm; bytes that are not UTF-8 become U+FFFD. `mostBytes` bounds one message.
 */
export function readAmi(mostBytes = 1_048_576): AmiReader {
  let rest: Buffer[] = []
  let size = 0
  let headers: [string, string][] = []
  let overlong = false

  function takeLine(line: Buffer): AmiPiece | undefined {
    const text = line.toString('utf8')
    if (text === '') return endMessage()
    if (overlong) return undefined
    if (headers.length === 0 && text.startsWith(bannerStart)) {
      size = 0
      return { kind: 'banner', text }
    }
    const colon = text.indexOf(':')
    if (colon > 0)
      headers.push([text.slice(0, colon), text.slice(text[colon + 1] === ' ' ? colon + 2 : colon + 1)])
    return undefined
  }

  function endMessage(): AmiPiece | undefined {
    const whole = headers
    const wasOverlong = overlong
    headers = []
    size = 0
    overlong = false
    if (wasOverlong) return { kind: 'too-long' }
    return whole.length > 0 ? { kind: 'message', message: amiMessage(whole) } : undefined
  }

  function keep(bytes: Buffer): void {
    size += bytes.length
    if (bytes.length > 0) rest.push(bytes)
    if (size <= mostBytes) return
    overlong = true
    headers = []
    // Enough of a line to tell a blank one, which ends the message.
    rest = [Buffer.from(Buffer.concat(rest).subarray(0, 2))]
  }

  return {
    read(bytes) {
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      const pieces: AmiPiece[] = []
      let start = 0
      for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
        keep(chunk.subarray(start, end))
        const piece = takeLine(withoutReturn(rest.length === 1 ? rest[0]! : Buffer.concat(rest)))
        rest = []
        if (piece) pieces.push(piece)
        start = end + 1
      }
      // A copy, so that a few bytes left over do not hold the whole read in memory.
      keep(Buffer.from(chunk.subarray(start)))
      return pieces
    },
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line[line.length - 1] === carriageReturn ? line.subarray(0, -1) : line
}

/** A message from its headers. */
export function amiMessage(headers: readonly (readonly [string, string])[]): AmiMessage {
  const first = new Map<string, string>()
  for (const [key, value] of headers) {
    const name = key.toLowerCase()
    if (!first.has(name)) first.set(name, value)
  }
  return {
    headers,
    get: (key) => first.get(key.toLowerCase()),
    all(key) {
      const name = key.toLowerCase()
      return headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value)
    },
  }
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/**
 * Undoes Asterisk's `ast_escape_c`, which it applies to `CallerIDName`, `ConnectedLineName` and the values of channel
 * variables, and to nothing else: `O\'Neil`, `=\?UTF-8\?Q\?…`.
 */
export function unescapeC(value: string): string {
  return value.includes('\\') ? value.replace(/\\(.)/gs, (_, sign: string) => escapes[sign] ?? sign) : value
}

/** A channel variable that `channelvars` in manager.conf adds to the events of a channel. */
export function channelVariable(message: AmiMessage, name: string): string | undefined {
  const start = `${name}=`
  const found = message.all('ChanVariable').find((one) => one.startsWith(start))
  return found === undefined ? undefined : unescapeC(found.slice(start.length))
}
