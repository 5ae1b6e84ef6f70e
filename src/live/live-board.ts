import type { LiveCallRow, LiveCount } from '../store/live-store.ts'
import type { Store } from '../store/store.ts'
import type { LiveEntry } from '../wire/live-api.ts'
import type { SeenTeams } from '../wire/teams.ts'
import { type LiveChannel, openChannel } from './live-channel.ts'
import type { Line, LiveState } from './live-state.ts'
import { type AgentAccount, type PhoneStanding, showAgents } from './show-agents.ts'
import { type Shown, showCall, teamOfCall } from './show-calls.ts'

export interface LiveBoardSettings extends Shown {
  readonly store: Pick<
    Store,
    'readLiveHeads' | 'readLiveRows' | 'readEnds' | 'readLiveCounts' | 'readPresence' | 'readAccounts'
  >
  /** How agents stand at the phone systems that tell it. */
  readonly phones: () => readonly PhoneStanding[]
  readonly teamOfAgent: (accountId: string) => string | null
  readonly dayOf: (at: number) => string
  readonly onFault: (reason: unknown) => void
  /** The wall clock, ms. */
  readonly now: () => number
  /** Read again at most so often, ms; without a hint by the slow clock. */
  readonly everyMs?: number
  readonly slowClockMs?: number
}

/** What supervisors see live, for whoever watches at this node. */
export interface LiveBoard {
  /** Something may have changed, at this node or another. */
  changed(): void
  /** Hears JSON of a LiveMessage: a snapshot, then what changes. Ends with what is returned. */
  watch(teams: SeenTeams, hear: (text: string) => void): () => void
  /** As of now, read anew if nobody watches. */
  state(): Promise<LiveState>
  stop(): void
}

/** Accounts, presence and whatever no call tells of are read this often, ms. */
const presenceEveryMs = 4000

/**
 * Reads what lives from the database, so that it shows the same at every node, and only while somebody watches. What has
 * not changed since (by the versions of calls) is not read again; the day's figures are a row or two per queue.
 */
export function openLiveBoard(settings: LiveBoardSettings): LiveBoard {
  const { everyMs = 250, slowClockMs = 1000, now, onFault } = settings
  const channels = new Map<string, LiveChannel>()
  const reading = openReading(settings)
  let timer: ReturnType<typeof setTimeout> | undefined
  let dirty = true
  let readAt = Number.NEGATIVE_INFINITY
  let stopped = false

  const look = async (): Promise<void> => {
    timer = undefined
    const due = dirty || now() - readAt >= slowClockMs || now() < readAt
    if (due) {
      dirty = false
      readAt = now()
      try {
        const state = await reading.read()
        for (const channel of channels.values()) channel.tell(state, now())
      } catch (reason) {
        dirty = true
        onFault(reason)
      }
    }
    begin()
  }
  const begin = (): void => {
    if (stopped || timer || channels.size === 0) return
    timer = setTimeout(() => void look(), everyMs)
  }

  return {
    changed() {
      dirty = true
    },
    watch(teams, hear) {
      const key = JSON.stringify(teams === null ? null : teams.toSorted())
      const channel = channels.get(key) ?? openChannel(teams)
      channels.set(key, channel)
      const state = reading.last()
      if (state && channels.size > 0 && timer) channel.tell(state, now())
      const leave = channel.join(hear, now())
      dirty = true
      begin()
      return () => {
        leave()
        if (channel.isEmpty() && channels.get(key) === channel) channels.delete(key)
      }
    },
    async state() {
      const state = reading.last()
      return state && channels.size > 0 && now() - readAt < 2 * slowClockMs ? state : reading.read()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

function openReading(settings: LiveBoardSettings) {
  const { store, now, teamOfAgent, dayOf, phones } = settings
  let last: LiveState | null = null
  let rows = new Map<string, LiveCallRow>()
  let lines = new Map<string, Line<LiveEntry>>()
  let accounts: readonly AgentAccount[] = []
  let presence: Awaited<ReturnType<typeof store.readPresence>> = []
  let presenceAt = Number.NEGATIVE_INFINITY
  const ends = new Map<string, number>()
  let running: Promise<LiveState> | null = null

  const readCalls = async (calls: readonly (readonly [string, number])[]): Promise<void> => {
    const stale = calls.filter(([id, version]) => rows.get(id)?.version !== version).map(([id]) => id)
    const fresh = new Map((await store.readLiveRows(stale)).map((row) => [row.id, row]))
    const nextRows = new Map<string, LiveCallRow>()
    const nextLines = new Map<string, Line<LiveEntry>>()
    for (const [id] of calls) {
      const row = fresh.get(id) ?? (stale.includes(id) ? undefined : rows.get(id))
      if (!row) continue
      nextRows.set(id, row)
      const known = fresh.has(id) ? undefined : lines.get(id)
      nextLines.set(id, known ?? lineOf(id, teamOfCall(row, settings), showCall(row, settings)))
    }
    rows = nextRows
    lines = nextLines
  }

  const readWrapUps = async (pops: readonly (readonly [string, string, string])[]) => {
    const waiting = pops.filter(([, , state]) => state === 'wrap-up')
    const ids = new Set(waiting.map(([callId]) => callId))
    const unknown = [...ids].filter((id) => !ends.get(id))
    if (unknown.length > 0) for (const [id, at] of await store.readEnds(unknown)) ends.set(id, at)
    for (const id of ends.keys()) if (!ids.has(id)) ends.delete(id)
    return waiting.map(([callId, accountId]) => [accountId, callId, ends.get(callId) || null] as const)
  }

  const readPresence = async (): Promise<void> => {
    if (Math.abs(now() - presenceAt) < presenceEveryMs) return
    presenceAt = now()
    accounts = await store.readAccounts()
    presence = await store.readPresence(presenceAt)
  }

  const readOnce = async (): Promise<LiveState> => {
    const { calls, pops } = await store.readLiveHeads()
    await readCalls(calls)
    const wrapUps = await readWrapUps(pops)
    await readPresence()
    const counts = await store.readLiveCounts(dayOf(now()))
    const agents = showAgents({ accounts, presence, phones: phones(), calls: [...rows.values()], wrapUps })
    last = {
      calls: lines,
      agents: new Map(
        agents.map((one) => [one.accountId, lineOf(one.accountId, teamOfAgent(one.accountId), one)]),
      ),
      figures: new Map(counts.map(({ day: _, ...one }) => figureLine(one))),
    }
    return last
  }

  const figureLine = (one: Omit<LiveCount, 'day'>) => {
    const key = `${one.source} ${one.queue}`
    const team = one.queue === '' ? null : settings.teams.ofQueue(one.queue)
    return [key, lineOf(key, team, one)] as const
  }

  return {
    last: () => last,
    read(): Promise<LiveState> {
      running ??= readOnce().finally(() => {
        running = null
      })
      return running
    },
  }
}

function lineOf<T>(key: string, team: string | null, shown: T): Line<T> {
  return { key, team, shown, text: JSON.stringify(shown) }
}
