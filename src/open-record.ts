import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import { openChecking } from './check-record.ts'
import type { Config } from './config.ts'
import { houseZone } from './house-bearings.ts'
import { outcomePlace } from './house-store.ts'
import { keepRecord } from './record/keep-record.ts'
import { type RecordRoute, recordHandlers } from './record/record-handlers.ts'
import type { Store } from './store/store.ts'
import type { Telling } from './webhooks/open-telling.ts'
import type { Handlers } from './wire/routes.ts'
import { nextHour } from './working-time.ts'

interface RecordParts {
  readonly config: Config
  readonly store: Store
  readonly access: Pick<Access, 'agents'>
  readonly outside: Pick<Telling, 'tell'>
  readonly log: Logger
  readonly newId: () => string
  readonly now: () => number
  readonly elapsed: () => number
}

export interface OpenedRecord {
  readonly handlers: Handlers<RecordRoute>
  stop(): Promise<void>
}

/** By the clock of the house: few calls come then, and the whole record is gone through on a thread of its own. */
const nightHour = 3

/** The record of who did what: sealed in the background, read by auditors, checked on a thread of its own. */
export function openRecord(parts: RecordParts): OpenedRecord {
  const { config, store, access, outside, log, newId, now, elapsed } = parts
  const checking = openChecking({ ...parts, place: outcomePlace(config) })
  const zone = houseZone(config)
  const keeping = keepRecord({
    store,
    tell: outside.tell,
    beginCheck: checking.begin,
    keepDays: config.policy.keepAuditDays,
    nextNight: (at) => nextHour(at, nightHour, zone),
    newId,
    now,
    failed: (reason, what) => {
      if (!store.trouble()) log.error({ err: reason }, what)
    },
  })
  const { nameOf } = access.agents
  return {
    handlers: recordHandlers({ store, nameOf, beginCheck: () => checking.begin('whole'), now, elapsed }),
    async stop() {
      await keeping.stop()
      await checking.stop()
    },
  }
}
