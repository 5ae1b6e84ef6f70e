import { Refusal } from '../../src/errors.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { customerIds } from './customers.ts'
import type { Desktop } from './desktop.ts'
import type { Engine } from './engine.ts'
import type { Node } from './node.ts'
import type { World } from './world.ts'

/** What agents do at their desks while the story goes on: each request goes to whichever node takes it. */
export function moveHands(
  world: World,
  house: { readonly engine: Engine; readonly nodes: readonly Node[]; readonly desktops: readonly Desktop[] },
  until: number,
): void {
  const { clock, chance } = world
  const { engine, nodes, desktops } = house
  const move = (): void => {
    if (clock.now() > until) return
    clock.after(chance.between(200, 6000), move)
    const node = chance.pick(nodes)
    const desktop = chance.pick(desktops)
    if (node.line.isDead || !desktop.isConnected()) return
    act(world, engine, node, desktop)
  }
  clock.after(chance.between(500, 5000), move)
}

function act(world: World, engine: Engine, node: Node, desktop: Desktop): void {
  const { chance } = world
  const isDone = (deed: string): void => {
    if (!engine.deeds.has(deed)) world.fault(`${node.name} says that it is done, and it is not: ${deed}`)
  }
  const { accountId } = desktop
  const pop = chance.pick(desktop.shown.pops()) as Pop | undefined
  if (!pop || chance.of(0.2)) {
    const availability = chance.pick(['available', 'away', 'offline'] as const)
    node.setAvailability(accountId, availability).catch(() => undefined)
    return
  }
  const { callId } = pop
  if (pop.state === 'wrap-up' || chance.of(0.1)) wrapUp(world, node, pop, accountId, isDone)
  else identify(world, node, accountId, callId, isDone)
}

type IsDone = (deed: string) => void

/** One that is given while it rings is undone by the next ring, which may be dealt with in the same turn. */
function wrapUp(world: World, node: Node, { callId, state }: Pop, accountId: string, isDone: IsDone): void {
  world.count('hands: wrap-up')
  world.note(() => `${accountId} wraps up ${callId} at ${node.name}`)
  node.journey.wrappedUp(callId, accountId).then(
    () => state === 'ringing' || isDone(`${accountId} wrapped up ${callId}`),
    () => undefined,
  )
}

/** Only what nobody contradicts is looked for: of two who speak at once the later is right. */
function identify(world: World, node: Node, accountId: string, callId: string, isDone: IsDone): void {
  const { chance } = world
  const verdict = chance.pick(['is', 'is', 'is-not'] as const)
  world.count(`hands: identity of ${callId}`)
  world.note(() => `${accountId} says of ${callId} at ${node.name}: ${verdict}`)
  node.journey.chooseIdentity({ callId, accountId, customerId: chance.pick(customerIds), verdict }).then(
    () => {
      const isAlone = world.counts.get(`hands: identity of ${callId}`) === 1
      if (verdict === 'is' && isAlone) isDone(`${accountId} named ${callId}`)
    },
    (reason: unknown) => {
      if (!(reason instanceof Refusal) || reason.code !== 'not-found') return
      world.fault(`${accountId} was shown ${callId} and is told at ${node.name} that there is no such call`)
    },
  )
}
