import { join } from 'node:path'
import type { Store } from '../store/store.ts'
import type { Handlers } from '../wire/routes.ts'
import type { Tell } from '../wire/webhook-events.ts'
import { type CaseRoom, caseHandlers } from './case-handlers.ts'
import { type CustomerRoom, customerHandlers } from './customer-handlers.ts'
import { type FactRoom, factHandlers } from './fact-handlers.ts'
import { type CustomerHistoryRoom, customerHistoryHandlers } from './history-of-customer.ts'
import { type ImportRoom, importHandlers } from './import-handlers.ts'
import { type ImporterParts, openImporter } from './importer.ts'
import { openUploads } from './keep-uploads.ts'
import { manyFactsHandlers } from './many-facts-handlers.ts'
import type { NumberReaderAddress } from './parse-in-thread.ts'
import type { ReadNumber } from './read-numbers.ts'
import { type RereaderParts, rereadStoredNumbers } from './reread-stored-numbers.ts'
import { rereadingHandlers } from './rereading-handlers.ts'
import { type TimelineRoom, timelineHandlers } from './timeline-of-customer.ts'

export interface CustomersParts {
  readonly store: CustomerRoom['store'] &
    CustomerHistoryRoom['store'] &
    TimelineRoom['store'] &
    CaseRoom['store'] &
    FactRoom['store'] &
    ImportRoom['store'] &
    ImporterParts['store'] &
    RereaderParts['store'] &
    Parameters<typeof rereadingHandlers>[0]['store'] &
    Pick<Store, 'settleCustomers'>
  readonly readNumber: ReadNumber
  /** Where an import's thread loads its own number reading from. */
  readonly numbers: NumberReaderAddress
  /** The index expression for a name: `nameMatch` of the history room. */
  readonly rereading: Pick<RereaderParts, 'fingerprints' | 'regionOf' | 'isSource' | 'node' | 'tell'>
  readonly nameMatch: (name: string) => string | null
  readonly heldBack: CustomerRoom['heldBack']
  readonly changed: CustomerRoom['changed']
  readonly tell?: Tell
  readonly tiers: readonly string[]
  readonly departments: readonly string[]
  readonly nameOf: CaseRoom['nameOf']
  readonly maskCards: CaseRoom['maskCards']
  readonly factKinds: FactRoom['kinds']
  /** The house's data folder; uploads lie in `imports` below it while they are imported. */
  readonly folder: string
  /** A name nobody can guess, for an upload. */
  readonly newName: () => string
  /** This process among those of the house; another name each time it begins. */
  readonly node: string
  /** Lets an upload take its time. */
  readonly whileUploading: <T>(upload: () => Promise<T>) => Promise<T>
  readonly now: () => number
  readonly onFault: (reason: unknown) => void
  readonly renewEveryMs?: number
}

type CustomerRoutes =
  | 'createCustomer'
  | 'readCustomer'
  | 'findCustomer'
  | 'changeCustomer'
  | 'mergeCustomer'
  | 'readCustomerInteractions'
  | 'readTimeline'
  | 'readCases'
  | 'openCase'
  | 'closeCase'
  | 'changeCase'
  | 'readCaseEntries'
  | 'readPressingCases'
  | 'readFacts'
  | 'putFact'
  | 'verifyFact'
  | 'revealFact'
  | 'withdrawFact'
  | 'findFacts'
  | 'changeFacts'
  | 'importCustomers'
  | 'importInteractions'
  | 'readImports'
  | 'readImport'
  | 'readImportRefusals'
  | 'readNumberRereadings'
  | 'readRereadingFindings'

export interface Customers {
  readonly handlers: Handlers<CustomerRoutes>
  /** Stops a running import, and reading numbers again, after the batch under way. */
  close(): Promise<void>
}

/** The customer room, whole; finishes first what a stopped process left half done. */
export async function openCustomers(parts: CustomersParts): Promise<Customers> {
  const uploads = openUploads(join(parts.folder, 'imports'), parts.node, parts.now)
  const importer = await openImporter({ ...parts, uploads })
  const rereading = rereadStoredNumbers({ ...parts, ...parts.rereading })
  const settling = parts.store.settleCustomers().catch(parts.onFault)
  return {
    handlers: {
      ...customerHandlers(parts),
      ...customerHistoryHandlers(parts),
      ...timelineHandlers({ ...parts, kinds: parts.factKinds }),
      ...caseHandlers(parts),
      ...factHandlers({ ...parts, kinds: parts.factKinds }),
      ...manyFactsHandlers({ ...parts, kinds: parts.factKinds }),
      ...importHandlers({ ...parts, importer, spoolFolder: uploads.folder }),
      ...rereadingHandlers(parts),
    },
    async close() {
      await importer.stop()
      await rereading.stop()
      await settling
    },
  }
}
