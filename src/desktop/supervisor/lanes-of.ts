import type { CallStoryView, StoryMoment } from '../../wire/story-api.ts'

export interface Bar {
  readonly kind: 'waiting' | 'talking' | 'ringing' | 'after'
  readonly from: number
  readonly until: number
}

export interface Lane {
  /** Null: the phone system's, of the call as a whole. */
  readonly agent: string | null
  readonly bars: readonly Bar[]
  readonly moments: readonly StoryMoment[]
}

export interface Lanes {
  readonly from: number
  readonly until: number
  readonly lanes: readonly Lane[]
  /** What happened so long after the call that drawing it would leave no room for the call. */
  readonly later: readonly StoryMoment[]
}

/** How long after its end a call is still drawn, ms: wrapping up takes minutes, promises and surveys take days. */
const afterMs = 5 * 60_000

/** A call as lanes along one axis of time: the caller's, and one for each agent. Instants in ms. */
export function lanesOf(story: CallStoryView): Lanes {
  const { arrivedAt, answeredAt, moments, agents } = story
  const lastHeard = moments.findLast(({ kind }) => kind === 'event' || kind === 'shown')?.at ?? arrivedAt
  const endedAt = story.endedAt ?? Math.max(lastHeard, answeredAt ?? 0)
  const drawn = moments.filter(({ at }) => at <= endedAt + afterMs)
  const from = Math.min(arrivedAt, ...drawn.map(({ at }) => at))
  const until = Math.max(endedAt, from + 1000, ...drawn.map(({ at }) => at))
  const ofCall: Bar[] = [{ kind: 'waiting', from: arrivedAt, until: answeredAt ?? endedAt }]
  if (answeredAt !== null) ofCall.push({ kind: 'talking', from: answeredAt, until: endedAt })
  const lanes = [
    { agent: null, bars: ofCall, moments: drawn.filter(({ agent }) => agent === null) },
    ...agents.map((agent) => {
      const own = drawn.filter((one) => one.agent === agent)
      return { agent, bars: barsOf(own, endedAt), moments: own }
    }),
  ]
  return { from, until, lanes, later: moments.slice(drawn.length) }
}

function barsOf(own: readonly StoryMoment[], endedAt: number): Bar[] {
  const atOf = (kind: StoryMoment['kind']) => own.find((one) => one.kind === kind)?.at
  const [offered, answered, closed] = [atOf('offered'), atOf('answered'), atOf('closed')]
  const wrapped = own.findLast(({ kind }) => kind === 'wrapped-up')?.at
  const bars: Bar[] = []
  if (offered !== undefined)
    bars.push(bar('ringing', offered, answered ?? Math.min(closed ?? endedAt, endedAt)))
  if (answered !== undefined) {
    const left = Math.min(closed ?? endedAt, endedAt)
    bars.push(bar('talking', answered, left))
    bars.push(bar('after', left, wrapped ?? left))
  }
  return bars.filter(({ from, until }) => until > from)
}

function bar(kind: Bar['kind'], from: number, until: number): Bar {
  return { kind, from, until: Math.max(from, until) }
}
