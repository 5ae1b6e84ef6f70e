import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import { carryOutbox } from './push/carry-outbox.ts'
import type { Desktops } from './push/desktops.ts'
import type { DeskMessage } from './store/call-store.ts'
import type { OtherNodes } from './store/other-nodes.ts'
import type { Store } from './store/store.ts'

/** This node among those of the house. */
export interface Nodes {
  /** Carries what this node has written to the desktops here; the other nodes read it from the store. */
  deliver(messages: readonly DeskMessage[]): void
  leave(): void
}

interface NodeSettings {
  readonly store: Pick<Store, 'readOutbox' | 'otherNodes' | 'trouble'>
  readonly desktops: Pick<Desktops, 'deliver' | 'hasDesktop' | 'hintLiveCalls' | 'hintAlerts' | 'recheck'>
  /** Hears what desktops of this node were told, whichever node has written it. */
  readonly carried: (messages: readonly DeskMessage[]) => void
  readonly access: Pick<Access, 'changedElsewhere'>
  readonly log: Logger
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
}

/** Whatever becomes of hints, another node's messages and changes of rights are here after so long, ms. */
const slowClockMs = 1000
const patienceMs = 3000
const rowsAtOnce = 500

/** On one node what is written is handed straight to the sockets; on several, what others write is carried to them too. */
export function joinNodes(settings: NodeSettings): Nodes {
  const { store, desktops } = settings
  const { otherNodes } = store
  if (!otherNodes) return { deliver: desktops.deliver, leave: () => undefined }
  const carrier = carryFromOthers(settings, otherNodes)
  const forgetCalls = hearOf(otherNodes, 'calls', desktops.hintLiveCalls)
  const forgetAlerts = hearOf(otherNodes, 'alerts', desktops.hintAlerts)
  const forgetAccess = followAccess(settings, otherNodes)
  return {
    deliver: carrier.handOver,
    leave() {
      carrier.stop()
      forgetCalls()
      forgetAlerts()
      forgetAccess()
    },
  }
}

type About = Parameters<Parameters<OtherNodes['onHint']>[0]>[0]

function hearOf({ onHint }: OtherNodes, wanted: About, heard: () => void): () => void {
  return onHint((about) => {
    if (about === wanted) heard()
  })
}

function carryFromOthers({ store, desktops, carried, log, now, elapsed }: NodeSettings, nodes: OtherNodes) {
  return carryOutbox({
    readOutbox: store.readOutbox,
    hint: (heard) => hearOf(nodes, 'desks', heard),
    deliver(messages) {
      desktops.deliver(messages)
      carried(messages.filter(({ accountId }) => desktops.hasDesktop(accountId)))
    },
    onFault: (reason) =>
      store.trouble() ?? log.warn({ err: reason }, 'the outbox was not carried; it is read again'),
    slowClockMs,
    overlapMs: nodes.longestWriteMs,
    patienceMs,
    rowsAtOnce,
    now,
    elapsed,
    later(work, ms) {
      const timer = setTimeout(work, ms).unref()
      return () => clearTimeout(timer)
    },
  })
}

/**
 * Follows whose rights or sessions other nodes have changed. Read are always the last changes, and those from before that
 * are passed over: a change becomes visible only after its transaction, so the newest one seen says nothing of the others.
 */
function followAccess(
  { store, desktops, access, log, elapsed }: NodeSettings,
  nodes: OtherNodes,
): () => void {
  let seen: ReadonlySet<number> = new Set()
  let readAt = elapsed()
  let state: 'resting' | 'reading' | 'heard-more' = 'resting'

  const read = async (): Promise<void> => {
    const began = elapsed()
    const changes = await nodes.readAccessChanges(began - readAt + 2 * nodes.longestWriteMs)
    const fresh = changes.filter(({ id }) => !seen.has(id))
    if (fresh.length > 0) await access.changedElsewhere()
    for (const accountId of new Set(fresh.map((change) => change.accountId))) {
      await desktops.recheck(accountId)
    }
    seen = new Set(changes.map(({ id }) => id))
    readAt = began
  }

  const work = async (): Promise<void> => {
    if (state !== 'resting') {
      state = 'heard-more'
      return
    }
    do {
      state = 'reading'
      await read().catch((reason: unknown) => {
        if (!store.trouble()) log.warn({ err: reason }, 'changes of access were not read')
      })
    } while (isAskedAgain())
    state = 'resting'
  }

  const isAskedAgain = (): boolean => state === 'heard-more'

  const timer = setInterval(() => void work(), slowClockMs).unref()
  const forget = hearOf(nodes, 'access', () => void work())
  return () => {
    clearInterval(timer)
    forget()
  }
}
