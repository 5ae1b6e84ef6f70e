import { type SeenTeams, seesTeam } from '../wire/teams.ts'
import type { Line, LiveState } from './live-state.ts'

/** All who may see the same: what changes is found and put into words once for them. */
export interface LiveChannel {
  /** Tells what has changed since; nothing where nothing has. */
  tell(state: LiveState, now: number): void
  /** Begins with a snapshot, as soon as there is something to show. Returns how to leave. */
  join(hear: (text: string) => void, now: number): () => void
  isEmpty(): boolean
}

const parts = ['calls', 'agents', 'figures'] as const
type Texts = Readonly<Record<(typeof parts)[number], ReadonlyMap<string, string>>>

/** Versions count without a gap from the channel's first state; each listener begins with a snapshot of one of them. */
export function openChannel(teams: SeenTeams): LiveChannel {
  const listeners = new Set<(text: string) => void>()
  let held: Texts | null = null
  let version = 0

  const snapshot = (texts: Texts, now: number): string => {
    const lists = parts.map((part) => `"${part}":[${[...texts[part].values()].join(',')}]`)
    return `{"kind":"snapshot","version":${version},"now":${now},${lists.join(',')}}`
  }

  return {
    tell(state, now) {
      const texts = seen(state, teams)
      if (held === null) {
        held = texts
        version = 1
        const text = snapshot(texts, now)
        for (const hear of listeners) hear(text)
        return
      }
      const changes = changesBetween(held, texts)
      held = texts
      if (changes === null) return
      version++
      const text = `{"kind":"delta","version":${version},"now":${now},${changes}}`
      for (const hear of listeners) hear(text)
    },
    join(hear, now) {
      if (held !== null) hear(snapshot(held, now))
      listeners.add(hear)
      return () => listeners.delete(hear)
    },
    isEmpty: () => listeners.size === 0,
  }
}

function seen(state: LiveState, teams: SeenTeams): Texts {
  const of = (lines: ReadonlyMap<string, Line<unknown>>): ReadonlyMap<string, string> => {
    const texts = new Map<string, string>()
    for (const { key, team, text } of lines.values()) if (seesTeam(teams, team)) texts.set(key, text)
    return texts
  }
  return { calls: of(state.calls), agents: of(state.agents), figures: of(state.figures) }
}

/** The inside of a delta; null where nothing has changed. */
function changesBetween(before: Texts, after: Texts): string | null {
  let count = 0
  const put: string[] = []
  const gone: string[] = []
  for (const part of parts) {
    const changed = [...after[part]].filter(([key, text]) => before[part].get(key) !== text)
    const missing = [...before[part].keys()].filter((key) => !after[part].has(key))
    count += changed.length + missing.length
    put.push(`"${part}":[${changed.map(([, text]) => text).join(',')}]`)
    gone.push(`"${part}":${JSON.stringify(missing)}`)
  }
  return count === 0 ? null : `${put.join(',')},"gone":{${gone.join(',')}}`
}
