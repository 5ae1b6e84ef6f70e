import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Logger } from 'pino'
import { type Access, openAccess } from './access/open-access.ts'
import { agentStates } from './agent-states.ts'
import { keepHouse } from './background.ts'
import { cautiousClock } from './cautious-clock.ts'
import type { Config } from './config.ts'
import { openCustomersOfHouse } from './customers-of-house.ts'
import { departmentNames } from './department-names.ts'
import { endGoneCalls } from './end-gone-calls.ts'
import { closable } from './event-door.ts'
import { eventRoutes } from './event-routes.ts'
import { factsOfCalls } from './facts-of-calls.ts'
import { followTrouble } from './follow-trouble.ts'
import type { House } from './house.ts'
import { openBearings } from './house-bearings.ts'
import { houseDirectories } from './house-directories.ts'
import { houseForDesktop } from './house-for-desktop.ts'
import { houseHandlers } from './house-handlers.ts'
import { housePolicy } from './house-policy.ts'
import { openHouseSpool, openStoreBeside, serveHouseStore } from './house-store.ts'
import { closeServer, listen, portOf, requestWithinMs, urlOf } from './http-server.ts'
import { joinNodes, type Nodes } from './join-nodes.ts'
import { openJourney } from './journey.ts'
import { openMeters, openSpoolMeters } from './metrics.ts'
import { openNumberReader, readingSettings } from './number-reading.ts'
import { openVisits } from './open-callbacks.ts'
import { openEventDoor } from './open-event-door.ts'
import { openGuidance } from './open-guidance.ts'
import { openLookups } from './open-lookups.ts'
import { openOutside } from './open-outside.ts'
import { openSupervision } from './open-supervision.ts'
import { openSurveys, type Surveys } from './open-surveys.ts'
import { connectPhoneSystems, type PhoneSystems } from './phone-systems.ts'
import { type Desktops, openDesktops } from './push/desktops.ts'
import { requestDoor } from './request-door.ts'
import { openOwnGreetings } from './screenpop/own-greetings.ts'
import { type ServingWhileAway, serveWhileAway } from './serve-while-away.ts'
import { boundSilentConnections } from './silent-connections.ts'
import { sourceDesk } from './source-desk.ts'
import type { Store } from './store/store.ts'
import { tellStoreNews } from './tell-store-news.ts'
import { untilAnswered, waitForStore } from './wait-for-store.ts'
import { webRoutes } from './web-routes.ts'
import { factKindsOf } from './wire/fact-kinds.ts'
import type { Handlers } from './wire/routes.ts'

export interface AppSettings {
  readonly config: Config
  readonly log: Logger
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms with fractions; the process's own if nothing is said. */
  readonly elapsed?: () => number
  readonly random: () => number
  readonly version: string
  /** Handlers of the demo's own routes; absent in earnest. */
  readonly demo?: Partial<Handlers>
  /** False while its past is still being told: of half a past nothing is ended or raised by the clock. */
  readonly isWhole?: () => boolean
  /** Told as soon as it listens, which is before all is open where the database is away. */
  readonly listening?: (url: string) => void
  /** Aborted when the process is to stop: what is not open by then is not waited for. */
  readonly stopping?: AbortSignal
}

export interface App {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  readonly store: Store
  readonly access: Access
  /** Done by itself every ten seconds. */
  closeSilentCalls(): Promise<void>
  /** Stops taking requests, lets what was begun be finished, closes everything. */
  close(): Promise<void>
}

/** How often Node looks for those that are over their time, ms. */
const lookForSlowMs = 2000
/** While a database is waited for. */
const whatIsDone =
  'It is asked again every second. Call events are kept on this node until it answers; everything else waits for it.'
const mostSilentConnections = 1000

/**
 * Opens everything and joins it: the one place that knows which parts there are. Where a PostgreSQL is away it listens and
 * spools events until that answers; rejects with StoppedWaiting where the process is to stop before.
 */
