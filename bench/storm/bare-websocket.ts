import { connect } from 'node:net'

/** As much of RFC 6455 as a desktop needs, at a quarter of what a whole implementation costs. */
export interface BareWebsocket {
  /** Short text, in one frame. */
  send(text: string): void
  close(): void
}

interface Ears {
  readonly heard: (text: string) => void
  /** Once, whether it was open or never came to be. */
  readonly closed: () => void
}

const handshakeMs = 20_000
const textFrame = 0x81
const closeFrame = 0x88
const masked = 0x80

export function openBareWebsocket(
  at: { port: number; path: string; headers: Readonly<Record<string, string>> },
  { heard, closed }: Ears,
): BareWebsocket {
  const socket = connect(at.port, '127.0.0.1').setNoDelay(true)
  let state: 'asking' | 'open' = 'asking'
  let kept: Buffer = Buffer.alloc(0)

  const readAnswer = (): void => {
    const end = kept.indexOf('\r\n\r\n')
    if (end < 0) return
    if (!kept.toString('latin1', 0, 12).endsWith('101')) return void socket.destroy()
    state = 'open'
    socket.setTimeout(0)
    kept = kept.subarray(end + 4)
  }

  const readFrames = (): void => {
    for (let frame = frameIn(kept); frame; frame = frameIn(kept)) {
      kept = kept.subarray(frame.end)
      if (frame.kind === textFrame) heard(frame.body.toString())
      else if (frame.kind === closeFrame) return void socket.destroy()
    }
  }

  socket.on('connect', () => socket.write(requestOf(at)))
  socket.on('data', (bytes: Buffer) => {
    kept = kept.length === 0 ? bytes : Buffer.concat([kept, bytes])
    if (state === 'asking') readAnswer()
    if (state === 'open') readFrames()
  })
  socket.setTimeout(handshakeMs, () => socket.destroy())
  socket.on('error', () => undefined)
  socket.on('end', () => socket.destroy())
  socket.on('close', closed)
  return {
    send(text) {
      // A mask of zeros leaves the text as it is.
      const head = Buffer.of(textFrame, masked | text.length, 0, 0, 0, 0)
      if (state === 'open') socket.write(Buffer.concat([head, Buffer.from(text)]))
    },
    close: () => void socket.destroy(),
  }
}

function requestOf({ port, path, headers }: Parameters<typeof openBareWebsocket>[0]): string {
  const all = {
    Host: `127.0.0.1:${port}`,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`
}

/** The first whole frame of what has come; servers do not mask. */
function frameIn(bytes: Buffer): { kind: number; body: Buffer; end: number } | null {
  if (bytes.length < 2) return null
  const [kind = 0, short = 0] = bytes
  const begin = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < begin) return null
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  const end = begin + length
  return bytes.length < end ? null : { kind, body: bytes.subarray(begin, end), end }
}
