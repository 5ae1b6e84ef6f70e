import {
  begin,
  type DeskView,
  emptyView,
  type Step,
  takeChange,
  takeHeartbeat,
  takeSnapshot,
} from '../../src/client/desk-view.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { monotonicMs } from '../clock.ts'
import { type BareWebsocket, openBareWebsocket } from './bare-websocket.ts'

/** One desktop. */
export interface LightDesk {
  readonly view: () => DeskView
  /** Since when nothing has been missing, by {@link monotonicMs}; NaN while something may be. */
  readonly wholeSince: () => number
  readonly attempts: () => number
  close(): void
}

interface LightDeskSettings {
  readonly url: string
  readonly cookie: string
  /** A change that was applied. */
  readonly changed: (pop: Pop, at: number) => void
  readonly wholeAgain: () => void
}

const firstPauseMs = 1000
const longestPauseMs = 5000

/**
 * What open-desktop.ts does (the version rule, and coming back after one to five seconds with half of it left to chance) on
 * a bare websocket: thousands of stock clients would cost several times what the server does.
 */
export function openLightDesk({ url, cookie, changed, wholeAgain }: LightDeskSettings): LightDesk {
  let view = emptyView
  let wholeSince = Number.NaN
  let failures = 0
  let attempts = 0
  let socket: BareWebsocket | null = null
  let isOver = false

  const take = ({ view: next, outcome }: Step): boolean => {
    view = next
    if (outcome === 'gap') {
      wholeSince = Number.NaN
      socket?.send('42["resync"]')
    }
    return outcome === 'applied'
  }

  const hear = (text: string): void => {
    if (text === '2') return void socket?.send('3')
    if (text.startsWith('0{')) return void socket?.send('40')
    if (text.startsWith('40')) {
      view = begin(view)
      failures = 0
      return
    }
    if (!text.startsWith('42[')) return
    const [name, said] = JSON.parse(text.slice(2))
    if (name === 'change' && take(takeChange(view, said)) && said.kind === 'pop')
      changed(said.pop, monotonicMs())
    if (name === 'heartbeat') take(takeHeartbeat(view, said.version))
    if (name === 'snapshot' && take(takeSnapshot(view, said)) && Number.isNaN(wholeSince)) {
      wholeSince = monotonicMs()
      wholeAgain()
    }
  }

  const connect = (): void => {
    attempts++
    socket = openBareWebsocket(
      {
        port: Number(new URL(url).port),
        path: '/v1/desktop/?EIO=4&transport=websocket',
        headers: { Cookie: cookie, Origin: url },
      },
      {
        heard: hear,
        closed() {
          wholeSince = Number.NaN
          if (!isOver) setTimeout(connect, pauseAfter(failures++))
        },
      },
    )
  }
  connect()
  return {
    view: () => view,
    wholeSince: () => wholeSince,
    attempts: () => attempts,
    close() {
      isOver = true
      socket?.close()
    },
  }
}

/** As Socket.IO's client reckons it: doubled each time, half of it more or less by chance, never more than the longest. */
function pauseAfter(failures: number): number {
  const ms = firstPauseMs * 2 ** Math.min(failures, 10)
  const deviation = Math.random() * 0.5 * ms
  return Math.min(longestPauseMs, Math.random() < 0.5 ? ms - deviation : ms + deviation)
}
