import type { OutboxRow } from '../../src/store/call-store.ts'
import type { Store } from '../../src/store/store.ts'
import { type Engine, toldOf } from './engine.ts'
import type { World } from './world.ts'

export type LineStore = Pick<
  Store,
  | 'readCall'
  | 'followCall'
  | 'findCallers'
  | 'readCard'
  | 'readMattersOfNumber'
  | 'takeDialled'
  | 'readCustomersSeenWith'
  | 'findShownCalls'
  | 'findSilentCalls'
  | 'findOldWrapUps'
  | 'recordJudgement'
  | 'recordRendered'
  | 'readDesks'
  | 'readDeskVersions'
  | 'setAvailability'
> & { readOutbox(after: number, most: number): Promise<readonly OutboxRow[]> }

/** The way from one node to the engine, and whether it is open at the moment. */
export interface Line {
  isCut: boolean
  /** A node that was killed hears no more answers. */
  isDead: boolean
}

/** The machine of the engine; `boots` grows when it is restarted, which ends all transactions. */
export interface EngineHost {
  isUp: boolean
  boots: number
}

/** Longest that a transaction stays open, ms. */
export const longestTransactionMs = 1500
const impatientAfterMs = 3000

/** The store as a node reaches it: slow now and then, refused, or done without the answer coming through. */
export function storeLine(world: World, engine: Engine, host: EngineHost, line: Line): LineStore {
  const { clock, chance } = world
  const pause = (): number =>
    chance.of(world.weather.storeSlow) ? chance.between(5, longestTransactionMs) : chance.between(0, 2)
  const isClosed = (): boolean => line.isCut || !host.isUp

  const request = <T>(what: string, begin: (finish: (run: () => T) => void) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const answer = (ms: number, settle: () => void): void => {
        clock.after(ms, () => {
          if (!line.isDead) settle()
        })
      }
      const fail = (why: string, ms: number): void => {
        world.count(`store: ${why}`)
        answer(ms, () => reject(new Error(`${what}: ${why}`)))
      }
      clock.after(chance.between(0, 2), () => {
        if (!host.isUp) return fail('refused', 1)
        if (line.isCut) return fail('unreachable', chance.between(1, impatientAfterMs))
        if (chance.of(world.weather.storeRejects)) return fail('rejected', 1)
        const boot = host.boots
        begin((run) => {
          if (host.boots !== boot) return fail('restarted', 1)
          const value = run()
          if (isClosed() || chance.of(world.weather.answersLost))
            return fail('answer lost', chance.between(1, 500))
          answer(pause(), () => resolve(value))
        })
      })
    })

  const read = <T>(what: string, run: () => T): Promise<T> =>
    request<T>(what, (finish) => void clock.after(pause(), () => finish(run)))

  /** Ids are taken when the transaction begins; what it does is done, and seen, when it commits. */
  const write = <T>(what: string, idsNeeded: number, run: (ids: readonly number[]) => T): Promise<T> =>
    request<T>(what, (finish) => {
      const ids = engine.takeIds(idsNeeded)
      clock.after(pause(), () => finish(() => run(ids)))
    })

  return {
    readCall: (id) => read('readCall', () => engine.readCall(id)),
    async followCall(step) {
      if (world.sabotage === 'told-before-written') {
        write('followCall', toldOf(step).length, (ids) => engine.followCall(step, ids)).catch(() => undefined)
        return { kind: 'written', messages: messagesAhead(engine, step), painted: [] }
      }
      const result = await write('followCall', toldOf(step).length, (ids) => engine.followCall(step, ids))
      world.note(() => {
        const pops = step.changedPops.map((pop) => `${pop.accountId}=${pop.state} v${pop.version}`).join(' ')
        return `${result.kind} ${step.id} v${step.expectedVersion + 1} ${step.call.phase} ${pops}`
      })
      return result
    },
    findCallers: (wanted) => read('findCallers', () => engine.customers.findCallers(wanted)),
    readCard: (id) => read('readCard', () => engine.customers.readCard(id)),
    takeDialled: () => read('takeDialled', () => null),
    readMattersOfNumber: () => read('readMattersOfNumber', () => ({ promises: [], signals: [] })),
    readCustomersSeenWith: () => read('readCustomersSeenWith', () => []),
    findShownCalls: (customerId, since, most) =>
      read('findShownCalls', () => engine.findShownCalls(customerId, since, most)),
    findSilentCalls: (since, most) => read('findSilentCalls', () => engine.findSilentCalls(since, most)),
    findOldWrapUps: (before, most) => read('findOldWrapUps', () => engine.findOldWrapUps(before, most)),
    recordJudgement: (judgement) => write('recordJudgement', 0, () => engine.customers.judge(judgement)),
    recordRendered: () => Promise.resolve(null),
    async readDesks(accountIds) {
      const readAll = () => new Map(accountIds.map((id) => [id, engine.readDesk(id)]))
      const desks = await read('readDesks', readAll)
      if (world.sabotage !== 'snapshot-torn') return desks
      const later = await read('readDesks', readAll)
      return new Map([...later].map(([id, desk]) => [id, { ...desk, pops: desks.get(id)?.pops ?? [] }]))
    },
    readDeskVersions: (accountIds) =>
      read(
        'readDeskVersions',
        () => new Map(accountIds.map((id) => [id, engine.desks.get(id)?.version ?? 0])),
      ),
    setAvailability: (accountId, availability, now) =>
      write('setAvailability', 1, ([id = 0]) => engine.setAvailability(accountId, availability, now, id)),
    readOutbox: (after, most) => read('readOutbox', () => engine.readOutbox(after, most)),
  }
}

function messagesAhead(engine: Engine, step: Parameters<LineStore['followCall']>[0]) {
  return toldOf(step).map(({ accountId, bodyOf }) => {
    const version = (engine.desks.get(accountId)?.version ?? 0) + 1
    return { accountId, version, body: bodyOf(version) }
  })
}
