import { type DemoAgent, extensionOf } from './demo-agents.ts'
import { numberOf } from './demo-customers.ts'
import {
  answers,
  arrives,
  type DemoStory,
  ends,
  joinsQueue,
  type Line,
  lineOf,
  rings,
  stopsRinging,
  story,
} from './demo-story.ts'
import { calledInVain } from './matters-cast.ts'
import { promisedInVain } from './told-in-demo.ts'

/** Every kind of call the demo phone system plays, in the order in which it plays them by itself. */
export const demoKinds = [
  'known',
  'broken-promise',
  'ring-all',
  'unknown',
  'queue',
  'shared-number',
  'missed',
  'chinese',
  'transfer',
  'withheld',
  'switchboard',
  'abandoned',
  'called-back',
  'arabic',
  'outbound',
  'claims',
  'long-name',
  'calls-again',
] as const
export type DemoKind = (typeof demoKinds)[number]

export function isDemoKind(kind: string): kind is DemoKind {
  return (demoKinds as readonly string[]).includes(kind)
}

/**
 * One call of this kind, told beforehand. Alice is always among those it rings at, so that a newcomer who signs in as
 * Alice sees every kind. `random` chooses the caller and how long things take: 4 to 8 s of ringing, 12 to 25 s of talk.
 * `before` is the call whose caller calls again.
 */
export function demoStory(kind: DemoKind, random: () => number, before: DemoStory | null = null): DemoStory {
  return stories[kind](
    {
      ring: () => between(4000, 8000, random),
      talk: () => between(12_000, 25_000, random),
      digits: (many) => String(Math.floor(random() * 10 ** many)).padStart(many, '0'),
      oneOf: (items) => items[Math.floor(random() * items.length)] ?? items[0],
    },
    before,
  )
}

interface Chance {
  readonly ring: () => number
  readonly talk: () => number
  readonly digits: (many: number) => string
  readonly oneOf: <T>(items: readonly [T, ...T[]]) => T
}

function between(least: number, most: number, random: () => number): number {
  return least + random() * (most - least)
}

const hongkong = { source: 'hongkong', to: '+85225550100' } as const
const berlin = { source: 'berlin', to: '+493023125100' } as const
const everyone: readonly DemoAgent[] = ['alice', 'bob', 'carol']

type TellStory = (chance: Chance, before: DemoStory | null) => DemoStory

const stories: Readonly<Record<DemoKind, TellStory>> = {
  known: (chance) => {
    const customer = chance.oneOf(['SC-10001', 'SC-10015', 'SC-30005'] as const)
    const attested = customer === 'SC-30005' ? { attestation: 'A' as const } : {}
    return aliceTakes({ ...hongkong, ...attested, from: numberOf(customer) }, chance)
  },
  'broken-promise': (chance) => aliceTakes({ ...hongkong, from: numberOf(promisedInVain) }, chance),
  'ring-all': (chance) => {
    const line = {
      ...berlin,
      queue: 'pakete' as const,
      from: numberOf(chance.oneOf(['SC-20015', 'SC-20021'])),
    }
    return ringsEverybody(line, chance.oneOf(['bob', 'alice', 'carol']), chance)
  },
  // Nobody in the customer data has a number of 030 23125-9xx.
  unknown: (chance) => aliceTakes({ ...berlin, from: `+4930231259${chance.digits(2)}` }, chance),
  queue: (chance) => {
    const line = {
      ...berlin,
      queue: 'pakete' as const,
      from: numberOf(chance.oneOf(['SC-20002', 'SC-20022'])),
    }
    return oneAfterAnother(line, chance)
  },
  'shared-number': (chance) =>
    chance.oneOf([0, 1]) === 0
      ? aliceTakes({ ...berlin, from: numberOf('SC-20004') }, chance)
      : aliceTakes({ ...hongkong, to: '+85225550188', from: numberOf('SC-10005') }, chance),
  missed: (chance) => {
    const line = { ...hongkong, from: numberOf(chance.oneOf(['SC-30003', 'SC-10019'])) }
    return story(
      line,
      arrives(line),
      rings(line, ['alice']),
      stopsRinging(['alice'], 'missed', chance.ring()),
      ends(80, 'no-answer'),
    )
  },
  chinese: (chance) => {
    const line = { ...hongkong, to: '+85225550199', queue: 'mandarin' as const }
    return oneOfTwo({ ...line, from: numberOf(chance.oneOf(['SC-10007', 'SC-10010', 'SC-10024'])) }, chance)
  },
  transfer: transferToBob,
  withheld: (chance) => aliceTakes({ ...berlin, from: 'anonymous', presentation: 'restricted' }, chance),
  // A desk of Müller & Söhne that nobody has told us of: the house is known by its prefix, the extension is new.
  switchboard: (chance) =>
    aliceTakes({ ...berlin, from: `+4930231254${chance.oneOf([58, 62, 87])}` }, chance),
  abandoned: (chance) => {
    const line = { ...berlin, to: '+493023125109', queue: 'reklamation' as const, from: numberOf('SC-20018') }
    return story(
      line,
      arrives(line),
      joinsQueue(line),
      rings(line, ['alice']),
      stopsRinging(['alice'], 'withdrawn', chance.ring()),
      ends(30, 'abandoned'),
    )
  },
  'called-back': (chance) => aliceTakes({ ...berlin, from: numberOf(calledInVain.externalId) }, chance),
  arabic: (chance) =>
    aliceTakes({ ...hongkong, from: numberOf(chance.oneOf(['SC-30001', 'SC-30002'])) }, chance),
  outbound: (chance) => {
    const line = { source: 'hongkong', from: hongkong.to, to: numberOf('SC-10015') } as const
    return aliceDials(line, chance)
  },
  claims: afterTypingTheNumber,
  'long-name': (chance) => aliceTakes({ ...hongkong, from: numberOf('SC-10021') }, chance),
  // Whoever called last, whatever became known of them meanwhile.
  'calls-again': (chance, before) =>
    aliceTakes((before && lineOf(before)) ?? { ...hongkong, from: numberOf('SC-10001') }, chance),
}

