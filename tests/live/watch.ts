import { type LiveView, takeLive } from '../../src/desktop/live/live-view.ts'
import type { LiveMessage } from '../../src/wire/live-api.ts'
import { liveMessage } from '../../src/wire/live-api.ts'
import type { Desktop } from '../house.ts'

/** A page that watches, with the rules that the desktop has. */
export interface Watching {
  readonly messages: LiveMessage[]
  view(): LiveView | null
  until(fits: (view: LiveView) => boolean, ms?: number): Promise<LiveView>
}

export function watchLive(desk: Desktop): Watching {
  const messages: LiveMessage[] = []
  let held: LiveView | null = null
  let waiting: (() => void)[] = []
  desk.socket.on('live', (message) => {
    messages.push(liveMessage.parse(message))
    held = takeLive(held, message)
    if (!held) desk.socket.emit('watch-live')
    for (const look of waiting) look()
  })
  desk.socket.emit('watch-live')
  return {
    messages,
    view: () => held,
    until: (fits, ms = 20_000) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () =>
            reject(new Error(`waited in vain; calls: ${JSON.stringify([...(held?.calls.values() ?? [])])}`)),
          ms,
        )
        const look = (): void => {
          if (!held || !fits(held)) return
          clearTimeout(late)
          waiting = waiting.filter((one) => one !== look)
          resolve(held)
        }
        waiting.push(look)
        look()
      }),
  }
}