export async function openApp(settings: AppSettings): Promise<App> {
  const { config, log, now, elapsed = () => performance.now(), isWhole = () => true } = settings
  const cautiousNow = cautiousClock({ now, elapsed })
  const http = createServer({
    requestTimeout: requestWithinMs,
    headersTimeout: requestWithinMs,
    connectionsCheckingInterval: lookForSlowMs,
  })
  // Parts that are made later than those which speak to them.
  const later: {
    store?: Store
    desktops?: Desktops
    nodes?: Nodes
    phoneSystems?: PhoneSystems
    surveys?: Surveys
    followed: () => number
    handle: RequestListener
  } = {
    followed: () => 0,
    handle: (_request, response) => response.writeHead(503, { 'Retry-After': '1' }).end(),
  }
  // Before the desktops, which put themselves in front of the listeners that are there.
  http.on('request', (request, response) => later.handle(request, response))
  const meters = openMeters(
    () => later.desktops?.connected() ?? 0,
    () => later.followed(),
  )
  const spool = openHouseSpool(config)
  const spoolMeters = spool && openSpoolMeters(meters, spool.usage)
  const stopping = settings.stopping ?? new AbortController().signal
  const begin = async (): Promise<void> => {
    await listen(http, config)
    // Without somebody who hears it, one connection that cannot be accepted would end the process.
    http.on('error', (reason) => log.error({ err: reason }, 'a connection was not accepted'))
    settings.listening?.(urlOf(http, config))
  }
  let away: ServingWhileAway | null = null
  const patiently = <T>(work: () => Promise<T>) => (spool ? untilAnswered(work, stopping) : work())
  const openStore = (): Promise<Store> => {
    const open = () => serveHouseStore(config, { now, ...surroundings }, tellStoreNews(log, meters), log)
    if (!spool) return open()
    return waitForStore({
      open,
      stopping,
      async begin() {
        away = serveWhileAway({ ...settings, spool, meters })
        later.handle = away.handle
        await begin()
      },
      remind: (why) => log.error({ spooled: spool.usage().rows }, `${why}. ${whatIsDone}`),
    })
  }
  const giveUp = async (reason: unknown): Promise<never> => {
    await away?.end()
    if (http.listening) await closeServer(http)
    await later.store?.close()
    await spool?.close()
    throw reason
  }
  const store = await openStore().catch(giveUp)
  later.store = store
  const access = await patiently(() =>
    openAccess({
      store,
      now,
      cautiousNow,
      randomBytes,
      house: houseForDesktop(config, settings.demo !== undefined),
      apiTokens: config.apiTokens,
      publicUrl: config.publicUrl ?? 'http://localhost',
      crossSite: config.embed.crossSite,
      sessionLife: {
        idleMs: config.session.idleMinutes * 60_000,
        absoluteMs: config.session.absoluteMinutes * 60_000,
      },
      cutSockets: (whose) => later.desktops?.cut(whose),
    }),
  ).catch(giveUp)
  const greetings = await patiently(() => openOwnGreetings(store)).catch(giveUp)
  const sources = new Map(config.sources.map((source) => [source.name, sourceDesk(source)]))
  const states = agentStates()
  const outside = openOutside({ ...settings, store, meters, newId: randomUUID })
  const guidance = openGuidance(store)
  const weighing = openBearings({ config, store, guidance, log, now })
  const factKinds = factKindsOf(config.facts, config.house.language)
  const numbers = readingSettings(config.sources)
  const readNumber = openNumberReader(numbers)
  const directories = houseDirectories({ config, readNumber, meters, log, elapsed })
  const house: House = {
    name: config.house.name,
    store,
    sources,
    agents: access.agents,
    nameOfDepartment: departmentNames(config),
    deliver: (messages) => later.nodes?.deliver(messages),
    liveCallsChanged: () => later.desktops?.hintLiveCalls(),
    directories,
    crmUrl: config.crm?.url ?? null,
    outside,
    callEnded: (callId) => void later.surveys?.afterCall(callId, null),
    meters,
    policy: housePolicy(config),
    bearings: weighing.bearings,
    facts: factsOfCalls(factKinds, store, now),
    greetings,
    now,
    cautiousNow,
    elapsed,
  }
  const journey = openJourney(house)
  const surveys = openSurveys({ ...settings, store, outside, journey, randomBytes, newId: randomUUID })
  later.surveys = surveys
  later.followed = journey.followed
  const events = openEventDoor({
    house,
    store,
    agents: access.agents,
    journey,
    meters,
    spool: spool && spoolMeters ? { store: spool, meters: spoolMeters } : null,
    provisionalChanged: (accountId) => later.desktops?.tellProvisional(accountId),
    log,
  })
  const door = requestDoor({ access, config, port: () => portOf(http) })
  const desktops = openDesktops(http, {
    store,
    identify: door.identifySocket,
    mayComeFrom: door.mayOpenSocket,
    rendered: journey.rendered,
    isDegraded: () => store.trouble() !== null,
    provisionalOf: (accountId) => events.provisional?.of(accountId) ?? [],
    meters: { cut: meters.desktopCut, turnedAway: meters.desktopTurnedAway },
    now,
    elapsed,
    mostSockets: config.mostDesktops,
    perSecond: config.desktopsPerSecond,
  })
  later.desktops = desktops
  boundSilentConnections(http, mostSilentConnections)
  const unfollow = followTrouble(store.trouble, desktops.tellService)
  const nodes = joinNodes({
    store,
    desktops,
    carried: journey.carried,
    access,
    log,
    now,
    elapsed,
  })
  later.nodes = nodes

  const state: { phase: 'serving' | 'draining' | 'closing' } = { phase: 'serving' }
  const customers = await patiently(() =>
    openCustomersOfHouse({
      ...house,
      tell: outside.tell,
      config,
      access,
      journey,
      store,
      numbers,
      readNumber,
      factKinds,
      http,
      log,
      newId: randomUUID,
    }),
  )
  const parts = {
    config,
    house,
    store,
    access,
    journey,
    outside,
    sources,
    readNumber,
    phoneSystems: () => later.phoneSystems,
    isWhole,
    now,
    newId: randomUUID,
  }
  const url = () => urlOf(http, config)
  const supervision = openSupervision({
    ...parts,
    take: events.door.take,
    states,
    desktops,
    url,
    log,
    elapsed,
    random: settings.random,
  })
  const web = webRoutes({
    meters,
    log,
    version: settings.version,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    embedAncestors: config.embed.ancestors,
    isStopping: () => state.phase !== 'serving',
    check: store.check,
    trouble: store.trouble,
    api: {
      door,
      surveys: surveys.pages,
      handlers: houseHandlers({
        ...parts,
        greetings,
        customers,
        guidance,
        surveys,
        states,
        supervision,
        factKinds,
        deliver: nodes.deliver,
        demo: settings.demo ?? {},
      }),
    },
  })
  const takesEvents = eventRoutes({
    config,
    // What comes in on open connections while draining is still taken: it was sent before its sender could know.
    door: closable(events.door, () => state.phase === 'closing'),
    resolveAgent: access.agents.resolve,
    isTroubled: () => store.trouble() !== null,
    meters,
    log,
    now,
  })
  const lookups = openLookups({ config, house, store, agents: access.agents, log })
  later.handle = (request, response) => {
    if (state.phase !== 'serving') response.shouldKeepAlive = false
    if (takesEvents(request, response) || lookups(request, response)) return
    web(request, response)
  }
  await (away as ServingWhileAway | null)?.end()
  const phoneSystems = connectPhoneSystems({
    config,
    take: events.door.take,
    found: endGoneCalls({ store, journey, now, cautiousNow }),
    agents: states,
    agentsChanged: desktops.hintLiveCalls,
    dialFailed: async (callId, why) => nodes.deliver(await store.tellDialFailed(callId, why, now())),
    meters,
    log,
    now,
    random: settings.random,
  })
  later.phoneSystems = phoneSystems
  const closeSilentCalls = async (): Promise<void> => {
    // What is spooled may say that such a call is not silent at all.
    if (events.spooling?.isSettled() ?? true) await journey.closeSilentCalls()
  }
  const keeping = keepHouse({
    store,
    journey: { ...journey, closeSilentCalls },
    access,
    rereadGreetings: greetings.refresh,
    log,
    planVisits: openVisits({ config, store, now }),
    isWhole,
    now: cautiousNow,
    telling: outside,
    deliver: nodes.deliver,
    config,
  })
  const close = async (): Promise<void> => {
    state.phase = 'draining'
    const drained = closeServer(http)
    await Promise.all([keeping.stop(), weighing.stop(), supervision.stop()])
    await phoneSystems.close()
    nodes.leave()
    unfollow()
    await desktops.close()
    await drained
    state.phase = 'closing'
    await events.spooling?.stop()
    await journey.idle()
    await directories.close()
    await outside.stop()
    await customers.close()
    await store.close()
    await spool?.close()
  }
  try {
    if (!http.listening) await begin()
  } catch (reason) {
    await close()
    throw reason
  }

  return {
    url: url(),
    store,
    access,
    closeSilentCalls: journey.closeSilentCalls,
    close,
  }
}

/** The store of a house, for commands beside the running program. */
export function openHouseStore(config: Pick<Config, 'data' | 'store'>): Promise<Store> {
  return openStoreBeside(config, { now: Date.now, ...surroundings })
}

const surroundings = { elapsed: () => performance.now(), noise: randomBytes }
