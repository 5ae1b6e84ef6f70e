import type { Chance } from '../simulator/chance.ts'
import type { Manner, ToldEvent } from './callers.ts'
import { ask, type Floor } from './floor.ts'
import { agents } from './real-house.ts'

/** What no log may ever tell: the callers' numbers begin so, and this is what their phones say who they are. */
export const canaries = ['493087654', 'Kanarienvogel']

/** After so long the agent lets it be, ms: the ring came in too late for a pop, or the desktop was away for long. */
const patienceMs = 45_000

interface Event extends ToldEvent {
  readonly agents?: readonly { readonly extension: string }[]
}

/** Calls as they come in a day: queues, ring groups, holds, transfers, callers who give up, agents who wrap up. */
export function dayOfCalls(floor: Floor, chance: Chance): DayOfCalls {
  const wrappedUp = new Set<string>()
  const endedAt = new Map<string, number>()
  const wrapUp = async (story: readonly ToldEvent[]): Promise<boolean> => {
    const call = story[0]?.call ?? ''
    if (!endedAt.has(call)) endedAt.set(call, performance.now())
    const speakers = new Set((story as Event[]).flatMap(({ kind, agents = [] }) => speakersOf(kind, agents)))
    const open = [...speakers].filter((login) => !wrappedUp.has(`${call} account-${login}`))
    const became = await Promise.all(open.map((login) => wrapUpOnce(floor, call, login)))
    for (const [n, login] of open.entries()) {
      if (became[n] === 'saved') wrappedUp.add(`${call} account-${login}`)
    }
    const isLate = performance.now() - (endedAt.get(call) ?? 0) > patienceMs
    return isLate || became.every((one) => one === 'saved')
  }
  return { story: (call) => storyOf(call, chance), afterEnd: wrapUp, wrappedUp }
}

export interface DayOfCalls extends Required<Pick<Manner, 'story' | 'afterEnd'>> {
  /** `<call> <account>` of wrap-ups that were answered with success. */
  readonly wrappedUp: ReadonlySet<string>
}

function storyOf(call: string, chance: Chance): Event[] {
  const some = inDisorder(agents.length, chance).map((n) => ({ extension: String(1001 + n) }))
  const rung = some.slice(0, chance.between(1, 3))
  const [winner, next] = [rung.slice(0, 1), some.slice(3, 4)]
  const from = `+${canaries[0]}${String(chance.between(0, 9999)).padStart(4, '0')}`
  const told: [string, object?][] = [['arrived']]
  if (chance.of(0.7)) told.push(['queued', { queue: 'support' }])
  told.push(['offered', { agents: rung }])
  if (chance.of(0.15)) {
    told.push(['ended', { reason: 'abandoned' }])
  } else {
    told.push(['answered', { agents: winner }])
    if (chance.of(0.3)) told.push(['held'], ['resumed'])
    if (chance.of(0.15)) told.push(['transferred', { agents: winner }])
    if (told.at(-1)?.[0] === 'transferred')
      told.push(['offered', { agents: next }], ['answered', { agents: next }])
    told.push(['ended', { reason: 'hung-up' }])
  }
  return told.map(([kind, what], n) => ({
    id: `${call}-${n}`,
    call,
    kind,
    from,
    to: '+493023125100',
    displayName: canaries[1],
    ...what,
  }))
}

function speakersOf(kind: string, of: readonly { readonly extension: string }[]): string[] {
  if (kind !== 'answered') return []
  return of.map(({ extension }) => agents[Number(extension) - 1001] as string)
}

/** As the desktop offers it: once it shows that the conversation is over. */
async function wrapUpOnce(
  { desks, nextNode }: Floor,
  call: string,
  login: string,
): Promise<'saved' | 'not-yet'> {
  const desk = desks.find((one) => one.login === login)
  const pop = desk?.desktop.pops().find(({ callId }) => callId === `main:${call}`)
  if (pop?.state !== 'wrap-up') return 'not-yet'
  const path = `/v1/calls/${encodeURIComponent(`main:${call}`)}/wrap-up`
  const body = { disposition: 'solved', note: `said what there was to say to ${canaries[1]}` }
  try {
    const answer = await ask(nextNode(), desk?.cookie, 'POST', path, body, 5000)
    await answer.arrayBuffer()
    return answer.status === 204 ? 'saved' : 'not-yet'
  } catch {
    return 'not-yet'
  }
}

/** The numbers from 0 to before `length`, as they fall. */
export function inDisorder(length: number, chance: Chance): number[] {
  const left = Array.from({ length }, (_, n) => n)
  return Array.from({ length }, () => left.splice(chance.between(0, left.length - 1), 1)[0] as number)
}
