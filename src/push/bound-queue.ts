import type { DesktopConnection } from './desktop-socket.ts'

export interface QueueBounds {
  readonly packets: number
  readonly bytes: number
}

/** What is written to a websocket: a frame that was made once for many, or text. */
interface Packet {
  readonly data?: unknown
  readonly options?: { readonly wsPreEncodedFrame?: readonly Uint8Array[] }
}

/**
 * Calls back, once, when a desktop has not taken what it was sent and more comes: nothing else bounds that queue, and a
 * desktop that stopped reading took 450 MB in 45 s. What the operating system has taken does not count, and one packet of
 * any size passes when nothing else waits, so that a large snapshot gets through.
 */
export function boundQueue(connection: DesktopConnection, most: QueueBounds, exceeded: () => void): void {
  const line = connection.request.socket
  let waiting = { packets: 0, bytes: 0 }
  let isOver = false
  connection.on('packetCreate', (packet: Packet) => {
    if (isOver) return
    isOver = waiting.packets >= most.packets || waiting.bytes + line.writableLength >= most.bytes
    if (isOver) return exceeded()
    waiting.packets += 1
    waiting.bytes += sizeOf(packet)
  })
  // All that waits is handed to the websocket at once, as soon as that has written what it was handed before.
  connection.on('flush', () => {
    waiting = { packets: 0, bytes: 0 }
  })
}

function sizeOf({ data, options }: Packet): number {
  const frame = options?.wsPreEncodedFrame
  if (frame) return frame.reduce((sum, part) => sum + part.byteLength, 0)
  return typeof data === 'string' ? Buffer.byteLength(data) : 0
}
