import { isDeepStrictEqual } from 'node:util'
import { recall } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { type DesiredPop, whoIsPopped } from '../../src/screenpop/who-is-popped.ts'
import type { StoredPop } from '../../src/store/call-store.ts'
import type { Pop } from '../../src/wire/pop.ts'
import type { Desktop } from './desktop.ts'
import type { Engine, KeptCall } from './engine.ts'
import type { Node } from './node.ts'
import type { World } from './world.ts'

interface After {
  readonly world: World
  readonly engine: Engine
  readonly nodes: readonly Node[]
  readonly desktops: readonly Desktop[]
  readonly accepted: ReadonlySet<CallEvent>
}

/** What must be so once everything is quiet, whatever happened before. */
export function checkAll(after: After): void {
  checkEvents(after)
  for (const [id, kept] of after.engine.calls) checkCall(after, id, kept)
  checkVersions(after)
  for (const node of after.nodes) checkCarrier(after, node)
  for (const desktop of after.desktops) checkDesktop(after, desktop)
}

/** I1: what was answered with success is stored, as it was sent. */
function checkEvents({ world, engine, accepted }: After): void {
  for (const event of accepted) {
    const stored = engine.calls.get(`${event.source}:${event.call}`)?.events.get(event.id)
    if (stored === undefined) world.fault(`${event.id} was accepted and is not stored`)
    else if (!isDeepStrictEqual(JSON.parse(stored), event)) world.fault(`${event.id} is stored otherwise`)
  }
}

/** I1 and the pops: the stored call is the one that its events tell, and each agent has the pop that it asks for. */
function checkCall(after: After, id: string, kept: KeptCall): void {
  const { world } = after
  const told = recall([...kept.events.values()].map((body) => JSON.parse(body) as CallEvent)).call
  if (!isDeepStrictEqual(kept.call, told)) {
    world.fault(
      `${id} is stored as ${kept.call.phase} and its events tell ${told.phase}, or differ elsewhere`,
    )
  }
  if (world.plan.limits && told.phase !== 'ended') world.fault(`${id} was not ended by silence`)
  const isOver = told.phase === 'ended'
  for (const offer of told.offers) {
    if (isOver && offer.result === 'offered') world.fault(`${id} is over and still offered to ${offer.agent}`)
  }
  for (const pop of kept.pops.values()) checkLoser(after, kept, pop, isOver)
  checkWanted(after, id, kept)
}

function checkLoser({ world }: After, { call }: KeptCall, pop: StoredPop, isOver: boolean): void {
  const { callId, accountId, state } = pop
  const offer = call.offers.find(({ agent }) => agent === accountId)
  const lives = state === 'ringing' || state === 'connected' || state === 'held'
  if (isOver && lives) world.fault(`${callId} is over and ${state} on the desk of ${accountId}`)
  const hasLost = offer !== undefined && offer.result !== 'offered' && offer.result !== 'won'
  const spoke = call.answeredBy.includes(accountId) || call.placedBy === accountId
  if (hasLost && !spoke && state !== 'closed') world.fault(`${accountId} has lost ${callId} and is shown it`)
}

function checkWanted({ world }: After, id: string, kept: KeptCall): void {
  const wanted = whoIsPopped(kept.call, {
    isKnownAgent: (agent) => !agent.startsWith('?'),
    hasWrappedUp: (agent) => kept.pops.get(agent)?.closing === 'wrapped-up',
    ringGroupStage: 'first-name',
  })
  for (const one of wanted) checkWantedPop(world, id, kept.pops.get(one.agent), one)
  for (const pop of kept.pops.values()) {
    const isWanted = wanted.some(({ agent }) => agent === pop.accountId)
    if (!isWanted && pop.state !== 'closed')
      world.fault(`${id} is ${pop.state} at ${pop.accountId}, for nothing`)
  }
}

/** A ring that was reported too late has no pop; with the usual patience nothing in a story is that late. */
function checkWantedPop(world: World, id: string, pop: StoredPop | undefined, wanted: DesiredPop): void {
  if (!pop) {
    const mayBeStale = world.plan.staleRingSeconds < 3600
    if (!mayBeStale) world.fault(`${id} has no pop for ${wanted.agent}, who should have it ${wanted.state}`)
    return
  }
  if (pop.state === wanted.state && pop.answeredAt === wanted.answeredAt) return
  world.fault(`${id} is ${pop.state} at ${wanted.agent} and should be ${wanted.state}`)
}

/** Each agent's messages are numbered without a gap, and the desk knows the last number. */
function checkVersions({ world, engine }: After): void {
  const versions = new Map<string, number[]>()
  for (const { accountId, version } of engine.outbox) {
    versions.set(accountId, [...(versions.get(accountId) ?? []), version])
  }
  for (const [accountId, all] of versions) {
    const isGapless = all.sort((a, b) => a - b).every((version, n) => version === n + 1)
    if (!isGapless || engine.desks.get(accountId)?.version !== all.length) {
      world.fault(`the versions of ${accountId} are ${all.join(' ')}`)
    }
  }
}

/** What was committed since the node started was handed to its sockets, per agent in order, each once. */
function checkCarrier({ world, engine }: After, node: Node): void {
  const last = new Map<string, number>()
  const seen = new Set<string>()
  for (const { accountId, version } of node.delivered) {
    if (version <= (last.get(accountId) ?? 0))
      world.fault(`${node.name} delivers v${version} of ${accountId} late`)
    last.set(accountId, version)
    seen.add(`${accountId} ${version}`)
  }
  for (const { accountId, version, committedAt } of engine.outbox) {
    if (committedAt < node.startedAt || seen.has(`${accountId} ${version}`)) continue
    world.fault(`${node.name} never delivered v${version} of ${accountId}`)
  }
}

/** I2: no missing pop, no ghost, nothing old. */
function checkDesktop({ world, engine }: After, { name, accountId, shown }: Desktop): void {
  const stored = engine.readDesk(accountId)
  const inOrder = (pops: readonly Pop[]) => [...pops].sort((a, b) => (a.callId < b.callId ? -1 : 1))
  const wanted = inOrder(stored.pops.map((content) => JSON.parse(content) as Pop))
  const pops = inOrder(shown.pops())
  if (shown.version() !== stored.version) {
    world.fault(`${name} shows v${shown.version()}, the store has v${stored.version}`)
  }
  if (shown.availability() !== stored.availability) world.fault(`${name} shows ${shown.availability()}`)
  if (isDeepStrictEqual(pops, wanted)) return
  const tell = (all: readonly Pop[]) =>
    all.map((pop) => `${pop.callId} ${pop.state} v${pop.version}`).join(', ')
  world.fault(`${name} shows [${tell(pops)}], the store has [${tell(wanted)}]`)
}
