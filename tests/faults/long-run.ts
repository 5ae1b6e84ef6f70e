import { chanceOf } from '../simulator/chance.ts'
import { beginCalling, type Callers, type Mishap } from './callers.ts'
import { canaries, type DayOfCalls, dayOfCalls } from './day-of-calls.ts'
import { findLosses, keptIds, type Losses, type Told } from './find-losses.ts'
import { type Floor, type FloorNode, openFloor, spooledAt, until } from './floor.ts'
import { faultsOf, type Scene } from './inject.ts'
import { readPostgresHouse, readSqliteHouse } from './kept-house.ts'
import { pause } from './real-house.ts'
import { type Otherwise, untilShown } from './watched-desks.ts'

export interface RunSettings {
  readonly store: 'sqlite' | 'postgres'
  readonly nodes: number
  readonly faults: number
  readonly seed: number
  /** Kinds of faults; all if none is named. */
  readonly only: readonly string[]
  /** Calls told side by side. */
  readonly lines: number
  /** How many faults between two looks at everything. */
  readonly lookEvery: number
  /** Ends it early, with what has been counted by then. */
  readonly stopping: AbortSignal
  readonly say: (line: string) => void
}

/** What became of a run. All but the counts of faults, calls and events is to be zero, and the times short. */
export interface Outcome {
  readonly faults: Record<string, number>
  injected: number
  calls: number
  acknowledged: number
  lost: number
  duplicated: number
  wrong: number
  missedPops: number
  ghostPops: number
  oldPops: number
  /** Programs that ended and were not killed. */
  exits: number
  /** Lines of logs that tell who called. */
  told: number
  /** From quiet until all desktops were connected again, ms. */
  slowestComeBackMs: number
  /** From then until nothing was spooled any more, ms. */
  slowestDrainMs: number
  /** From then until all desktops showed what the store has, ms. */
  slowestHealMs: number
  /** From when the engine, or the one node, was back until an event was acknowledged, ms. */
  slowestReturnMs: number
}

/** A half-open line is found by the ping, after 35 s at the latest; then the desktop comes back within 5 s. */
const comeBackMs = 60_000
const quietMs = 15_000

/**
 * Lets a floor work under faults, one after the other, and looks at intervals whether anything was lost. What it has counted
 * by then stands in `outcome`, however it ends.
 */
export async function longRun(settings: RunSettings, outcome: Outcome): Promise<void> {
  const { store, nodes, seed, say } = settings
  const floor = await openFloor({ store, nodes, desks: 8 })
  const day = dayOfCalls(floor, chanceOf(seed + 1))
  const befallen = openBefalling()
  const pace = chanceOf(seed + 2)
  const callers = beginCalling(floor.nextNode, settings.lines, `s${seed}`, {
    ...day,
    mishap: befallen.next,
    paceMs: () => pace.between(20, 200),
    patienceMs: 5000,
  })
  const run: Run = {
    settings,
    floor,
    day,
    callers,
    outcome,
    seen: { calls: 0, said: 0 },
    found: { lost: new Set(), twice: new Set(), wrong: new Set() },
  }
  try {
    await injectAll(run, befallen.befall)
    callers.goOn()
    await callers.stop()
    await look(run, 'end')
  } finally {
    say('closing')
    await floor.close()
  }
}

interface Run {
  readonly settings: RunSettings
  readonly floor: Floor
  readonly day: DayOfCalls
  readonly callers: Callers
  readonly outcome: Outcome
  /** Up to where calls and logs were looked at. */
  readonly seen: { calls: number; said: number }
  readonly found: Readonly<Record<keyof Losses, Set<string>>>
}

async function injectAll(run: Run, befall: Scene['befall']): Promise<void> {
  const { settings, floor, outcome, callers } = run
  const chance = chanceOf(settings.seed)
  const draw = faultsOf(settings.store, chance, settings.only)
  const returning = new Set<Promise<unknown>>()
  let gone = 0
  /** Unless something goes away again before it has come to that. */
  const noteReturn = async (): Promise<void> => {
    const [before, goneBefore] = [callers.acknowledged.size, gone]
    const isOver = () => callers.acknowledged.size > before || gone > goneBefore
    const ms = await until('events are acknowledged', 30_000, isOver)
    if (gone === goneBefore) outcome.slowestReturnMs = Math.max(outcome.slowestReturnMs, ms)
  }
  const beside = (work: Promise<unknown>): void => {
    const done = work
      .catch((reason: unknown) => settings.say(String(reason)))
      .finally(() => returning.delete(done))
    returning.add(done)
  }
  const scene: Scene = {
    floor,
    chance,
    befall,
    bringBack(node) {
      const started = startAgain(run, node)
      beside(started)
      return started
    },
    engineIsBack: () => beside(noteReturn()),
  }
  for (let n = 1; n <= settings.faults && !settings.stopping.aborted; ) {
    await reviveGone(run)
    const { kind, inject } = draw()
    if (/killed|crashed|restarted/.test(kind)) gone++
    if ((await inject(scene)) === false) continue
    if (kind === 'node-killed' && settings.nodes === 1) beside(noteReturn())
    outcome.faults[kind] = (outcome.faults[kind] ?? 0) + 1
    outcome.injected = n
    await pause(chance.between(0, 60))
    if (n % settings.lookEvery === 0) {
      await Promise.all(returning)
      await look(run, n)
    }
    n++
  }
  await Promise.all(returning)
}

