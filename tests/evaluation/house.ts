import { readConfig } from '../../src/config.ts'
import { readCustomerNumber } from '../../src/customer/read-numbers.ts'
import { noDirectories } from '../../src/directories/open-directories.ts'
import { noFacts } from '../../src/facts-of-calls.ts'
import { nameTokens } from '../../src/history/search-tokens.ts'
import type { House } from '../../src/house.ts'
import { plainBearings } from '../../src/house-bearings.ts'
import { openJourney } from '../../src/journey.ts'
import { openMeters } from '../../src/metrics.ts'
import { openNumberReader, readingSettings } from '../../src/number-reading.ts'
import { usualPolicy } from '../../src/recognition/recognition-policy.ts'
import { usualDisclosure } from '../../src/screenpop/disclose.ts'
import { builtInBook } from '../../src/screenpop/greet.ts'
import { sourceDesk } from '../../src/source-desk.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { caseStore } from '../../src/store/case-queries.ts'
import { customerStore } from '../../src/store/customer-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { dialStore } from '../../src/store/dial-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { sqliteTextIndex } from '../../src/store/sqlite-text-index.ts'
import { taskStore } from '../../src/store/task-queries.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { tellNobody } from '../../src/webhooks/open-telling.ts'
import type { RecordPlan, World } from './people.ts'
import { places } from './places.ts'

const secret = 'whsec_dGVzdHMtc2lnbi13aXRoLXRoaXMtMTIzNDU2'

const config = readConfig(
  {
    house: { name: 'Star Courier', language: 'en' },
    sources: places.map((place) => ({
      name: place.source,
      kind: 'webhook',
      secrets: [secret],
      numberFormat: place.format,
      region: place.region,
      ...(place.areaCode === undefined ? {} : { areaCode: place.areaCode }),
      ...(place.outsidePrefix === undefined ? {} : { outsidePrefix: place.outsidePrefix }),
      extensionLength: 4,
      language: place.language,
      dids: [{ number: place.did, name: 'Service line' }],
      queues: [
        { id: 'parcels', name: 'Parcels' },
        { id: 'bills', name: 'Bills' },
      ],
    })),
    policy: { checkedClaim: 'pin' },
  },
  {},
  { demo: false, folder: '/' },
)

/** The real way of a call on a real store, with a clock of its own. */
export type PlayedHouse = ReturnType<typeof openPlayedHouse>

export function openPlayedHouse(clock: { now: number }) {
  const connection = openSqlite(':memory:')
  const engine = sqliteEngine(connection)
  const store = {
    ...callStore(engine),
    ...deskStore(engine),
    ...customerStore(engine, timeIds(0), sqliteTextIndex, nameTokens),
    ...caseStore(engine, timeIds(0)),
    ...taskStore(engine, timeIds(0)),
    ...dialStore(engine, timeIds(0)),
  }
  const now = () => clock.now
  const house: House = {
    name: config.house.name,
    store,
    sources: new Map(config.sources.map((source) => [source.name, sourceDesk(source)])),
    nameOfDepartment: (id) => id,
    agents: { resolve: () => null, nameOf: () => 'Alice Adams' },
    deliver: () => undefined,
    liveCallsChanged: () => undefined,
    directories: noDirectories,
    crmUrl: null,
    outside: tellNobody,
    facts: noFacts,
    meters: openMeters(
      () => 0,
      () => 0,
    ),
    greetings: builtInBook,
    policy: {
      ...config.policy,
      recognition: { ...usualPolicy, useRestrictedNumbers: false, checkedClaim: config.policy.checkedClaim },
      disclosure: usualDisclosure,
    },
    bearings: plainBearings,
    now,
    cautiousNow: now,
    elapsed: () => performance.now(),
  }
  return { store, journey: openJourney(house), close: () => connection.close() }
}

/** Puts the records of a world into the store, as an import would: groups first. */
export async function fillStore({ store }: PlayedHouse, { records }: World, now: number): Promise<void> {
  const readNumber = openNumberReader(readingSettings(config.sources))
  const groupsFirst = [...records].sort((a, b) => Number(a.belongsTo !== null) - Number(b.belongsTo !== null))
  for (const record of groupsFirst) {
    const numbers = record.numbers.flatMap(({ number, verified }) => {
      const read = readCustomerNumber({ number, label: null, verified }, readNumber, now)
      if (read.kind === 'refused') throw new Error(`${number}: ${read.why}`)
      return [read.number]
    })
    const written = await store.createCustomer(fieldsOf(record), numbers, now)
    if (written.kind !== 'written') throw new Error(`${record.name}: ${written.kind}`)
    record.id = written.customer.id
  }
}

function fieldsOf({ externalId, kind, name, place, belongsTo }: RecordPlan) {
  return {
    externalId,
    kind,
    name,
    givenName: null,
    familyName: null,
    title: null,
    saidAs: null,
    pronunciation: null,
    language: place.language,
    timeZone: null,
    tier: 'standard',
    role: null,
    about: null,
    confidential: null,
    wishes: [],
    contactWishes: [],
    metrics: null,
    belongsTo: belongsTo?.id ?? null,
  }
}
