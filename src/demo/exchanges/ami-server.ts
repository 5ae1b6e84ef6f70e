import { createHash } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { type AmiMessage, readAmi } from '../../pbx/asterisk-messages.ts'

/** A small Asterisk manager interface on a real port, for as far as signing in, lists and events go. */
export interface AmiServer {
  readonly port: number
  /** Actions of all sessions, in order: `Login crm`, `Ping`, … */
  readonly actions: string[]
  /** Orders to dial, whole. */
  readonly originates: AmiMessage[]
  sessions(): number
  /** What `CoreShowChannels` and `QueueStatus` list from now on: blocks of headers. */
  list(channels: string[], queueEntries?: string[]): void
  say(text: string): void
  /** Cuts every session, as a killed server does. */
  cut(): void
  /** Stays connected and answers nothing any more, as a server does whose network has gone. */
  fallSilent(): void
  close(): Promise<void>
}

export interface AmiServerTraits {
  readonly secret?: string
  /** Writes each answer in pieces of so many bytes. */
  readonly pieces?: number
  readonly refuses?: readonly string[]
  /** What the lists say at each question; without it what `list` was last told. */
  readonly lists?: () => AmiLists
}

export interface AmiLists {
  /** Blocks of headers. */
  readonly channels: readonly string[]
  readonly queueEntries: readonly string[]
}

export async function startAmiServer(traits: AmiServerTraits = {}, port = 0): Promise<AmiServer> {
  const sockets = new Set<Socket>()
  const actions: string[] = []
  const originates: AmiMessage[] = []
  let listed: AmiLists = { channels: [], queueEntries: [] }
  let silent = false

  async function write(socket: Socket, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    const size = traits.pieces ?? bytes.length
    for (let start = 0; start < bytes.length; start += size) {
      socket.write(bytes.subarray(start, start + size))
      if (traits.pieces) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  function answer(action: AmiMessage, state: { challenge: string }): string {
    const name = action.get('Action') ?? ''
    const id = action.get('ActionID')
    const head = (response: string) => `Response: ${response}\r\n${id ? `ActionID: ${id}\r\n` : ''}`
    if (traits.refuses?.includes(name)) return `${head('Error')}Message: Permission denied\r\n\r\n`
    if (name === 'Challenge') return `${head('Success')}Challenge: ${state.challenge}\r\n\r\n`
    if (name === 'Login') {
      const key = createHash('md5')
        .update(`${state.challenge}${traits.secret ?? 'crmsecret'}`)
        .digest('hex')
      const known = action.get('Key') === key && action.get('Secret') === undefined
      return known
        ? `${head('Success')}Message: Authentication accepted\r\n\r\n`
        : `${head('Error')}Message: Authentication failed\r\n\r\n`
    }
    if (name === 'Ping') return `${head('Success')}Ping: Pong\r\nTimestamp: 1795360315.450653\r\n\r\n`
    if (name === 'Originate') {
      originates.push(action)
      return `${head('Success')}Message: Originate successfully queued\r\n\r\n`
    }
    const { channels, queueEntries } = traits.lists?.() ?? listed
    if (name === 'CoreShowChannels') {
      const rows = channels.map((row) => `Event: CoreShowChannel\r\nActionID: ${id}\r\n${row}\r\n`).join('')
      return `${head('Success')}EventList: start\r\nMessage: Channels will follow\r\n\r\n${rows}Event: CoreShowChannelsComplete\r\nActionID: ${id}\r\nEventList: Complete\r\nListItems: ${channels.length}\r\n\r\n`
    }
    const rows = queueEntries.map((row) => `Event: QueueEntry\r\n${row}ActionID: ${id}\r\n\r\n`).join('')
    return `${head('Success')}EventList: start\r\nMessage: Queue status will follow\r\n\r\n${rows}Event: QueueStatusComplete\r\nActionID: ${id}\r\n\r\n`
  }

  const server: Server = createServer((socket) => {
    sockets.add(socket)
    const state = { challenge: String(100_000_000 + actions.length) }
    const reader = readAmi()
    let turn = write(socket, 'Asterisk Call Manager/11.0.0\r\n')
    socket.on('data', (bytes) => {
      for (const piece of reader.read(bytes)) {
        if (piece.kind !== 'message') continue
        const { message } = piece
        actions.push([message.get('Action'), message.get('Username')].filter(Boolean).join(' '))
        if (silent) continue
        const text = answer(message, state)
        turn = turn.then(() => write(socket, text))
        if (text.includes('Authentication failed')) turn = turn.then(() => void socket.end())
      }
    })
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    actions,
    originates,
    sessions: () => sockets.size,
    list(channels, queueEntries = []) {
      listed = { channels, queueEntries }
    },
    say(text) {
      for (const socket of sockets) void write(socket, text)
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    fallSilent() {
      silent = true
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