/** One that ends while it starts is started once more, and counted: nobody has killed it. */
async function startAgain({ outcome, settings }: Run, node: FloorNode): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    try {
      await node.start()
      return
    } catch (reason) {
      outcome.exits++
      settings.say(`${node.name} does not start: ${String(reason)}`)
      await pause(300)
    }
  }
}

async function look(run: Run, at: number | 'end'): Promise<void> {
  const { floor, callers, outcome, settings } = run
  await callers.freeze()
  await reviveGone(run)
  const connectedMs = await untilConnected(run)
  outcome.slowestComeBackMs = Math.max(outcome.slowestComeBackMs, connectedMs)
  const drainedMs = await until('nothing is spooled', 60_000, async () => (await spooledAt(floor)) === 0)
  outcome.slowestDrainMs = Math.max(outcome.slowestDrainMs, drainedMs)
  const { otherwise, ms } = await untilShown(floor.desks, floor.readDesk, quietMs)
  outcome.slowestHealMs = Math.max(outcome.slowestHealMs, ms)
  addOtherwise(outcome, otherwise)
  const losses = await findSince(run, at)
  for (const kind of ['lost', 'twice', 'wrong'] as const) {
    for (const one of losses[kind]) run.found[kind].add(one)
  }
  outcome.lost = run.found.lost.size
  outcome.duplicated = run.found.twice.size
  outcome.wrong = run.found.wrong.size
  const said = floor.logged()
  const told = said
    .slice(run.seen.said)
    .split('\n')
    .filter((line) => canaries.some((one) => line.includes(one)))
  run.seen.said = said.length
  outcome.told += told.length
  outcome.calls = callers.calls.length
  outcome.acknowledged = callers.acknowledged.size
  settings.say(
    `${progress(outcome, at)}; connected ${Math.round(connectedMs)}, drained ${Math.round(drainedMs)}, shown ${Math.round(ms)} ms`,
  )
  const complaints = [...Object.values(otherwise).flat(), ...Object.values(losses).flat(), ...told]
  for (const complaint of complaints.slice(0, 10)) settings.say(`  ${complaint.slice(0, 600)}`)
  if (at !== 'end') callers.goOn()
}

/** Also those whose line is half open, which they have to find out first. */
async function untilConnected({ floor, settings }: Run): Promise<number> {
  const areConnected = () =>
    floor.desks.every(({ wire, desktop }) => wire.lines() === 1 && desktop.version() !== null)
  return until('the desktops are connected', comeBackMs, areConnected).catch((reason: unknown) => {
    settings.say(String(reason))
    return comeBackMs
  })
}

/** Of the calls that were not finished at the last look and those since; at the end, of all. */
async function findSince({ floor, callers, day, seen }: Run, at: number | 'end'): Promise<Losses> {
  const isEnd = at === 'end'
  const of = new Set(isEnd ? callers.calls : callers.calls.slice(Math.max(0, seen.calls - 100)))
  seen.calls = callers.calls.length
  const told: Told = {
    acknowledged: new Map([...callers.acknowledged].filter(([, call]) => of.has(call))),
    wholeCalls: isEnd ? callers.calls : [],
    wrappedUp: day.wrappedUp,
  }
  const ids = keptIds(told)
  const { engine, house } = floor
  return findLosses(
    engine ? await readPostgresHouse(engine.url(), ids) : readSqliteHouse(house.database, ids),
    told,
  )
}

async function reviveGone(run: Run): Promise<void> {
  const { floor, outcome, settings } = run
  for (const node of floor.nodes) {
    if (node.running === null || node.running.isRunning()) continue
    outcome.exits++
    settings.say(`${node.name} is gone: ${node.running.logged().slice(-3000)}`)
    await startAgain(run, node)
  }
}

function addOtherwise(outcome: Outcome, { missed, ghosts, old }: Otherwise): void {
  outcome.missedPops += missed.length
  outcome.ghostPops += ghosts.length
  outcome.oldPops += old.length
}

function progress(outcome: Outcome, at: number | 'end'): string {
  const { acknowledged, calls, lost, duplicated, wrong, missedPops, ghostPops, oldPops, exits, told } =
    outcome
  return (
    `${at}: ${calls} calls, ${acknowledged} events acknowledged; lost ${lost}, twice ${duplicated}, wrong ${wrong}, ` +
    `pops missed ${missedPops}, ghosts ${ghostPops}, old ${oldPops}; exits ${exits}, told ${told}`
  )
}

export function emptyOutcome(): Outcome {
  return {
    faults: {},
    injected: 0,
    calls: 0,
    acknowledged: 0,
    lost: 0,
    duplicated: 0,
    wrong: 0,
    missedPops: 0,
    ghostPops: 0,
    oldPops: 0,
    exits: 0,
    told: 0,
    slowestComeBackMs: 0,
    slowestDrainMs: 0,
    slowestHealMs: 0,
    slowestReturnMs: 0,
  }
}

/** Mishaps wait here for the next request that is sent. */
function openBefalling() {
  const waiting: { readonly mishap: Mishap; readonly taken: () => void }[] = []
  return {
    befall: (mishap: Mishap) => new Promise<void>((taken) => waiting.push({ mishap, taken })),
    next(): Mishap {
      const one = waiting.shift()
      one?.taken()
      return one?.mishap ?? { kind: 'none' }
    },
  }
}
