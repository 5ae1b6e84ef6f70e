import { WebSocket } from 'ws'
import { monotonicMs } from './clock.ts'
import { sessionCookieOf } from './house.ts'
import { makeAgent } from './world.ts'

/** Thousands of desktops in one process. They note when which call's messages came, and do nothing else. */
export type DesktopsAsked =
  | {
      readonly kind: 'connect'
      readonly url: string
      /** How the server speaks: bare websocket messages, or Socket.IO as the product's desktop speaks it. */
      readonly speech: 'bare' | 'socket.io'
      readonly desktops: number
    }
  | { readonly kind: 'expect'; readonly run: number; readonly calls: number }
  | { readonly kind: 'collect' }
  | { readonly kind: 'disconnect' }

/** Instants by {@link monotonicMs}, one per call; NaN where nothing came. */
export interface Received {
  readonly offered: Float64Array
  readonly ended: Float64Array
  readonly count: number
  /** Messages of this run that came a second time, or that nobody waited for. */
  readonly surplus: number
  /** Connections that ended by themselves. */
  readonly cut: number
}

export type DesktopsSay =
  | { readonly kind: 'connected' }
  | { readonly kind: 'expecting' }
  | ({ readonly kind: 'collected' } & Received)
  | { readonly kind: 'failed'; readonly why: string }

/** At once in the handshake; more only makes the server's accept queue overflow. */
const connectingAtOnce = 50

let sockets: WebSocket[] = []
let run = { name: '', offered: new Float64Array(0), ended: new Float64Array(0), count: 0, surplus: 0 }
let cut = 0

process.on('message', (asked: DesktopsAsked) => {
  answer(asked).then(
    (said) => said && process.send?.(said),
    (reason: unknown) => process.send?.({ kind: 'failed', why: String(reason) } satisfies DesktopsSay),
  )
})
process.on('disconnect', () => process.exit(0))

async function answer(asked: DesktopsAsked): Promise<DesktopsSay | null> {
  switch (asked.kind) {
    case 'connect':
      await connectAll(asked)
      return { kind: 'connected' }
    case 'expect':
      run = {
        name: `:r${asked.run}-`,
        offered: new Float64Array(asked.calls).fill(Number.NaN),
        ended: new Float64Array(asked.calls).fill(Number.NaN),
        count: 0,
        surplus: 0,
      }
      return { kind: 'expecting' }
    case 'collect': {
      const { offered, ended, count, surplus } = run
      return { kind: 'collected', offered, ended, count, surplus, cut }
    }
    case 'disconnect': {
      const open = sockets
      sockets = []
      for (const socket of open) socket.removeAllListeners('close').terminate()
      cut = 0
      return null
    }
  }
}

async function connectAll(to: Extract<DesktopsAsked, { kind: 'connect' }>): Promise<void> {
  const places = Array.from({ length: to.desktops }, (_, place) => place)
  const connectSome = async (): Promise<void> => {
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
      sockets.push(await (to.speech === 'bare' ? connectBare(to.url, place) : connectSocketIo(to.url, place)))
    }
  }
  await Promise.all(Array.from({ length: connectingAtOnce }, connectSome))
}

function connectBare(url: string, place: number): Promise<WebSocket> {
  const { extension } = makeAgent(place)
  const socket = new WebSocket(`${url.replace('http', 'ws')}/desktop?agent=${extension}`, {
    perMessageDeflate: false,
  })
  return ready(socket, (message) => {
    note(message)
    return message === '{"ready":true}'
  })
}

/**
 * As much of Engine.IO 4 and Socket.IO 5 as a desktop needs: open, connect, answer pings, read events. The stock client
 * costs several times as much, and the benchmark would measure its own desktops.
 */
function connectSocketIo(url: string, place: number): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/desktop/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
    headers: { cookie: sessionCookieOf(makeAgent(place).id), origin: url },
  })
  return ready(socket, (message) => {
    if (message.startsWith('42["change"')) note(message)
    else if (message.startsWith('0{')) socket.send('40')
    else if (message === '2') socket.send('3')
    return message.startsWith('42["snapshot"')
  })
}

/** Resolves with the first message that `isReady`; later ones are given to it all the same. */
function ready(socket: WebSocket, isReady: (message: string) => boolean): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      if (isReady(data.toString('latin1', 0, 200))) resolve(socket)
    })
    socket.on('error', reject)
    socket.on('close', () => {
      cut++
      reject(new Error('a desktop was turned away'))
    })
  })
}

/** The call's name is `r<run>-<place>`; both servers put it and the state near the beginning of their message. */
function note(message: string): void {
  const at = monotonicMs()
  const begin = message.indexOf(run.name)
  if (begin < 0) return
  const place = Number.parseInt(message.slice(begin + run.name.length, begin + run.name.length + 9), 10)
  const instants = message.includes('"state":"closed"') ? run.ended : run.offered
  if (!Number.isNaN(instants[place] ?? 0)) {
    run.surplus++
    return
  }
  instants[place] = at
  run.count++
}
