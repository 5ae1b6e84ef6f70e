import { moveHands } from './agents-hands.ts'
import { type Desktop, openDesktop } from './desktop.ts'
import { openEngine } from './engine.ts'
import { checkAll } from './invariants.ts'
import { limitMinutes, type Node, openNode } from './node.ts'
import { openPhoneSystem } from './phone-system.ts'
import type { EngineHost } from './store-line.ts'
import { tellCalls } from './tell-calls.ts'
import { makeTrouble } from './troubles.ts'
import { calm, openWorld, type Sabotage, type World } from './world.ts'

export interface Played {
  readonly seed: number
  readonly faults: readonly string[]
  readonly trace: readonly string[]
  readonly counts: ReadonlyMap<string, number>
}

/** With heartbeats all must be right after one of them has come; without, as soon as what was sent has arrived. */
const quietMs = { withHeartbeats: 15_500, without: 6000 }

/** Plays the story of a seed to its end and looks whether everything is as it must be. */
export async function play(
  seed: number,
  more: { sabotage?: Sabotage | null; traced?: boolean } = {},
): Promise<Played> {
  const world = openWorld(seed, more)
  const unhandled = (reason: unknown): void => world.fault(`unhandled: ${String(reason)}`)
  process.on('unhandledRejection', unhandled)
  try {
    await playStory(world)
    await new Promise((resolve) => setImmediate(resolve))
  } catch (reason) {
    world.fault(`thrown: ${reason instanceof Error ? reason.stack : String(reason)}`)
  } finally {
    process.off('unhandledRejection', unhandled)
  }
  const { faults, trace, counts } = world
  return { seed, faults, trace, counts }
}

async function playStory(world: World): Promise<void> {
  const { clock, plan } = world
  const engine = openEngine(world)
  const host: EngineHost = { isUp: true, boots: 1 }
  const start = (name: string): Node => openNode(world, engine, host, name)
  const nodes = Array.from({ length: plan.nodes }, (_, n) => start(`node ${n + 1}`))
  engine.onCommit(() => hintNodes(world, nodes))
  const desktops = openDesktops(world, () => nodes)
  const calls = tellCalls(world)
  const phone = openPhoneSystem(world, () => nodes, calls)
  const lastAt = Math.max(...calls.flat().map(({ at }) => at))
  const storyEnds = lastAt + (plan.limits ? limitMinutes.silent * 60_000 + 15_000 : 3000)
  makeTrouble(world, { nodes, host, desktops, start }, storyEnds)
  moveHands(world, { engine, nodes, desktops }, storyEnds)
  await clock.run(storyEnds)

  world.note(() => 'the faults stop')
  world.weather = calm
  const isWhole = (): boolean =>
    host.isUp &&
    nodes.every(({ line, isCutFromDesktops }) => !line.isCut && !line.isDead && !isCutFromDesktops)
  await quieten(world, () => isWhole() && phone.isDone() && desktops.every((one) => one.isConnected()))
  if (plan.limits)
    await clock.run(clock.now() + (limitMinutes.silent + limitMinutes.wrapUp) * 60_000 + 25_000)
  await clock.run(clock.now() + (plan.heartbeats ? quietMs.withHeartbeats : quietMs.without))
  checkAll({ world, engine, nodes, desktops, accepted: phone.accepted })
}

function openDesktops(world: World, nodes: () => readonly Node[]): Desktop[] {
  return ['alice', 'bob', 'carol', 'dave', world.chance.pick(['alice', 'bob'])].map((accountId, n) =>
    openDesktop(world, nodes, accountId, n),
  )
}

/** The engine's word that there is something to read: to each node on its own line, and not for sure. */
function hintNodes({ clock, chance, weather }: World, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.line.isCut || node.line.isDead || chance.of(weather.hintsLost)) continue
    clock.after(chance.between(0, 3), () => {
      if (!node.line.isDead) node.hint()
    })
  }
}

/** Lets what is still going wrong come to an end; a minute is more than it may take. */
async function quieten(world: World, isQuiet: () => boolean): Promise<void> {
  const { clock } = world
  const latest = clock.now() + 60_000
  while (clock.now() < latest) {
    await clock.run(clock.now() + 500)
    if (isQuiet()) return
  }
  world.fault('a minute after the last fault it is not quiet')
}
