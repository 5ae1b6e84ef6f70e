import type { CallEvent } from '../call/call-event.ts'
import { deliverInOrder } from './deliver-in-order.ts'
import { type ConnectionState, type ConnectionWorld, keepConnected, type Pauses } from './keep-connected.ts'
import { openThreecxSession, type ThreecxServer } from './threecx-session.ts'
import { threecxStory } from './threecx-story.ts'

export interface ThreecxConnectionSettings extends ThreecxServer, Pauses {
  readonly source: string
  /** How long a call that nobody rings or speaks on may be taken up again, milliseconds (3 s). */
  readonly lingerMs?: number
}

export interface ThreecxWorld extends ConnectionWorld {
  /** A new connection knows all that is going on, and everything told until then is taken; as for FreeSWITCH. */
  found?(living: ReadonlySet<string>, askedAt: number): void
}

export interface ThreecxConnection {
  /** Resolves when the connection is closed, and what was heard is taken or was rejected once more. */
  close(): Promise<void>
  state(): ConnectionState
  /** Events heard and not yet taken. */
  waiting(): number
}

/**
 * Listens to the call control of a 3CX for as long as it is not closed. Connects again after each loss and then asks what
 * is going on. `take` gets the events in their order; a batch that it rejects is given to it again.
 */
export function connectThreecx(
  settings: ThreecxConnectionSettings,
  take: (events: CallEvent[]) => Promise<void> | void,
  world: ThreecxWorld,
): ThreecxConnection {
  const lingerMs = settings.lingerMs ?? 3000
  const story = threecxStory({ source: settings.source, lingerMs })
  let found: { living: ReadonlySet<string>; askedAt: number } | null = null
  const outbox = deliverInOrder(take, {
    retryAfterMs: settings.firstPauseMs ?? 1000,
    failed: (reason) => connection.remark(`events are not taken: ${reason}`),
    drained,
  })

  function drained(): void {
    const all = found
    found = null
    if (all) world.found?.(all.living, all.askedAt)
  }

  const connection = keepConnected(
    settings.url,
    (watch) => {
      let signedInAt = 0
      return openThreecxSession(settings, {
        signedIn() {
          signedInAt = world.now()
          watch.signedIn('call control')
        },
        all(lines, isFirst) {
          outbox.add(story.compare(lines, isFirst ? 'at-once' : 'second-time', world.now()))
          if (!isFirst) return
          watch.works()
          found = { living: story.living(), askedAt: signedInAt }
          if (outbox.size() === 0) drained()
        },
        heard: (participant) => outbox.add(story.hear(participant, world.now())),
        gone: (dn, id) => outbox.add(story.gone(dn, id, world.now())),
        ended(end) {
          found = null
          watch.ended(end)
        },
      })
    },
    settings,
    world,
  )
  const clock = setInterval(() => outbox.add(story.passTime(world.now())), Math.min(250, lingerMs))
  clock.unref()

  return {
    async close() {
      clearInterval(clock)
      connection.close()
      await outbox.close()
    },
    state: () => connection.state(),
    waiting: () => outbox.size(),
  }
}
