import type { Said } from '../speakers/said.ts'
import { type DemoAgent, extensionOf } from './demo-agents.ts'
import type { DemoQueue, DemoSource } from './demo-config.ts'

/** A call as the demo phone system is going to play it. */
export interface DemoStory {
  readonly source: DemoSource
  readonly steps: readonly StoryStep[]
}

export interface StoryStep {
  /** Milliseconds after the call began. */
  readonly at: number
  readonly says: Said
}

/** Something is said, so many ms after what was said before. */
export type Beat = readonly [after: number, says: Said]

/** The way on which a call comes. */
export interface Line {
  readonly source: DemoSource
  readonly from?: string
  readonly to: string
  readonly queue?: DemoQueue
  readonly displayName?: string
  readonly presentation?: 'restricted'
  readonly attestation?: 'A' | 'B'
}

export function story(line: Line, ...beats: readonly Beat[]): DemoStory {
  let at = 0
  const steps = beats.map(([after, says]): StoryStep => {
    at += Math.round(after)
    return { at, says }
  })
  return { source: line.source, steps }
}

/** The way on which this call came; null where we called. */
export function lineOf({ source, steps }: DemoStory): Line | null {
  const first = steps[0]?.says
  if (first?.kind !== 'arrived' || first.direction !== 'inbound' || first.to === undefined) return null
  const queued = steps.find(({ says }) => says.kind === 'queued')?.says
  const { from, to, displayName, presentation, attestation } = first as Partial<Line> & { to: string }
  return {
    source,
    to,
    ...(from === undefined ? {} : { from }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(presentation === undefined ? {} : { presentation }),
    ...(attestation === undefined ? {} : { attestation }),
    ...(queued?.queue === undefined ? {} : { queue: queued.queue as DemoQueue }),
  }
}

export function arrives(line: Line): Beat {
  const { source: _, queue: __, ...caller } = line
  return [0, { kind: 'arrived', direction: 'inbound', ...caller }]
}

export function joinsQueue(line: Line & { readonly queue: DemoQueue }, after = 150): Beat {
  return [after, { kind: 'queued', queue: line.queue }]
}

/** Names caller and queue once more, as many phone systems do, so that an offer that comes first says who it is of. */
export function rings(line: Line, agents: readonly DemoAgent[], after = 250): Beat {
  const { source: _, ...caller } = line
  return [after, { kind: 'offered', direction: 'inbound', ...caller, agents: agents.map(extensionOf) }]
}

export function answers(agent: DemoAgent, after: number): Beat {
  return [after, { kind: 'answered', agents: [extensionOf(agent)] }]
}

export function stopsRinging(
  agents: readonly DemoAgent[],
  result: 'lost' | 'missed' | 'declined' | 'withdrawn',
  after: number,
): Beat {
  return [after, { kind: 'offer-ended', agents: agents.map(extensionOf), result }]
}

export function ends(after: number, reason?: 'hung-up' | 'abandoned' | 'no-answer'): Beat {
  return [after, { kind: 'ended', ...(reason === undefined ? {} : { reason }) }]
}
