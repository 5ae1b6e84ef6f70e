import type { AgentNews } from '../call/agent-news.ts'
import type { CallEvent } from '../call/call-event.ts'
import { agentNewsIn } from './asterisk-agents.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import type { AsteriskSettings } from './asterisk-names.ts'
import { firstList, listAgain } from './asterisk-resync.ts'
import { type AsteriskServer, openSession, type Session, type SessionEnd } from './asterisk-session.ts'
import { asteriskStory } from './asterisk-story.ts'
import { deliverInOrder } from './deliver-in-order.ts'

export type AsteriskState = 'connecting' | 'connected' | 'refused' | 'lost'

export interface AsteriskConnectionSettings extends AsteriskSettings, AsteriskServer {
  /** First pause before connecting again, milliseconds; it doubles up to `longestPauseMs` (1 s, 30 s). */
  readonly firstPauseMs?: number
  readonly longestPauseMs?: number
  /** First pause after the server refused the credentials; it doubles up to fifteen minutes (1 min). */
  readonly refusedPauseMs?: number
  /** How often the list of all channels is asked for beside the events, milliseconds (2 min). */
  readonly listAgainMs?: number
}

export interface AsteriskWorld {
  /** Milliseconds since 1970. */
  now(): number
  /** 0 to 1. */
  random(): number
  report(state: AsteriskState, detail: string): void
  /**
   * A new connection knows all that is going on, and everything told until then is taken: ids of the conversations and
   * channels that live, and when they were asked for (ms since 1970). A call that is none of them is over.
   */
  found?(living: ReadonlySet<string>, askedAt: number): void
  /** What is said of agents counts until the state is another than `connected`. */
  hearAgent?(news: AgentNews): void
}

export interface AsteriskConnection {
  /** Resolves when the connection is closed, and what was heard is taken or was rejected once more. */
  close(): Promise<void>
  state(): AsteriskState
  /** Events heard and not yet taken. */
  waiting(): number
}

/** So many events not yet taken make us stop reading; Asterisk then holds the rest, and cuts us if it is too much. */
const mostWaiting = 10_000
const longestRefusedPauseMs = 15 * 60_000

/**
 * Listens to an Asterisk for as long as it is not closed. Connects again after each loss and then asks what is going
 * on: calls that ended meanwhile are ended, calls that nobody heard begin are taken up. `take` gets the events in their
 * order, one batch at a time; a batch that it rejects is given to it again, so it may see an event twice but misses none.
 */
export function connectAsterisk(
  settings: AsteriskConnectionSettings,
  take: (events: CallEvent[]) => Promise<void> | void,
  world: AsteriskWorld,
): AsteriskConnection {
  const story = asteriskStory(settings)
  const outbox = deliverInOrder(take, {
    retryAfterMs: settings.firstPauseMs ?? 1000,
    failed: (reason) => world.report(state, `events are not taken: ${reason}`),
    drained,
  })
  let state: AsteriskState = 'connecting'
  let session: Session | undefined
  let failures = 0
  let refusals = 0
  let pause: NodeJS.Timeout | undefined
  let closed = false
  let asking: NodeJS.Timeout | undefined
  let askedAt = 0
  let living: ReadonlySet<string> | null = null

  function drained(): void {
    session?.resume()
    const found = living
    living = null
    if (found) world.found?.(found, askedAt)
  }

  function become(next: AsteriskState, detail: string): void {
    state = next
    world.report(next, detail)
  }

  function connect(): void {
    become('connecting', `${settings.host}:${settings.port}`)
    session = openSession(settings, { signedIn, message, ended })
  }

  function signedIn(opened: Session, banner: string): void {
    refusals = 0
    become('connected', banner)
    // The answer to a Ping carries the server's clock, by which what is taken up is dated.
    opened.send('Ping')
    askedAt = world.now()
    opened.send('CoreShowChannels', { ActionID: firstList })
    opened.send('QueueStatus', { ActionID: 'greetline-queues' })
    const askAgain = () => opened.send('CoreShowChannels', { ActionID: listAgain })
    asking = setInterval(askAgain, settings.listAgainMs ?? 120_000).unref()
  }

  function message(heard: AmiMessage): void {
    if (heard.get('Response') === 'Error') reportRefusedAction(heard)
    const ofAgent = agentNewsIn(heard, settings.source)
    if (ofAgent) world.hearAgent?.(ofAgent)
    outbox.add(story.hear(heard, world.now()))
    if (heard.get('Event') === 'CoreShowChannelsComplete') listed(heard)
    if (outbox.size() > mostWaiting) session?.pause()
    if (heard.get('Event') === 'Shutdown') leave()
  }

  function listed(end: AmiMessage): void {
    failures = 0
    if (end.get('ActionID') === listAgain) return
    living = story.living()
    if (outbox.size() === 0) drained()
  }

  /** A clean stop hangs up every call before it says so; a killed Asterisk says nothing and just closes. */
  function leave(): void {
    session?.close()
    ended({ kind: 'lost', detail: 'Asterisk shuts down' })
  }

  /** The list of channels needs the write class `system`, `reporting` or `call` in manager.conf. */
  function reportRefusedAction(heard: AmiMessage): void {
    const action = heard.get('ActionID')
    if (action === listAgain) {
      clearInterval(asking)
      return
    }
    const name = action === firstList ? 'CoreShowChannels' : 'an action'
    world.report(state, `${name} is refused: ${heard.get('Message') ?? 'no reason given'}`)
  }

  function ended(end: SessionEnd): void {
    session = undefined
    living = null
    clearInterval(asking)
    become(end.kind, end.detail)
    pause = setTimeout(connect, end.kind === 'refused' ? pauseAfterRefusal() : pauseAfterLoss())
  }

  function pauseAfterLoss(): number {
    const longest = settings.longestPauseMs ?? 30_000
    const full = Math.min(longest, (settings.firstPauseMs ?? 1000) * 2 ** Math.min(failures++, 16))
    return full * (0.5 + world.random() / 2)
  }

  function pauseAfterRefusal(): number {
    const full = (settings.refusedPauseMs ?? 60_000) * 2 ** Math.min(refusals++, 16)
    return Math.min(longestRefusedPauseMs, full) * (0.75 + world.random() / 4)
  }

  connect()
  return {
    async close() {
      if (closed) return
      closed = true
      clearTimeout(pause)
      clearInterval(asking)
      session?.close()
      await outbox.close()
    },
    state: () => state,
    waiting: () => outbox.size(),
  }
}
