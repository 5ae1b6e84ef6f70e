import { allowance } from './allowance.ts'
import type { DesktopConnection } from './desktop-socket.ts'

/** Far more than a person makes. A kilobyte counts as a message, so that no other kind of frame goes free. */
const perSecond = 20
const burst = 60
/** Nothing more is read for so long, ms; what was sent meanwhile waits at the sender. */
const pauseMs = 1000
/** As often in a row that is borne, and once more after each half minute. */
const mostPauses = 5
const pausesPerSecond = 1 / 30

/** Engine.IO leaves the websocket at the request; pausing the TCP socket below it would be undone by it. */
interface Underlying {
  readonly websocket: { pause(): void; resume(): void }
}

/** Reads a desktop that sends too much more slowly, and calls back when it goes on all the same. */
export function slowDownFloods(
  connection: DesktopConnection,
  elapsed: () => number,
  goesOn: () => void,
): void {
  const { websocket } = connection.request as DesktopConnection['request'] & Underlying
  const line = connection.request.socket
  const maySend = allowance({ perSecond, burst, elapsed })
  const mayPause = allowance({ perSecond: pausesPerSecond, burst: mostPauses, elapsed })
  let state: 'reading' | 'paused' | 'over' = 'reading'

  const resume = (): void => {
    if (state !== 'paused') return
    state = 'reading'
    websocket.resume()
  }

  const count = (cost: number): void => {
    if (state !== 'reading' || maySend(cost)) return
    websocket.pause()
    state = mayPause() ? 'paused' : 'over'
    if (state === 'paused') setTimeout(resume, pauseMs).unref()
    else goesOn()
  }

  connection.on('packet', () => count(1))
  line.on('data', (bytes: Uint8Array) => count(bytes.byteLength / 1024))
}
