import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** The server's end of a WebSocket (RFC 6455) that tells texts, and hears no more of its client than that it goes. */
export interface TellingSocket {
  send(text: string): void
  destroy(): void
}

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const [final, text, closing] = [0x80, 0x1, 0x8]

/** Answers a request to upgrade. `gone` is called once, when the socket is closed from either side. */
export function acceptWebSocket(request: IncomingMessage, socket: Duplex, gone: () => void): TellingSocket {
  const accept = createHash('sha1')
    .update(`${request.headers['sec-websocket-key'] ?? ''}${guid}`)
    .digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  socket.on('data', (bytes: Buffer) => {
    if (((bytes[0] ?? 0) & 0xf) === closing) socket.end(Buffer.from([final | closing, 0]))
  })
  socket.on('error', () => {})
  socket.on('close', gone)
  return {
    send: (said) => void socket.write(frameOf(Buffer.from(said))),
    destroy: () => void socket.destroy(),
  }
}

/** One frame, not masked, as servers send. */
function frameOf(payload: Buffer): Buffer {
  const { length } = payload
  const head = length < 126 ? Buffer.alloc(2) : length < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10)
  head[0] = final | text
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127
  if (head.length === 4) head.writeUInt16BE(length, 2)
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}
