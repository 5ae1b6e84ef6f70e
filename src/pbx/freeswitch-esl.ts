import type { AgentNews } from '../call/agent-news.ts'
import type { CallEvent } from '../call/call-event.ts'
import type { DialFailure } from '../wire/dial-news.ts'
import { deliverInOrder } from './deliver-in-order.ts'
import { callcenterAgents } from './freeswitch-agents.ts'
import { type FreeswitchEvent, readPlainEvent } from './freeswitch-events.ts'
import type { FreeswitchSettings } from './freeswitch-names.ts'
import { jobEvent, originating } from './freeswitch-originate.ts'
import { channelsIn, rowsIn } from './freeswitch-resync.ts'
import { type EslSession, type FreeswitchServer, openEslSession } from './freeswitch-session.ts'
import { type Comparison, freeswitchStory, wantedEvents } from './freeswitch-story.ts'
import { type ConnectionState, type ConnectionWorld, keepConnected, type Pauses } from './keep-connected.ts'
import type { Dialling, PlaceCall } from './originate.ts'

export interface FreeswitchConnectionSettings extends FreeswitchSettings, FreeswitchServer, Pauses {
  /** How often what is known is compared with the list of all channels, milliseconds (1 min). */
  readonly compareEveryMs?: number
  /** How it is told to dial; absent where it is not to. */
  readonly dialling?: Dialling
}

export interface FreeswitchWorld extends ConnectionWorld {
  /**
   * A new connection knows all that is going on, and everything told until then is taken: ids of the calls and legs that
   * live, and when they were asked for (ms since 1970). A call that is none of them is over.
   */
  found?(living: ReadonlySet<string>, askedAt: number): void
  /** What is said of agents counts until the state is another than `connected`. */
  hearAgent?(news: AgentNews): void
  /** A call that was ordered came to nothing, since the agent's own phone was not reached. */
  dialFailed?(callId: string, why: DialFailure): void
}

export interface FreeswitchConnection {
  /** Resolves when the connection is closed, and what was heard is taken or was rejected once more. */
  close(): Promise<void>
  state(): ConnectionState
  /** Events heard and not yet taken. */
  waiting(): number
  readonly place: PlaceCall
  /** By how much the phone system's clock is ahead of ours, milliseconds. */
  clockAhead(): number
}

/** So many events not yet taken make us stop reading; FreeSWITCH then holds the rest. */
const mostWaiting = 10_000
/** Of a list that is longer, the rest is known from its next event. */
const mostDumps = 5_000

/**
 * Listens to a FreeSWITCH for as long as it is not closed. Connects again after each loss and then asks what is going on:
 * calls that ended meanwhile are ended, calls that nobody heard begin are taken up. The same is asked every minute, as
 * FreeSWITCH drops events for a listener that falls behind. `take` gets the events in their order, one batch at a time; a
 * batch that it rejects is given to it again, so it may see an event twice but misses none.
 */
