import type { Desktop } from './desktop.ts'
import type { Node } from './node.ts'
import type { EngineHost } from './store-line.ts'
import type { World } from './world.ts'

interface House {
  readonly nodes: Node[]
  readonly host: EngineHost
  readonly desktops: readonly Desktop[]
  /** Starts a node of this name anew, with nothing in its memory. */
  readonly start: (name: string) => Node
}

/** Kills and starts nodes, restarts the engine, cuts lines, drops desktops, at random, until the time is over. */
export function makeTrouble(world: World, house: House, until: number): void {
  const { clock, chance, plan } = world
  if (plan.troubles === 0) return
  const next = (): void => {
    clock.after(chance.between(1, (2 * 60_000) / plan.troubles), () => {
      if (clock.now() > until) return
      trouble(world, house)
      next()
    })
  }
  next()
}

function trouble(world: World, house: House): void {
  const { clock, chance } = world
  const place = chance.between(0, house.nodes.length - 1)
  const node = house.nodes[place] as Node
  const lasts = chance.between(50, chance.of(0.3) ? 8000 : 1500)
  const kind = chance.pick(['kill', 'engine', 'cut-store', 'cut-desktops', 'drop', 'drop'] as const)
  world.count(`trouble: ${kind}`)
  world.note(() => `trouble: ${kind} ${node.name} for ${lasts} ms`)
  switch (kind) {
    case 'kill':
      node.kill()
      clock.after(lasts, () => {
        if (house.nodes[place] === node) house.nodes[place] = house.start(node.name)
      })
      return
    case 'engine':
      house.host.isUp = false
      house.host.boots++
      clock.after(lasts, () => {
        house.host.isUp = true
      })
      return
    case 'cut-store':
      node.line.isCut = true
      clock.after(lasts, () => {
        node.line.isCut = false
      })
      return
    case 'cut-desktops':
      node.isCutFromDesktops = true
      node.door.breakAll()
      clock.after(lasts, () => {
        node.isCutFromDesktops = false
      })
      return
    case 'drop':
      chance.pick(house.desktops).drop()
  }
}
