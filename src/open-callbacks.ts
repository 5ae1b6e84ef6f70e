import type { Access } from './access/open-access.ts'
import { callbackData } from './callback-news.ts'
import { type DialRoom, dialHandler, type OwnPhone } from './callbacks/dial-handler.ts'
import { openPlanning } from './callbacks/plan-callback.ts'
import { planVisits } from './callbacks/plan-visits.ts'
import { type TaskRoom, taskHandlers } from './callbacks/task-handlers.ts'
import type { Config, SourceConfig } from './config.ts'
import { groupsOf } from './department-names.ts'
import type { HeldBack } from './disclosure-gate.ts'
import { houseZone } from './house-bearings.ts'
import type { PhoneSystems } from './phone-systems.ts'
import { writeNumber } from './recognition/write-number.ts'
import { numberPlan } from './source-desk.ts'
import { speaksAgainst } from './speaks-against.ts'
import { promisedUntil, standingPromisesOf } from './standing-promises.ts'
import type { Store } from './store/store.ts'
import type { PlanCallback, Task } from './store/task-store.ts'
import type { Handlers } from './wire/routes.ts'
import type { Tell } from './wire/webhook-events.ts'
import { maskCards } from './wrapup/mask-cards.ts'

interface PlanningParts {
  /** Tells other systems. */
  readonly tell?: Tell
  readonly store: Store
  readonly config: Pick<Config, 'sources'>
  readonly now: () => number
}

interface CallbacksParts extends PlanningParts {
  readonly config: Config
  readonly agents: Access['agents']
  readonly readNumber: (raw: string, region?: string, source?: string) => { readonly key: string | null }
  readonly heldBack: HeldBack
  readonly phoneSystems: () => PhoneSystems | undefined
  readonly newId: () => string
}

/** Plans a callback, a visit or a message for any room that has a reason to. */
export function planCallbackFor({ store, config, now, tell }: PlanningParts): PlanCallback {
  const plan = openPlanning({ store, against: speaksAgainst(store, houseZone(config)), now })
  return async (wanted) => {
    const planned = await plan(wanted)
    if (tell && planned.kind === 'planned' && planned.isNew) await tellOfCallback(store, tell, planned.task)
    return planned
  }
}

async function tellOfCallback(store: PlanningParts['store'], tell: Tell, task: Task): Promise<void> {
  if (task.kind !== 'callback') return
  const { customerId, origin, originId } = task
  const externalId = customerId === null ? null : ((await store.readCard(customerId))?.externalId ?? null)
  const callId = origin === 'call' || origin === 'missed-call' ? originId : null
  await tell('callback.planned', callbackData(task, { externalId, callId, queue: null }))
}

/** Plans the regular visits that are due to be planned; how many. */
export function openVisits(parts: PlanningParts & Pick<CallbacksParts, 'config'>): () => Promise<number> {
  const { store, config, now } = parts
  const planCallback = planCallbackFor(parts)
  return () => planVisits({ store, planCallback, visits: config.visits, now, pause: turn })
}

/** Callbacks, visits and calls by a click. */
export function callbackHandlers(
  parts: CallbacksParts,
): Handlers<keyof ReturnType<typeof taskHandlers> | 'dial'> {
  const { config, store, agents, readNumber, heldBack, phoneSystems, newId, now } = parts
  const standing = standingPromisesOf(config)
  const room: TaskRoom = {
    store,
    planCallback: planCallbackFor(parts),
    readNumber: (raw, region) => readNumber(raw, region),
    heldBack,
    ...groupsOf(config),
    nameOf: agents.nameOf,
    teamOf: agents.teamOf,
    promisedUntil: (dueUntil) => promisedUntil(standing, dueUntil),
    maskCards,
    now,
  }
  const dialling: DialRoom = {
    store,
    phonesOf: (accountId) => phonesOf(parts, accountId),
    async place(source, call) {
      return (await phoneSystems()?.place(source, call)) ?? { kind: 'refused', why: 'it is not connected' }
    },
    against: speaksAgainst(store, houseZone(config)),
    newId,
    now,
  }
  return { ...taskHandlers(room), ...dialHandler(dialling) }
}

function phonesOf({ config, agents, readNumber }: CallbacksParts, accountId: string): OwnPhone[] {
  return config.sources.flatMap((source) => {
    const extension = agents.extensionOf(accountId, source.name)
    if (extension === null) return []
    const plan = numberPlan(source)
    return [
      {
        source: source.name,
        extension,
        dials: dialsItself(source),
        keyOf: (raw: string) => readNumber(raw, undefined, source.name).key ?? readNumber(raw).key,
        dialled: (key: string) =>
          extensionIn(key, source) ?? (key.startsWith('+') ? writeNumber(key, plan) : null),
      },
    ]
  })
}

function dialsItself({ kind, asterisk, freeswitch }: SourceConfig): boolean {
  if (kind === 'asterisk') return asterisk?.dial !== undefined
  return kind === 'freeswitch' && freeswitch?.host !== undefined && freeswitch.dial !== undefined
}

/** Of an extension of this very source; short codes (110, 95588) are dialled by hand. */
function extensionIn(key: string, { name, extensionLength }: SourceConfig): string | null {
  const found = /^ext:(\d+)@(.+)$/.exec(key)
  return found?.[2] === name && found[1]?.length === extensionLength ? (found[1] ?? null) : null
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
