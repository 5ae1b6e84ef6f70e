import type { Access } from './access/open-access.ts'
import type { AgentStates } from './agent-states.ts'
import type { Config } from './config.ts'
import { countingPolicy } from './count-call.ts'
import { keepPresence } from './live/keep-presence.ts'
import { openLiveBoard } from './live/live-board.ts'
import type { PhoneStanding } from './live/show-agents.ts'
import { wallFigures } from './live/wall-figures.ts'
import { wallHandlers } from './live/wall-handlers.ts'
import type { Desktops } from './push/desktops.ts'
import type { Store } from './store/store.ts'
import { teamsOfHouse } from './team-settings.ts'
import type { Handlers, Who } from './wire/routes.ts'
import { workEvery } from './work-every.ts'

interface LiveParts {
  readonly config: Config
  readonly store: Store
  readonly access: Access
  readonly states: AgentStates
  readonly desktops: Pick<Desktops, 'serveLive' | 'openDesks'>
  readonly log: { warn(what: object, said: string): void }
  readonly newId: () => string
  readonly now: () => number
}

export interface OpenedLive {
  readonly handlers: Handlers<'showWall' | 'readWallLinks' | 'makeWallLink' | 'revokeWallLink'>
  stop(): Promise<void>
}

/** Who watches again within this time, after a lost connection or on another page, is written down once, ms. */
const sameLookMs = 60 * 60_000
const dayMs = 24 * 60 * 60_000
const keepCountsDays = 8

/** What supervisors see live, on their pages and on the wall. */
export function openLive(parts: LiveParts): OpenedLive {
  const { config, store, access, states, desktops, log, newId, now } = parts
  const { agents } = access
  const counting = countingPolicy(config)
  const board = openLiveBoard({
    store,
    phones: () => phonesOf(states, agents.resolve),
    nameOf: agents.nameOf,
    teams: teamsOfHouse(config, agents),
    teamOfAgent: agents.teamOf,
    answerWithin: counting.answerWithin,
    dayOf: counting.dayOf,
    now,
    onFault: (reason) => store.trouble() ?? log.warn({ err: reason }, 'the live view was not read'),
  })
  const queues = config.sources.flatMap(({ name: source, queues: of }) =>
    of.map(({ id, name }) => ({ source, id, name })),
  )
  const looked = new Map<string, number>()
  const record = ({ accountId }: Who): void => {
    if (now() - (looked.get(accountId) ?? Number.NEGATIVE_INFINITY) < sameLookMs) return
    looked.set(accountId, now())
    store.audit({ at: now(), accountId, action: 'watch-live', subject: '', detail: '' }).catch(() => {
      looked.delete(accountId)
    })
  }
  desktops.serveLive({
    changed: board.changed,
    watch(who, hear) {
      record(who)
      return board.watch(who.teams, hear)
    },
  })
  const presence = keepPresence({
    store,
    node: newId(),
    desks: desktops.openDesks,
    onFault: (reason) => store.trouble() ?? log.warn({ err: reason }, 'open desktops were not told of'),
    now,
  })
  const stopForgetting = workEvery(
    60 * 60_000,
    async () => void (await store.forgetCounts(counting.dayOf(now() - keepCountsDays * dayMs))),
    () => undefined,
  )
  return {
    handlers: wallHandlers({
      ...parts,
      nameOf: agents.nameOf,
      teams: config.teams.map(({ id }) => id),
      async boardFor(link) {
        return wallFigures(await board.state(), link, {
          names: config.live.wallNames,
          houseName: config.house.name,
          language: config.house.language,
          queues,
          now: now(),
        })
      },
    }),
    async stop() {
      board.stop()
      await Promise.all([stopForgetting(), presence.stop()])
    },
  }
}

function phonesOf(states: AgentStates, resolve: Access['agents']['resolve']): readonly PhoneStanding[] {
  return states.list().map(({ agent, source, name, ...standing }) => ({
    ...standing,
    name: name ?? agent,
    accountId: resolve({ extension: agent }, source) ?? `?${source}:${agent}`,
  }))
}
