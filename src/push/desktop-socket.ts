import type { Server, Socket } from 'socket.io'
import type { DesktopToServer, ServerToDesktop } from '../wire/desktop-events.ts'
import type { Who } from '../wire/routes.ts'
import type { RawJson } from './raw-json.ts'

interface DeskSocketData {
  who: Who
}

/** What goes out, of which the heavy part is JSON already. */
type Sent = Omit<ServerToDesktop, 'snapshot' | 'change' | 'live'> &
  Record<'snapshot' | 'change' | 'live', (body: RawJson) => void>

/** Socket.IO as it speaks to desktops. */
export type DesktopServer = Server<DesktopToServer, Sent, Record<string, never>, DeskSocketData>
export type DesktopSocket = Socket<DesktopToServer, Sent, Record<string, never>, DeskSocketData>

/** What lies below a {@link DesktopSocket}: Engine.IO's connection, there from the upgrade on. */
export type DesktopConnection = DesktopSocket['conn']

export const supervisorsRoom = 'supervisors'
const deskPrefix = 'desk:'

export function deskRoom(accountId: string): string {
  return `${deskPrefix}${accountId}`
}

/** Null for a room that is not a desk's. */
export function accountOfRoom(room: string): string | null {
  return room.startsWith(deskPrefix) ? room.slice(deskPrefix.length) : null
}

export function sessionRoom(sessionHash: string | null): string {
  return `session:${sessionHash ?? 'none'}`
}
