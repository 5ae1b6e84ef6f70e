import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Meters } from './metrics.ts'
import type { AgentNames } from './pbx/dialect.ts'
import { dialects, isDialect } from './pbx/dialects.ts'
import type { HookSource } from './pbx/hooks-route.ts'

/** The sources whose phone systems report by themselves in their own words, by name. */
export function hookSources({ sources }: Pick<Config, 'sources'>): ReadonlyMap<string, HookSource> {
  return new Map(
    sources.flatMap((source) => {
      if (!isDialect(source.kind)) return []
      const dialect = dialects[source.kind]
      const settings = source[source.kind] ?? dialect.settings.parse({})
      return [[source.name, { dialect, keys: source, settings }] as const]
    }),
  )
}

/** More names than this are counted and not told of any more. */
const mostTold = 1000

/** Counts agents whom no account stands for, and says once of each that it is so. */
export function tellOfUnknownAgents(
  log: Logger,
  meters: Meters,
  personalData: boolean,
): (names: AgentNames, source: string) => void {
  const told = new Set<string>()
  return (names, source) => {
    meters.unknownAgent(source)
    const written = names.flatMap((name) => Object.values(name))
    const key = `${source}\n${written.join('\n')}`
    if (told.has(key) || told.size >= mostTold) return
    told.add(key)
    const line = { source, names: written.map((name) => (personalData ? name : masked(name))) }
    log.warn(line, 'the phone system names an agent whom no account stands for: add it as an extension')
  }
}

/** An extension or the id of a user names nobody to a stranger; the name of a person does. */
function masked(name: string): string {
  return /^[a-z]{0,3}\d{1,10}[a-z]{0,2}\d{0,3}$/i.test(name) ? name : `${name.slice(0, 2)}…(${name.length})`
}
