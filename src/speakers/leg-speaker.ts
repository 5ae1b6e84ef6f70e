import type { Said } from './said.ts'
import { extensionsIn } from './said-agents.ts'
import type { Post, Sending, Speaker } from './speaker.ts'

/** One leg at a platform that knows numbers and addresses, and nothing of agents. */
export interface Leg {
  readonly call: string
  readonly leg: string
  readonly from: string
  readonly to: string
  /** As the platform sees it: `inbound` comes to it, `outbound` goes out from it. */
  readonly direction: 'inbound' | 'outbound'
}

export type LegWord = 'begins' | 'is answered' | 'ends' | 'is cancelled' | 'is declined' | 'is not answered'

export interface LegMoment extends Sending {
  /** When it happened, ms. */
  readonly at: number
}

/** A platform of legs: what it posts of each, signed, and its habits. */
export interface LegPlatform
  extends Pick<Speaker, 'kind' | 'source' | 'unruly' | 'tellsRinging' | 'demoKeys'> {
  readonly signsAddress?: true
  /** Null where the platform says nothing of this. */
  readonly post: (leg: Leg, word: LegWord, moment: LegMoment) => Post | null
  /** What stands in place of a number that is withheld. */
  readonly withheld: string
  /** How finely it tells time, ms; 10 if nothing is said. */
  readonly clockMs?: number
  /** Whether apps and SIP users of ours place calls through it. */
  readonly placesCalls: boolean
}

/** Tells the demo's stories by the legs that they are made of. Queues, holds and claims it has no words for. */
export function speakInLegs(platform: LegPlatform): Speaker {
  const { kind, source, unruly, tellsRinging } = platform
  return {
    kind,
    source,
    unruly,
    tellsRinging,
    signsAddress: platform.signsAddress === true,
    ...(platform.demoKeys ? { demoKeys: platform.demoKeys } : {}),
    tells: platform.placesCalls ? ['placed calls'] : [],
    speak: ({ call, says, earlier, ...moment }) =>
      legsOf(call, platform.withheld, says, earlier).flatMap(([leg, word], n) => {
        const when = { ...moment, at: moment.at + n }
        const post = platform.post(leg, word, when)
        // The end of the customer's leg is told in any case, by the plainest word if need be.
        return post ?? (leg.leg === call && endings.has(word) ? platform.post(leg, 'ends', when) : null) ?? []
      }),
  }
}

type LegSaid = readonly [leg: Leg, word: LegWord]

const endings: ReadonlySet<LegWord> = new Set(['is cancelled', 'is declined', 'is not answered'])
const offerEnds = {
  lost: 'is cancelled',
  withdrawn: 'is cancelled',
  declined: 'is declined',
  busy: 'is declined',
  missed: 'is not answered',
} as const satisfies Record<string, LegWord>
const callEnds: Readonly<Record<string, LegWord>> = {
  abandoned: 'is cancelled',
  'no-answer': 'is not answered',
}

function legsOf(call: string, withheld: string, says: Said, earlier: readonly Said[]): LegSaid[] {
  const { from: given = '', to = '', direction } = earlier[0] ?? says
  const from = given === 'anonymous' ? withheld : given
  const customers: Leg = { call, leg: call, from, to, direction: 'inbound' }
  const phones = phonesOf([...earlier, says])
  const agentsLeg = (extension: string): Leg => ({
    call,
    leg: `${call}-${extension}-${phones.get(extension)?.rings ?? 1}`,
    from,
    to: addressOf(extension),
    direction: 'outbound',
  })
  const named = extensionsIn(says)
  const inState = (state: PhoneState) => [...phones].flatMap(([who, at]) => (at.state === state ? [who] : []))
  if (direction === 'outbound') return placedLegs({ call, from, to, by: named[0] ?? '' }, says, earlier)
  switch (says.kind) {
    case 'arrived':
      return [
        [customers, 'begins'],
        [customers, 'is answered'],
      ]
    case 'offered':
      return named.map((who) => [agentsLeg(who), 'begins'])
    case 'offer-ended':
      return named.map((who) => [agentsLeg(who), offerEnds[says.result]])
    case 'answered':
      return [
        ...named.map((who): LegSaid => [agentsLeg(who), 'is answered']),
        ...inState('hands over').map((who): LegSaid => [agentsLeg(who), 'ends']),
      ]
    case 'ended':
      return [
        [customers, callEnds[says.reason ?? ''] ?? 'ends'],
        ...inState('rings').map((who): LegSaid => [agentsLeg(who), 'is cancelled']),
        ...inState('talks').map((who): LegSaid => [agentsLeg(who), 'ends']),
      ]
    default:
      return []
  }
}

/** An agent dials by an app, and the platform dials the customer for it. */
function placedLegs(
  { call, from, to, by }: { call: string; from: string; to: string; by: string },
  says: Said,
  [first]: readonly Said[],
): LegSaid[] {
  const caller = first?.agents?.[0] ?? { extension: by }
  const placing: Leg = {
    call,
    leg: call,
    from: addressOf('extension' in caller ? caller.extension : by),
    to,
    direction: 'inbound',
  }
  const dialled: Leg = { call, leg: `${call}-customer`, from, to, direction: 'outbound' }
  switch (says.kind) {
    case 'arrived':
      return [
        [placing, 'begins'],
        [dialled, 'begins'],
      ]
    case 'answered':
      return [[dialled, 'is answered']]
    case 'ended':
      return [
        [dialled, 'ends'],
        [placing, 'ends'],
      ]
    default:
      return []
  }
}

type PhoneState = 'rings' | 'talks' | 'hands over' | 'silent'

/** How each phone stands once this has been said, and how often it has rung. */
function phonesOf(said: readonly Said[]): ReadonlyMap<string, { state: PhoneState; rings: number }> {
  const phones = new Map<string, { state: PhoneState; rings: number }>()
  for (const { kind, agents = [] } of said) {
    const state = phoneStates[kind]
    if (state === undefined) continue
    for (const one of agents) {
      if (!('extension' in one)) continue
      const rings = (phones.get(one.extension)?.rings ?? 0) + (kind === 'offered' ? 1 : 0)
      phones.set(one.extension, { state, rings: Math.max(rings, 1) })
    }
  }
  return phones
}

const phoneStates: Readonly<Partial<Record<Said['kind'], PhoneState>>> = {
  offered: 'rings',
  answered: 'talks',
  transferred: 'hands over',
  'offer-ended': 'silent',
}

const agentsHost = 'agents.example'

function addressOf(extension: string): string {
  return `sip:${extension}@${agentsHost}`
}

/** Whose telephone it is that a leg has at this end; undefined for a number. */
export function extensionAt(address: string): string | undefined {
  const [, user, host] = /^sip:([^@]+)@(.+)$/.exec(address) ?? []
  return host === agentsHost ? user : undefined
}