export function connectFreeswitch(
  settings: FreeswitchConnectionSettings,
  take: (events: CallEvent[]) => Promise<void> | void,
  world: FreeswitchWorld,
): FreeswitchConnection {
  const story = freeswitchStory(settings)
  const agents = callcenterAgents(settings.source, story.agentCalled)
  const dialled = originating(settings.dialling, world.dialFailed)
  let session: EslSession | undefined
  let comparing: NodeJS.Timeout | undefined
  let found: { living: ReadonlySet<string>; askedAt: number } | null = null
  const outbox = deliverInOrder(take, {
    retryAfterMs: settings.firstPauseMs ?? 1000,
    failed: (reason) => connection.remark(`events are not taken: ${reason}`),
    drained,
  })

  function drained(): void {
    session?.resume()
    const all = found
    found = null
    if (all) world.found?.(all.living, all.askedAt)
  }

  function heard(event: FreeswitchEvent): void {
    tell(story.hear(event, world.now()))
    tellAgents(agents.hear(event))
    dialled.hear(event)
  }

  function tellAgents(news: readonly AgentNews[]): void {
    for (const one of news) world.hearAgent?.(one)
  }

  function tell(events: CallEvent[]): void {
    outbox.add(events)
    if (outbox.size() > mostWaiting) session?.pause()
  }

  /**
   * The time, since what is found is dated by it; the agents before the legs, since a leg that a queue has made may be told
   * by no more than the agent's name.
   */
  function askForAll(opened: EslSession, works: () => void): void {
    opened.ask(`event json ${wantedEvents}`, (reply) => {
      if (reply.isError) connection.remark(`the events are refused: ${reply.text}`)
    })
    // Asked for by itself: an access list that knows it not yet would refuse all.
    if (settings.dialling) opened.ask(`event json ${jobEvent}`)
    opened.ask('api strepoch', ({ text }) => {
      if (/^\d+$/.test(text)) story.clock(Number(text) * 1000, world.now())
    })
    opened.ask('api callcenter_config agent list', (reply) => {
      story.agents(reply.text)
      opened.ask('api callcenter_config tier list', (tiers) =>
        tellAgents(agents.listed(reply.text, tiers.text)),
      )
    })
    const askedAt = world.now()
    compare(opened, 'at-once', (listed) => {
      works()
      // What is listed lives, also where no more could be learnt of it.
      found = { living: new Set([...story.living(), ...listed]), askedAt }
      if (outbox.size() === 0) drained()
    })
    askForQueues(opened)
  }

  function compare(
    opened: EslSession,
    missing: 'at-once' | 'second-time',
    done: (listed: readonly string[]) => void = () => {},
  ): void {
    const comparison = story.compare(missing)
    opened.ask('api show channels as json', (reply) => {
      const channels = channelsIn(reply.text)
      if (!channels) {
        connection.remark(`the list of channels is refused: ${reply.text.slice(0, 200)}`)
        return clearInterval(comparing)
      }
      askForStrange(opened, comparison, channels)
      // Answered behind all that was asked.
      opened.ask('api strepoch', () => {
        tell(comparison.taken(world.now()))
        done(channels)
      })
    })
  }

  function askForStrange(opened: EslSession, comparison: Comparison, channels: readonly string[]): void {
    const { strange, events } = comparison.listed(channels, world.now())
    tell(events)
    for (const id of strange.slice(0, mostDumps)) {
      opened.ask(`api uuid_dump ${id}`, (dump) => {
        if (!dump.isError) comparison.dumped(readPlainEvent(dump.text))
      })
    }
  }

  function askForQueues(opened: EslSession): void {
    opened.ask('api callcenter_config queue list', (reply) => {
      for (const { name = '' } of rowsIn(reply.text)) {
        if (!/^\S+$/.test(name)) continue
        opened.ask(`api callcenter_config queue list members ${name}`, (members) =>
          tell(story.waiting(name, members.text, world.now())),
        )
      }
    })
  }

  const connection = keepConnected(
    `${settings.host}:${settings.port}`,
    (watch) => {
      session = openEslSession(settings, {
        signedIn(opened) {
          watch.signedIn('event socket')
          askForAll(opened, watch.works)
          comparing = setInterval(() => compare(opened, 'second-time'), settings.compareEveryMs ?? 60_000)
          comparing.unref()
        },
        event: heard,
        ended(end) {
          session = undefined
          found = null
          clearInterval(comparing)
          watch.ended(end)
        },
      })
      return session
    },
    settings,
    world,
  )

  return {
    async close() {
      clearInterval(comparing)
      connection.close()
      await outbox.close()
    },
    state: () => connection.state(),
    waiting: () => outbox.size(),
    place: (call) => dialled.place(connection.state() === 'connected' ? session : undefined, call),
    clockAhead: () => story.clockAhead(),
  }
}
