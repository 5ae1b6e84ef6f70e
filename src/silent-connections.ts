import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Bounds the connections that have not sent a whole head of a request yet: they cost nothing to whoever opens them, and a
 * file descriptor and memory here. The oldest gives way, since whoever has something to say says it at once. Signed-in
 * desktops and connections that have asked before are not among them. Node itself closes them when its time for heads is
 * over. To be called when all other listeners are there.
 */
export function boundSilentConnections(http: Server, most: number): { count(): number } {
  const silent = new Set<Socket>()
  http.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
    const [oldest] = silent
    if (silent.size <= most || !oldest) return
    silent.delete(oldest)
    oldest.destroy()
  })
  const hasSpoken = ({ socket }: IncomingMessage): void => {
    silent.delete(socket)
  }
  http.on('request', hasSpoken)
  http.on('upgrade', hasSpoken)
  return { count: () => silent.size }
}
