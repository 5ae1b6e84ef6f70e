import type { AgentNews } from '../call/agent-news.ts'
import type { CallEvent } from '../call/call-event.ts'
import type { DialFailure } from '../wire/dial-news.ts'
import { agentNewsIn } from './asterisk-agents.ts'
import { type AmiMessage, channelVariable } from './asterisk-messages.ts'
import type { AsteriskSettings } from './asterisk-names.ts'
import { originating } from './asterisk-originate.ts'
import { firstList, listAgain } from './asterisk-resync.ts'
import { type AsteriskServer, openSession, type Session } from './asterisk-session.ts'
import { asteriskStory } from './asterisk-story.ts'
import { deliverInOrder } from './deliver-in-order.ts'
import {
  type ConnectionEnd,
  type ConnectionState,
  type ConnectionWorld,
  keepConnected,
  type Pauses,
  type SessionWatch,
} from './keep-connected.ts'
import type { Dialling, PlaceCall } from './originate.ts'

export interface AsteriskConnectionSettings extends AsteriskSettings, AsteriskServer, Pauses {
  /** How often the list of all channels is asked for beside the events, milliseconds (2 min). */
  readonly listAgainMs?: number
  /** How it is told to dial; absent where it is not to. */
  readonly dialling?: Dialling
}

export interface AsteriskWorld extends ConnectionWorld {
  /**
   * A new connection knows all that is going on, and everything told until then is taken: ids of the conversations and
   * channels that live, and when they were asked for (ms since 1970). A call that is none of them is over.
   */
  found?(living: ReadonlySet<string>, askedAt: number): void
  /** What is said of agents counts until the state is another than `connected`. */
  hearAgent?(news: AgentNews): void
  /** A call that was ordered came to nothing, since the agent's own phone was not reached. */
  dialFailed?(callId: string, why: DialFailure): void
}

export interface AsteriskConnection {
  /** Resolves when the connection is closed, and what was heard is taken or was rejected once more. */
  close(): Promise<void>
  state(): ConnectionState
  /** Events heard and not yet taken. */
  waiting(): number
  readonly place: PlaceCall
}

/** So many events not yet taken make us stop reading; Asterisk then holds the rest, and cuts us if it is too much. */
const mostWaiting = 10_000

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
  const dialled = originating(settings.dialling, world.dialFailed)
  let session: Session | undefined
  let asking: NodeJS.Timeout | undefined
  let askedAt = 0
  let living: ReadonlySet<string> | null = null
  let presentation: 'not looked at' | 'looked at' = 'not looked at'
  const outbox = deliverInOrder(take, {
    retryAfterMs: settings.firstPauseMs ?? 1000,
    failed: (reason) => connection.remark(`events are not taken: ${reason}`),
    drained,
  })

  function drained(): void {
    session?.resume()
    const found = living
    living = null
    if (found) world.found?.(found, askedAt)
  }

  function open(watch: SessionWatch): Session {
    const ended = (end: ConnectionEnd): void => {
      session = undefined
      living = null
      clearInterval(asking)
      watch.ended(end)
    }
    session = openSession(settings, {
      signedIn(opened, banner) {
        watch.signedIn(banner)
        askForAll(opened)
      },
      message(heard) {
        hear(heard)
        if (heard.get('Event') === 'CoreShowChannelsComplete') watch.works()
        if (heard.get('Event') !== 'Shutdown') return
        // A clean stop hangs up every call before it says so; a killed Asterisk says nothing and just closes.
        session?.close()
        ended({ kind: 'lost', detail: 'Asterisk shuts down' })
      },
      ended,
    })
    return session
  }

  function askForAll(opened: Session): void {
    // The answer to a Ping carries the server's clock, by which what is taken up is dated.
    opened.send('Ping')
    askedAt = world.now()
    opened.send('CoreShowChannels', { ActionID: firstList })
    opened.send('QueueStatus', { ActionID: 'greetline-queues' })
    const askAgain = () => opened.send('CoreShowChannels', { ActionID: listAgain })
    asking = setInterval(askAgain, settings.listAgainMs ?? 120_000).unref()
    presentation = 'not looked at'
  }

  function hear(heard: AmiMessage): void {
    dialled.hear(heard)
    if (heard.get('Response') === 'Error') remarkRefusal(heard)
    const ofAgent = agentNewsIn(heard, settings.source)
    if (ofAgent) world.hearAgent?.(ofAgent)
    if (presentation === 'not looked at' && heard.get('Event') === 'Newchannel') lookForPresentation(heard)
    outbox.add(story.hear(heard, world.now()))
    if (heard.get('Event') === 'CoreShowChannelsComplete') listed(heard)
    if (outbox.size() > mostWaiting) session?.pause()
  }

  function listed(end: AmiMessage): void {
    if (end.get('ActionID') === listAgain) return
    living = story.living()
    if (outbox.size() === 0) drained()
  }

  /** A number that must not be shown looks like any other where Asterisk is not told to say it. */
  function lookForPresentation(newChannel: AmiMessage): void {
    presentation = 'looked at'
    if (channelVariable(newChannel, 'CALLERID(num-pres)') !== undefined) return
    connection.remark(
      'withheld numbers cannot be told from others: add channelvars = CALLERID(num-pres) to [general] of manager.conf',
    )
  }

  /** The list of channels needs the write class `system`, `reporting` or `call` in manager.conf. */
  function remarkRefusal(heard: AmiMessage): void {
    const action = heard.get('ActionID')
    if (action === listAgain) {
      clearInterval(asking)
      return
    }
    const name = action === firstList ? 'CoreShowChannels' : 'an action'
    connection.remark(`${name} is refused: ${heard.get('Message') ?? 'no reason given'}`)
  }

  const connection = keepConnected(`${settings.host}:${settings.port}`, open, settings, world)
  return {
    async close() {
      connection.close()
      clearInterval(asking)
      await outbox.close()
    },
    state: connection.state,
    waiting: () => outbox.size(),
    place: (call) => dialled.place(connection.state() === 'connected' ? session : undefined, call),
  }
}
