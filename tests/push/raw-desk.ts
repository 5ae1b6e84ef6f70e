import { once } from 'node:events'
import { WebSocket } from 'ws'
import { closeLater } from './desk-house.ts'

/** A desktop made by hand, which can do what the stock client would not. Speaks Engine.IO 4 and Socket.IO 5. */
export interface RawDesk {
  readonly socket: WebSocket
  /** Everything that came, as it came. */
  readonly heard: string[]
  /** Sends an event as Socket.IO does. */
  say(event: string, ...what: unknown[]): void
  /** Resolves when the connection is over. */
  readonly closed: Promise<unknown>
}

export interface RawDeskSettings {
  readonly token?: string
  /** Does not begin, though it was let in. */
  readonly isSilent?: boolean
  /** Does not answer when it is asked whether it is there. */
  readonly isMute?: boolean
}

/** Resolves once it has its snapshot; where it is silent, once it was let in. */
export async function openRawDesk(
  url: string,
  { token = 'alice', isSilent = false, isMute = false }: RawDeskSettings = {},
): Promise<RawDesk> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/desktop/?EIO=4&transport=websocket`, {
    headers: { authorization: `Bearer ${token}` },
    perMessageDeflate: false,
  })
  closeLater({ close: () => socket.terminate() })
  const heard: string[] = []
  const closed = once(socket, 'close')
  const ready = new Promise<void>((resolve, reject) => {
    socket.on('error', reject)
    socket.on('message', (data) => {
      const text = data.toString()
      heard.push(text)
      if (text.startsWith('0{') && !isSilent) socket.send('40')
      if (text === '2' && !isMute) socket.send('3')
      if (text.startsWith('42["snapshot"') || (isSilent && text.startsWith('0{'))) resolve()
    })
  })
  await ready
  return { socket, heard, closed, say: (...event) => socket.send(`42${JSON.stringify(event)}`) }
}