function aliceTakes(line: Line, chance: Chance): DemoStory {
  return story(
    line,
    arrives(line),
    rings(line, ['alice']),
    answers('alice', chance.ring()),
    ends(chance.talk(), 'hung-up'),
  )
}

type QueueLine = Line & { readonly queue: NonNullable<Line['queue']> }

function ringsEverybody(line: QueueLine, winner: DemoAgent, chance: Chance): DemoStory {
  const losers = everyone.filter((agent) => agent !== winner)
  return story(
    line,
    arrives(line),
    joinsQueue(line),
    rings(line, everyone),
    answers(winner, chance.ring()),
    stopsRinging(losers, 'lost', 40),
    ends(chance.talk(), 'hung-up'),
  )
}

/** Bob declines, Carol does not hear it, Alice takes it. */
function oneAfterAnother(line: QueueLine, chance: Chance): DemoStory {
  return story(
    line,
    arrives(line),
    joinsQueue(line),
    rings(line, ['bob'], 1500),
    stopsRinging(['bob'], 'declined', 2000),
    rings(line, ['carol'], 400),
    stopsRinging(['carol'], 'missed', chance.ring()),
    rings(line, ['alice'], 400),
    answers('alice', chance.ring()),
    ends(chance.talk(), 'hung-up'),
  )
}

function oneOfTwo(line: QueueLine, chance: Chance): DemoStory {
  return story(
    line,
    arrives(line),
    joinsQueue(line),
    rings(line, ['alice', 'carol']),
    answers('alice', chance.ring()),
    stopsRinging(['carol'], 'lost', 40),
    ends(chance.talk(), 'hung-up'),
  )
}

/** Alice puts the caller on hold, asks Bob, hands the call on and is out of it; Bob knows who it is before he says hello. */
function transferToBob(chance: Chance): DemoStory {
  const line = { ...berlin, from: numberOf(chance.oneOf(['SC-20008', 'SC-20011'])) }
  return story(
    line,
    arrives(line),
    rings(line, ['alice']),
    answers('alice', chance.ring()),
    [chance.talk() / 2, { kind: 'held', agents: [extensionOf('alice')] }],
    [3500, { kind: 'transferred', agents: [extensionOf('alice')] }],
    rings(line, ['bob'], 200),
    answers('bob', chance.ring()),
    ends(chance.talk(), 'hung-up'),
  )
}

function aliceDials(line: Line & { readonly from: string }, chance: Chance): DemoStory {
  const alice = [extensionOf('alice')]
  const { from, to } = line
  return story(
    line,
    [0, { kind: 'arrived', direction: 'outbound', from, to, agents: alice }],
    answers('alice', chance.ring()),
    ends(chance.talk(), 'hung-up'),
  )
}

/** From a phone that we do not know; but the caller has typed a customer number in. */
function afterTypingTheNumber(chance: Chance): DemoStory {
  const line = { ...hongkong, queue: 'parcels' as const, from: `+1212555019${chance.digits(1)}` }
  return story(
    line,
    arrives(line),
    [2500, { kind: 'claims', claims: { customerNumber: 'SC-10023' } }],
    joinsQueue(line, 300),
    rings(line, ['alice']),
    answers('alice', chance.ring()),
    ends(chance.talk(), 'hung-up'),
  )
}
