import type { Server } from 'node:http'
import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { type Customers, openCustomers } from './customer/open-customers.ts'
import { heldBackFrom } from './disclosure-gate.ts'
import { nameMatch } from './history/find-interactions.ts'
import { uploadTime } from './http-server.ts'
import type { Journey } from './journey.ts'
import {
  type openNumberReader,
  readingFingerprints,
  type readingSettings,
  regionOfNumber,
} from './number-reading.ts'
import type { SourceDesk } from './source-desk.ts'
import type { Store } from './store/store.ts'
import { tellOfRereading } from './tell-of-rereading.ts'
import type { Tell } from './wire/webhook-events.ts'
import { maskCards } from './wrapup/mask-cards.ts'

interface CustomersOfHouse {
  readonly config: Config
  readonly store: Store
  readonly sources: ReadonlyMap<string, SourceDesk>
  readonly access: Pick<Access, 'agents'>
  readonly journey: Pick<Journey, 'customerChanged'>
  readonly numbers: ReturnType<typeof readingSettings>
  readonly readNumber: ReturnType<typeof openNumberReader>
  readonly factKinds: Parameters<typeof openCustomers>[0]['factKinds']
  readonly http: Server
  readonly log: Logger
  readonly tell: Tell
  readonly newId: () => string
  /** The wall clock, ms. */
  readonly now: () => number
}

const numberReaderModule = new URL('./number-reading.ts', import.meta.url).href

/** Opens the customers' room with what the house hands it. */
export function openCustomersOfHouse(house: CustomersOfHouse): Promise<Customers> {
  const { config, store, sources, numbers, log } = house
  return openCustomers({
    store,
    readNumber: house.readNumber,
    numbers: { module: numberReaderModule, settings: numbers },
    rereading: {
      fingerprints: readingFingerprints(numbers),
      regionOf: regionOfNumber,
      isSource: (name) => sources.has(name),
      node: house.newId(),
      tell: tellOfRereading(log),
    },
    nameMatch,
    heldBack: heldBackFrom(store),
    changed: house.journey.customerChanged,
    tiers: config.tiers,
    departments: config.departments.map(({ id }) => id),
    nameOf: house.access.agents.nameOf,
    maskCards,
    tell: house.tell,
    factKinds: house.factKinds,
    folder: config.data,
    newName: house.newId,
    node: house.newId(),
    whileUploading: uploadTime(house.http),
    now: house.now,
    onFault: (reason) => log.error({ err: reason }, 'work on customers broke off'),
  })
}
