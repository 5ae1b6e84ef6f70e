import type { IncomingMessage } from 'node:http'
import type { Who } from '../wire/routes.ts'
import type { DesktopSocket } from './desktop-socket.ts'

/** Sessions read at a stretch: under a millisecond. */
const sessionsAtOnce = 20

/** Cuts those whose session is over, or who were given other rights than the socket was opened with. */
export async function cutStrangers(
  sockets: Iterable<DesktopSocket>,
  identify: (request: IncomingMessage) => Promise<Who | null>,
  cut: (socket: DesktopSocket) => void,
): Promise<void> {
  let read = 0
  for (const socket of sockets) {
    // A store that answers at once would otherwise hold up every pop until thousands are read.
    if (++read % sessionsAtOnce === 0) await new Promise((resolve) => setImmediate(resolve))
    const who = await identify(socket.request)
    if (who && who.role === socket.data.who.role) continue
    cut(socket)
  }
}
