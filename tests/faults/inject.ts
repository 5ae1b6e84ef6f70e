import type { Chance } from '../simulator/chance.ts'
import { askServer } from '../store/ask-server.ts'
import type { Mishap } from './callers.ts'
import { inDisorder } from './day-of-calls.ts'
import type { Engine, Floor, FloorNode } from './floor.ts'
import { pause } from './real-house.ts'

export interface Scene {
  readonly floor: Floor
  readonly chance: Chance
  /** Hands a mishap to the next request; resolves once one has had it. */
  readonly befall: (mishap: Mishap) => Promise<void>
  /** Starts a node again that was killed. */
  readonly bringBack: (node: FloorNode) => Promise<void>
  /** The engine answers again. */
  readonly engineIsBack: () => void
}

type Store = 'sqlite' | 'postgres'

interface Fault {
  readonly kind: string
  /** How often it is drawn, against the others. */
  readonly weight: number
  /** False where it could not be done at the moment. */
  readonly inject: (scene: Scene) => Promise<unknown>
}

/** What befalls a floor whatever it stores in. */
const everywhere: readonly Fault[] = [
  { kind: 'node-stopped', weight: 6, inject: (scene) => stopNode(scene, 20, 250) },
  { kind: 'node-frozen', weight: 0.15, inject: (scene) => stopNode(scene, 4000, 9000) },
  {
    kind: 'desktop-cut',
    weight: 14,
    inject: async ({ floor, chance }) => chance.pick(floor.desks).wire.cut(),
  },
  { kind: 'desktop-held', weight: 8, inject: holdDesktop },
  { kind: 'desktop-silenced', weight: 0.5, inject: silenceDesktop },
  { kind: 'event-copied', weight: 12, inject: copy },
  { kind: 'events-disordered', weight: 12, inject: disorder },
  { kind: 'request-broken-off', weight: 12, inject: breakOff },
]

const onSqlite: readonly Fault[] = [
  { kind: 'node-killed', weight: 14, inject: killOnlyNode },
  { kind: 'desktops-cut', weight: 4, inject: async ({ floor }) => cutAll(floor) },
]

const onPostgres: readonly Fault[] = [
  { kind: 'node-killed', weight: 3, inject: killOneOfThem },
  { kind: 'connection-terminated', weight: 30, inject: terminate },
  { kind: 'engine-stopped', weight: 5, inject: stopEngine },
  { kind: 'engine-restarted', weight: 0.4, inject: (scene) => restartEngine(scene, 'SIGINT') },
  { kind: 'engine-crashed', weight: 0.4, inject: (scene) => restartEngine(scene, 'SIGQUIT') },
  { kind: 'engine-killed', weight: 0.2, inject: (scene) => restartEngine(scene, 'SIGKILL') },
  { kind: 'engine-line-cut', weight: 12, inject: cutEngineLine },
  { kind: 'engine-line-silenced', weight: 1, inject: silenceEngineLine },
  { kind: 'engine-lines-held', weight: 4, inject: holdEngineLines },
]

/** Draws one fault after the other, by their weights; of these kinds only, if any are named. */
export function faultsOf(store: Store, chance: Chance, only: readonly string[] = []): () => Fault {
  const all = [...everywhere, ...(store === 'sqlite' ? onSqlite : onPostgres)]
  const faults = all.filter(({ kind }) => only.length === 0 || only.includes(kind))
  if (faults.length === 0) throw new Error(`kinds of faults: ${all.map(({ kind }) => kind).join(' ')}`)
  const total = faults.reduce((sum, { weight }) => sum + weight, 0)
  return () => {
    let left = (chance.between(0, 999_999) / 1_000_000) * total
    for (const fault of faults) {
      left -= fault.weight
      if (left < 0) return fault
    }
    return faults[0] as Fault
  }
}

const running = ({ nodes }: Floor): FloorNode[] => nodes.filter((node) => node.running?.isRunning())

async function stopNode({ floor, chance }: Scene, leastMs: number, mostMs: number): Promise<void> {
  const node = chance.pick(running(floor))
  node?.running?.signal('SIGSTOP')
  await pause(chance.between(leastMs, mostMs))
  node?.running?.signal('SIGCONT')
}

async function killOnlyNode({ floor, bringBack }: Scene): Promise<boolean> {
  const [node] = floor.nodes
  if (!node) return false
  await node.kill()
  await bringBack(node)
  return true
}

/** While another one runs. */
async function killOneOfThem({ floor, chance, bringBack }: Scene): Promise<boolean> {
  const some = running(floor)
  if (some.length < 2) return false
  const node = chance.pick(some)
  await node.kill()
  void bringBack(node)
  return true
}

function cutAll({ desks }: Floor): void {
  for (const { wire } of desks) wire.cut()
}

async function holdDesktop({ floor, chance }: Scene): Promise<void> {
  const { wire } = chance.pick(floor.desks)
  wire.hold()
  await pause(chance.between(20, 400))
  wire.mend()
}

async function silenceDesktop({ floor, chance }: Scene): Promise<void> {
  chance.pick(floor.desks).wire.silence()
}

function copy({ chance, befall }: Scene): Promise<void> {
  return befall({ kind: 'copies', times: chance.between(2, 6) })
}

function disorder({ chance, befall }: Scene): Promise<void> {
  return befall({ kind: 'disorder', places: inDisorder(chance.between(2, 4), chance) })
}

function breakOff({ chance, befall }: Scene): Promise<void> {
  return befall({ kind: 'broken-off', afterMs: chance.between(1, 30) })
}

async function terminate({ floor }: Scene): Promise<void> {
  await askServer(
    (floor.engine as Engine).url(),
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name like 'greetline%' order by random() limit 1`,
  )
}

async function stopEngine({ floor, chance }: Scene): Promise<void> {
  const { server } = floor.engine as Engine
  server.signalAll('SIGSTOP')
  await pause(chance.between(20, 200))
  server.signalAll('SIGCONT')
}

async function restartEngine(
  { floor, chance, engineIsBack }: Scene,
  signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL',
): Promise<void> {
  const { server } = floor.engine as Engine
  if (signal === 'SIGKILL') server.signalAll(signal)
  await server.end(signal)
  await pause(chance.between(0, 2000))
  await server.start()
  engineIsBack()
}

const engineWires = (floor: Floor) => running(floor).flatMap(({ toEngine }) => toEngine ?? [])

async function cutEngineLine({ floor, chance }: Scene): Promise<void> {
  const wire = chance.pick(engineWires(floor))
  wire?.cut(chance.between(0, wire.lines() - 1))
}

async function silenceEngineLine({ floor, chance }: Scene): Promise<void> {
  const wire = chance.pick(engineWires(floor))
  wire?.silence(chance.between(0, wire.lines() - 1))
}

async function holdEngineLines({ floor, chance }: Scene): Promise<void> {
  const wire = chance.pick(engineWires(floor))
  wire?.hold()
  await pause(chance.between(20, 1500))
  wire?.mend()
}
