import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { daysIn } from './history/days.ts'
import { rootCauseNames } from './history/field-words.ts'
import { type HistoryRoom, historyHandlers } from './history/history-handlers.ts'
import type { Vocabulary } from './history/read-fields.ts'
import { savedSearchHandlers } from './history/saved-search-handlers.ts'
import { houseZone } from './house-bearings.ts'
import type { Store } from './store/store.ts'
import type { Handlers, Who } from './wire/routes.ts'
import { seesTeam } from './wire/teams.ts'
import { flatDispositions } from './wrap-up-settings.ts'

interface SearchParts extends Pick<HistoryRoom, 'readNumber' | 'now'> {
  readonly config: Config
  readonly store: Store
  readonly access: Pick<Access, 'agents'>
  readonly newId: () => string
}

/** Finding what has happened, and keeping searches. */
export function openSearch(parts: SearchParts): Partial<Handlers> {
  const { store, readNumber, newId, now } = parts
  const vocabulary = vocabularyOfHouse(parts)
  return {
    ...historyHandlers({ store, readNumber, vocabulary, now }),
    ...savedSearchHandlers({ store, newId, now }),
  }
}

/** What may be named in a search, for whoever searches. */
export function vocabularyOfHouse({
  config,
  access,
}: Pick<SearchParts, 'config' | 'access'>): (who: Pick<Who, 'teams'>) => Vocabulary {
  const fixed = wordsOfHouse(config)
  /** Nobody learns by a search who works in another's team. */
  return (who) => ({
    ...fixed,
    agents: access.agents
      .listed()
      .filter(({ id }) => seesTeam(who.teams, access.agents.teamOf(id)))
      .map(({ id, name, login }) => ({ id, names: [name, login] })),
    teams: fixed.teams.filter(({ id }) => seesTeam(who.teams, id)),
  })
}

function wordsOfHouse(config: Config): Omit<Vocabulary, 'agents'> {
  return {
    teams: config.teams.map(({ id, name }) => ({ id, names: Object.values(name) })),
    queues: config.sources.flatMap(({ queues }) => queues.map(({ id, name }) => ({ id, names: [name] }))),
    dispositions: flatDispositions(config.dispositions).map(({ id, name }) => ({
      id,
      names: Object.values(name),
    })),
    tiers: config.tiers.map((tier) => ({ id: tier, names: [tier] })),
    causes: rootCauseNames,
    days: daysIn(houseZone(config)),
  }
}
