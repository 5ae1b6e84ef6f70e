import type { Goodbye } from '../wire/desktop-events.ts'
import type { DesktopSocket } from './desktop-socket.ts'

/** A client that does not close in its turn is not waited for longer, ms. (ws by itself: half a minute.) */
export const lingerMs = 2000

/** Says why, closes, and frees what is held for the socket even where the client reads neither. */
export function cutDesktop(socket: DesktopSocket, reason: Goodbye['reason']): void {
  const line = socket.request.socket
  socket.emit('goodbye', { reason })
  socket.disconnect(true)
  setTimeout(() => line.destroy(), lingerMs).unref()
}
