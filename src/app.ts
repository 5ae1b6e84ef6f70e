import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Logger } from 'pino'
import { type Access, openAccess } from './access/open-access.ts'
import { agentStateHandlers } from './agent-state-handlers.ts'
import { agentStates } from './agent-states.ts'
import { answerLookups, lookupReaders } from './answer-lookup.ts'
import { keepHouse } from './background.ts'
import { callHandlers } from './call-handlers.ts'
import type { Config } from './config.ts'
import { openCustomers } from './customer/open-customers.ts'
import { heldBackFrom } from './disclosure-gate.ts'
import { endGoneCalls } from './end-gone-calls.ts'
import { closable, counting } from './event-door.ts'
import { followTrouble } from './follow-trouble.ts'
import { nameMatch } from './history/find-interactions.ts'
import { historyHandlers } from './history/history-handlers.ts'
import { nameTokens } from './history/search-tokens.ts'
import { hookSources, tellOfUnknownAgents } from './hooks.ts'
import { closeServer, listen, portOf, requestWithinMs, uploadTime, urlOf } from './http-server.ts'
import { legJoiner } from './join-legs.ts'
import { joinNodes, type Nodes } from './join-nodes.ts'
import { openJourney } from './journey.ts'
import { openMeters, openSpoolMeters, type StoreMeters } from './metrics.ts'
import { openNumberReader, readingFingerprints, readingSettings, regionOfNumber } from './number-reading.ts'
import { isDialect } from './pbx/dialects.ts'
import { eventsRoute } from './pbx/events-route.ts'
import { hooksRoute } from './pbx/hooks-route.ts'
import { lookupRoute } from './pbx/lookup-route.ts'
import { requestKeys } from './pbx/verify-request.ts'
import { connectPhoneSystems } from './phone-systems.ts'
import { type Desktops, openDesktops } from './push/desktops.ts'
import { usualPolicy } from './recognition/recognition-policy.ts'
import { requestDoor } from './request-door.ts'
import { disclosurePolicy } from './screenpop/disclose.ts'
import { boundSilentConnections } from './silent-connections.ts'
import { sourceDesk } from './source-desk.ts'
import { spoolEvents } from './spool-events.ts'
import { openPostgresStore, type PostgresSettings } from './store/postgres-store.ts'
import type { SpoolStore } from './store/spool-store.ts'
import { databaseIn } from './store/sqlite-files.ts'
import { openSqliteSpool } from './store/sqlite-spool.ts'
import { openSqliteStore, type SqliteSettings, serveSqliteStore } from './store/sqlite-store.ts'
import type { Store } from './store/store.ts'
import { timeIds } from './store/time-id.ts'
import { tellOfRereading } from './tell-of-rereading.ts'
import { tellStoreNews } from './tell-store-news.ts'
import { webRoutes } from './web-routes.ts'
import type { Me } from './wire/access-api.ts'
import type { Handlers } from './wire/routes.ts'
import { deskHandlers } from './wrapup/desk-handlers.ts'

