import { io, type Socket } from 'socket.io-client'
import type { DesktopSnapshot, DesktopToServer, ServerToDesktop } from '../../src/wire/desktop-events.ts'
import { password } from '../house.ts'

/** Signs in at a program in another process; the cookie to ask with. */
export async function signIn(url: string, login: string, origin = url): Promise<string> {
  const answer = await fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ login, password }),
  })
  if (answer.status !== 200) throw new Error(`sign-in of ${login}: ${answer.status}`)
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

export type DeskSocket = Socket<ServerToDesktop, DesktopToServer>

/** Opens a desktop that does not come back by itself; resolves with its first snapshot. */
export function openDesk(
  url: string,
  cookie: string,
  origin = url,
): Promise<{ socket: DeskSocket; snapshot: DesktopSnapshot }> {
  const socket: DeskSocket = io(url, {
    path: '/v1/desktop',
    transports: ['websocket'],
    extraHeaders: { cookie, origin },
    reconnection: false,
    forceNew: true,
  })
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('snapshot', (snapshot) => resolve({ socket, snapshot }))
  })
}
