import type { LiveCount, WallLink } from '../store/live-store.ts'
import type { LiveEntry, WallBoardView } from '../wire/live-api.ts'
import { type SeenTeams, seesTeam } from '../wire/teams.ts'
import type { Line, LiveState } from './live-state.ts'

interface WallSettings {
  readonly names: 'none' | 'first-name'
  readonly houseName: string
  readonly language: string
  /** In the order in which the house has set them. */
  readonly queues: readonly { readonly source: string; readonly id: string; readonly name: string }[]
  readonly now: number
}

/** As many as can be read from five metres. */
const mostShown = 6

/** What a screen on the wall shows: sums, and of who waits no more than the house shows in a room. */
export function wallFigures(state: LiveState, link: WallLink, settings: WallSettings): WallBoardView {
  const { names, houseName, language, queues, now } = settings
  const calls = seenOf(state.calls, link.teams).filter(({ direction }) => direction === 'inbound')
  const agents = seenOf(state.agents, link.teams)
  const figures = seenOf(state.figures, link.teams)
  const waiting = calls.filter(isWaiting).toSorted(byUrgency)
  const total = sumOf(figures)
  const doing = (...kinds: string[]) => agents.filter((agent) => kinds.includes(agent.doing)).length
  return {
    now,
    name: link.name,
    houseName,
    language,
    waiting: waiting.length,
    longestWaitingMs: longest(waiting, now),
    next: waiting.slice(0, mostShown).map((call) => ({
      firstName: names === 'first-name' ? firstName(call) : null,
      honoured: call.honoured,
      queue: call.queue === null ? null : nameOf(queues, call.source, call.queue),
      since: call.since,
      answerWithinMs: call.answerWithinMs,
    })),
    speaking: doing('speaking', 'held'),
    free: doing('free'),
    wrapUp: doing('wrap-up'),
    away: doing('away', 'paused'),
    unrouted: calls.filter(({ unrouted }) => unrouted).length,
    serviceLevel: serviceLevel(total),
    abandonedShare: abandonedShare(total),
    answered: total.answered,
    longestTodayMs: total.longestMs,
    queues: queuesOf(figures, waiting, settings),
  }
}

function seenOf<T>(lines: ReadonlyMap<string, Line<T>>, teams: SeenTeams): T[] {
  return [...lines.values()].flatMap(({ team, shown }) => (seesTeam(teams, team) ? [shown] : []))
}

function isWaiting({ state }: LiveEntry): boolean {
  return state === 'waiting' || state === 'ringing'
}

function byUrgency(one: LiveEntry, other: LiveEntry): number {
  return Number(other.honoured) - Number(one.honoured) || one.since - other.since
}

function longest(waiting: readonly LiveEntry[], now: number): number {
  return Math.max(0, ...waiting.map(({ since }) => now - since))
}

/** Only of whom the house is sure to know; anything else that a line calls itself is not for a wall. */
function firstName({ name, outcome, presentation, customerId }: LiveEntry): string | null {
  if (outcome !== 'recognised' || presentation === 'restricted' || customerId === null) return null
  return name?.trim().split(/\s+/u)[0] ?? null
}

type Figures = Omit<LiveCount, 'day' | 'source' | 'queue'>

function sumOf(figures: readonly Figures[]): Figures {
  const sum = (of: (one: Figures) => number) => figures.reduce((all, one) => all + of(one), 0)
  return {
    answered: sum((one) => one.answered),
    inTime: sum((one) => one.inTime),
    abandoned: sum((one) => one.abandoned),
    abandonedSoon: sum((one) => one.abandonedSoon),
    waitedMs: sum((one) => one.waitedMs),
    longestMs: Math.max(0, ...figures.map((one) => one.longestMs)),
  }
}

/** In per cent of those who were answered or gave up after the time that does not count; null where there were none. */
function serviceLevel({ answered, inTime, abandoned, abandonedSoon }: Figures): number | null {
  const counted = answered + abandoned - abandonedSoon
  return counted <= 0 ? null : (100 * inTime) / counted
}

function abandonedShare({ answered, abandoned }: Figures): number | null {
  const all = answered + abandoned
  return all <= 0 ? null : (100 * abandoned) / all
}

/**
 * Each in which somebody has called today, in the house's order; after them those that the house does not know, by name.
 * The screen leaves out what it has no room for, and says so.
 */
function queuesOf(
  figures: readonly (Figures & { source: string; queue: string })[],
  waiting: readonly LiveEntry[],
  { queues, now }: WallSettings,
): WallBoardView['queues'] {
  const counted = new Map(figures.map((one) => [keyOf(one.source, one.queue), one]))
  const places = new Map(
    [...figures, ...waiting].flatMap(({ source, queue }) =>
      queue ? [[keyOf(source, queue), { source, queue }] as const] : [],
    ),
  )
  const order = new Map(queues.map(({ source, id }, n) => [keyOf(source, id), n]))
  const rows = [...places].map(([key, { source, queue }]) => {
    const here = waiting.filter((call) => call.source === source && call.queue === queue)
    const count = counted.get(key)
    return {
      name: nameOf(queues, source, queue),
      waiting: here.length,
      longestWaitingMs: longest(here, now),
      serviceLevel: count ? serviceLevel(count) : null,
      place: order.get(key) ?? queues.length,
    }
  })
  return rows
    .toSorted((a, b) => a.place - b.place || (a.name < b.name ? -1 : 1))
    .map(({ place: _, ...row }) => row)
}

function keyOf(source: string, queue: string): string {
  return JSON.stringify([source, queue])
}

function nameOf(queues: WallSettings['queues'], source: string, queue: string): string {
  return queues.find((one) => one.source === source && one.id === queue)?.name ?? queue
}