export interface AppSettings {
  readonly config: Config
  readonly log: Logger
  readonly now: () => number
  readonly random: () => number
  readonly version: string
  /** Handlers of the demo's own routes; absent in earnest. */
  readonly demo?: Partial<Handlers>
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

const searchReader = new URL('./history/search-reader.ts', import.meta.url)
const numberReaderModule = new URL('./number-reading.ts', import.meta.url).href
/** How often Node looks for those that are over their time, ms. */
const lookForSlowMs = 2000
const mostSilentConnections = 1000

/** Opens everything and joins it: the one place that knows which parts there are. */
export async function openApp(settings: AppSettings): Promise<App> {
  const { config, log, now } = settings
  const http = createServer({
    requestTimeout: requestWithinMs,
    headersTimeout: requestWithinMs,
    connectionsCheckingInterval: lookForSlowMs,
  })
  // Parts that are made later than those which speak to them.
  const later: { desktops?: Desktops; nodes?: Nodes; followed: () => number; handle: RequestListener } = {
    followed: () => 0,
    handle: (_request, response) => response.writeHead(503, { 'Retry-After': '1' }).end(),
  }
  // Before the desktops, which put themselves in front of the listeners that are there.
  http.on('request', (request, response) => later.handle(request, response))
  const meters = openMeters(
    () => later.desktops?.connected() ?? 0,
    () => later.followed(),
  )
  const spool = openSpool(config)
  const spoolMeters = (on: SpoolStore) => openSpoolMeters(meters, on.usage)
  const store = await serveHouseStore(settings, meters).catch(async (reason: unknown) => {
    await spool?.close()
    throw reason
  })
  const access = await openAccess({
    store,
    now,
    randomBytes,
    house: houseForDesktop(config, settings.demo !== undefined),
    apiTokens: config.apiTokens,
    publicUrl: config.publicUrl ?? 'http://localhost',
    sessionLife: {
      idleMs: config.session.idleMinutes * 60_000,
      absoluteMs: config.session.absoluteMinutes * 60_000,
    },
    cutSockets: (whose) => later.desktops?.cut(whose),
  })
  const sources = new Map(config.sources.map((source) => [source.name, sourceDesk(source)]))
  const states = agentStates()
  const recognition = {
    ...usualPolicy,
    useRestrictedNumbers: config.policy.useRestrictedNumbers,
    checkedClaim: config.policy.checkedClaim,
  }
  const journey = openJourney({
    name: config.house.name,
    store,
    sources,
    agents: access.agents,
    deliver: (messages) => later.nodes?.deliver(messages),
    liveCallsChanged: () => later.desktops?.hintLiveCalls(),
    meters,
    policy: {
      ...config.policy,
      recognition,
      disclosure: disclosurePolicy(config.policy.disclosure),
    },
    now,
    elapsed: () => performance.now(),
  })
  later.followed = journey.followed
  const takeLinked = legJoiner({ store, journey, now })
  const straight = { take: journey.take, takeLinked }
  const spooling =
    spool &&
    spoolEvents({ straight, takeLate: journey.takeLate, spool, store, meters: spoolMeters(spool), log, now })
  const eventDoor = counting(spooling ?? straight, meters)
  const door = requestDoor({ access, config, port: () => portOf(http) })
  const desktops = openDesktops(http, {
    store,
    identify: door.identifySocket,
    mayComeFrom: door.mayOpenSocket,
    rendered: journey.rendered,
    isDegraded: () => store.trouble() !== null,
    meters: { cut: meters.desktopCut, turnedAway: meters.desktopTurnedAway },
    now,
    elapsed: () => performance.now(),
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
    elapsed: () => performance.now(),
  })
  later.nodes = nodes

  const state: { phase: 'serving' | 'draining' | 'closing' } = { phase: 'serving' }
  const numbers = readingSettings(config.sources)
  const readNumber = openNumberReader(numbers)
  const customers = await openCustomers({
    store,
    readNumber,
    numbers: { module: numberReaderModule, settings: numbers },
    rereading: {
      fingerprints: readingFingerprints(numbers),
      regionOf: regionOfNumber,
      isSource: (name) => sources.has(name),
      node: randomUUID(),
      tell: tellOfRereading(log),
    },
    nameMatch,
    heldBack: heldBackFrom(store),
    tiers: config.tiers,
    folder: config.data,
    newName: randomUUID,
    node: randomUUID(),
    whileUploading: uploadTime(http),
    now,
    onFault: (reason) => log.error({ err: reason }, 'work on customers broke off'),
  })
  const web = webRoutes({
    door,
    meters,
    log,
    version: settings.version,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    isStopping: () => state.phase !== 'serving',
    check: store.check,
    trouble: store.trouble,
    handlers: {
      ...access.handlers,
      ...deskHandlers({
        store,
        now,
        deliver: nodes.deliver,
        nameOf: access.agents.nameOf,
        dispositions: config.dispositions.map((one) => one.id),
        closePop: journey.wrappedUp,
      }),
      ...callHandlers(
        journey,
        store,
        config.policy.verificationMethods.map((one) => one.id),
        now,
      ),
      ...agentStateHandlers(states, access.agents, sources),
      ...customers.handlers,
      ...historyHandlers({ store, readNumber, now }),
      ...settings.demo,
    },
  })
  const keys = new Map(
    config.sources
      .filter((one) => !isDialect(one.kind))
      .map((one) => [one.name, requestKeys(one.secrets, one.tokens)]),
  )
  const hearing = {
    resolveAgent: access.agents.resolve,
    // What comes in on open connections while draining is still taken: it was sent before its sender could know.
    ...closable(eventDoor, () => state.phase === 'closing'),
    refused: meters.refused,
    // Trouble of the store is told once a minute, not for each event that it keeps out.
    failed: (reason: unknown) => store.trouble() ?? log.error({ err: reason }, 'events were not taken'),
    now,
  }
  const events = eventsRoute({ ...hearing, keysOf: (source) => keys.get(source) })
  const hooked = hookSources(config)
  const hooks = hooksRoute({
    ...hearing,
    sourceOf: (name) => hooked.get(name),
    publicUrl: config.publicUrl?.replace(/\/+$/, ''),
    unknownAgent: tellOfUnknownAgents(log, meters, config.log.personalData),
    ignored: meters.ignored,
  })
  const lookups = lookupRoute({
    keys: config.lookups,
    identify: answerLookups({
      store,
      sources,
      lookupReaders: lookupReaders(config),
      agents: access.agents,
      policy: recognition,
      publicUrl: config.publicUrl ?? null,
      failed: (reason) => log.error({ err: reason }, 'a look-up was not recorded'),
      now,
    }),
    refused: (code) => meters.refused(code, 'GET /v1/identify'),
    failed: (reason) => store.trouble() ?? log.error({ err: reason }, 'a number was not looked up'),
    took: meters.lookedUp,
    elapsed: () => performance.now(),
  })
  later.handle = (request, response) => {
    if (state.phase !== 'serving') response.shouldKeepAlive = false
    if (events(request, response) || hooks(request, response) || lookups(request, response)) return
    web(request, response)
  }
  const phoneSystems = connectPhoneSystems({
    config,
    take: eventDoor.take,
    found: endGoneCalls(store, journey),
    agents: states,
    agentsChanged: desktops.hintLiveCalls,
    meters,
    log,
    now,
    random: settings.random,
  })
  const closeSilentCalls = async (): Promise<void> => {
    // What is spooled may say that such a call is not silent at all.
    if (spooling?.isSettled() ?? true) await journey.closeSilentCalls()
  }
  const keeping = keepHouse({
    store,
    journey: { ...journey, closeSilentCalls },
    access,
    log,
    now,
    keepEventsDays: config.policy.keepEventsDays,
  })
  const close = async (): Promise<void> => {
    state.phase = 'draining'
    const drained = closeServer(http)
    await keeping.stop()
    await phoneSystems.close()
    nodes.leave()
    unfollow()
    await desktops.close()
    await drained
    state.phase = 'closing'
    await spooling?.stop()
    await journey.idle()
    await customers.close()
    await store.close()
    await spool?.close()
  }
  try {
    await listen(http, config)
  } catch (reason) {
    await close()
    throw reason
  }

  return {
    url: urlOf(http, config),
    store,
    access,
    closeSilentCalls: journey.closeSilentCalls,
    close,
  }
}

/** The store of a house, for commands beside the running program. */
export async function openHouseStore(config: Pick<Config, 'data' | 'store'>): Promise<Store> {
  return config.store === 'sqlite' ? openSqliteStore(sqliteHouse(config)) : postgresHouse(config.store)
}

/** What keeps events while a PostgreSQL is away; null where the store is a file on the same disk. */
function openSpool({ data, store, spool }: Config): SpoolStore | null {
  if (store === 'sqlite') return null
  return openSqliteSpool({ folder: data, mostBytes: spool.mostMegabytes * 1024 * 1024 })
}

/** The store of a house for the one who serves it. */
async function serveHouseStore({ config, log, now }: AppSettings, meters: StoreMeters): Promise<Store> {
  const tell = tellStoreNews(log, meters)
  if (config.store !== 'sqlite') {
    return postgresHouse(config.store, {
      onFault: (reason) => log.warn({ err: reason }, 'the database is not heard'),
      tell,
      migrating: ({ to, name, statement }) => {
        if (statement === 1) tell({ kind: 'migrated', to, name })
      },
    })
  }
  return serveSqliteStore({
    ...sqliteHouse(config),
    now,
    elapsed: () => performance.now(),
    noise: randomBytes,
    tell,
  })
}

function sqliteHouse({ data }: Pick<Config, 'data'>): SqliteSettings {
  return { file: databaseIn(data), ids: timeIds(0), nameTokens, searchReader }
}

function postgresHouse(
  url: string,
  hear: Pick<PostgresSettings, 'onFault' | 'tell' | 'migrating'> = deaf,
): Promise<Store> {
  const elapsed = () => performance.now()
  return openPostgresStore({ url, nameTokens, searchReader, now: Date.now, elapsed, ...hear })
}

const deaf = { onFault: () => undefined, tell: () => undefined }

function houseForDesktop(config: Config, demo: boolean): Omit<Me, 'account'> {
  return {
    sources: config.sources.map((one) => one.name),
    queues: config.sources.flatMap((one) =>
      one.queues.map(({ id, name }) => ({ source: one.name, id, name })),
    ),
    dispositions: config.dispositions.map(({ id, name }) => ({ id, name })),
    tiers: config.tiers,
    verificationMethods: config.policy.verificationMethods.map(({ id, name }) => ({ id, name })),
    demo,
  }
}
