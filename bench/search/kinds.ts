import type { SearchOrderInput } from '../../src/wire/history-api.ts'
import { tongues } from '../words.ts'
import { makeAgent, makeCustomer, makeNumber, queues, type Scale, spanOfWorld } from '../world.ts'

/** A kind of query: each turn of the dice is another of it. */
export interface Kind {
  readonly name: string
  readonly make: (random: () => number, scale: Scale) => Partial<SearchOrderInput>
  /** It is asked how many there are, not which. */
  readonly counts?: boolean
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T
}

function tongue(language: string) {
  const found = tongues.find((one) => one.language === language)
  if (!found) throw new Error(`the data has no ${language}`)
  return found
}

/** Two or three neighbouring words, or so many characters, of a sentence that one customer in eight speaks. */
function piece(language: string, characters: number) {
  return (random: () => number) => {
    const sentence = pick(tongue(language).sentences, random).replaceAll(/[，、,]/g, '')
    const at = Math.floor(random() * Math.max(1, sentence.length - characters))
    return { text: `${sentence.slice(at, at + characters).trim()} ` }
  }
}

const word =
  (language: string) =>
  (random: () => number): { text: string } => {
    const words = pick(tongue(language).sentences, random)
      .split(/[\s,]+/)
      .filter((one) => one.length > 3)
    return { text: `${pick(words, random)} ` }
  }

function phrase(random: () => number): { text: string } {
  const words = pick(tongue('de').sentences, random).split(' ')
  const at = Math.floor(random() * Math.max(1, words.length - 3))
  return { text: `"${words.slice(at, at + 3).join(' ')}"` }
}

/** Some day of the three years, and the week after it. */
function week(random: () => number): { from: number; until: number } {
  const from = spanOfWorld.from + Math.floor(random() * (spanOfWorld.until - spanOfWorld.from))
  return { from, until: from + 7 * 86_400_000 }
}

const order = (random: () => number): string => `AB-${10_000 + Math.floor(random() * 90_000)}`
const agent = (random: () => number, { agents }: Scale): string => makeAgent(Math.floor(random() * agents)).id

export const kinds: readonly Kind[] = [
  { name: 'a common word', make: word('de') },
  {
    name: 'two common words',
    make: (random) => ({ text: `${word('de')(random).text}${word('de')(random).text}` }),
  },
  { name: 'a rare word (order)', make: (random) => ({ text: order(random) }) },
  {
    name: 'a name',
    make: (random, { customers }) => ({ text: makeCustomer(Math.floor(random() * customers)).name }),
  },
  { name: 'an unfinished word', make: (random) => ({ text: word('de')(random).text.trim().slice(0, 4) }) },
  { name: 'a phrase', make: phrase },
  { name: 'a phrase within a week', make: (random) => ({ ...phrase(random), ...week(random) }) },
  { name: 'one Chinese character', make: piece('zh-HK', 1) },
  { name: 'two Chinese characters', make: piece('zh-HK', 2) },
  { name: 'six Chinese characters', make: piece('zh-HK', 6) },
  { name: 'Japanese', make: piece('ja', 4) },
  { name: 'Thai', make: piece('th', 6) },
  { name: 'Arabic', make: word('ar') },
  {
    name: 'the end of a number',
    make: (random) => ({ text: String(10_000 + Math.floor(random() * 90_000)) }),
  },
  {
    name: 'a number',
    make: (random, scale) => ({ number: makeNumber(Math.floor(random() * scale.numbers), scale) }),
  },
  {
    name: 'part of an e-mail address',
    make: (random) => ({ text: `customer${Math.floor(random() * 1e6)}@mail` }),
  },
  { name: 'nothing but time', make: week },
  {
    name: 'customer',
    make: (random, { customers }) => ({ customerId: 1 + Math.floor(random() * customers) }),
  },
  { name: 'tier', make: (random) => ({ tier: pick(['gold', 'silver', 'platinum'], random) }) },
  { name: 'agent', make: (random, scale) => ({ accountId: agent(random, scale) }) },
  { name: 'team', make: (random) => ({ team: `team-${Math.floor(random() * 100)}` }) },
  { name: 'queue', make: (random) => ({ queue: pick(queues, random).id }) },
  { name: 'channel', make: (random) => ({ channel: pick(['call', 'chat'], random) }) },
  { name: 'direction', make: (random) => ({ direction: pick(['inbound', 'outbound'] as const, random) }) },
  { name: 'disposition', make: (random) => ({ disposition: pick(['solved', 'legal'], random) }) },
  { name: 'root cause', make: (random) => ({ rootCause: pick(['process', 'employee'], random) }) },
  { name: 'mood', make: (random) => ({ sentiment: pick(['positive', 'negative'] as const, random) }) },
  {
    name: 'case',
    make: (random, { customers }) => ({ caseId: 1 + Math.floor((random() * customers) / 20) }),
  },
  {
    name: 'promise',
    make: (random) => ({ promiseState: pick(['open', 'kept', 'broken'] as const, random) }),
  },
  { name: 'length', make: (random) => ({ atLeastMs: (30 + Math.floor(random() * 8)) * 60_000 }) },
  {
    name: 'agent and a word',
    make: (random, scale) => ({ accountId: agent(random, scale), ...word('de')(random) }),
  },
  {
    name: 'four filters and a word',
    make: (random) => ({
      ...word('de')(random),
      channel: 'call',
      queue: pick(queues, random).id,
      sentiment: 'negative',
      tier: 'gold',
    }),
  },
  {
    name: 'team and a word within a week',
    make: (random) => ({
      ...word('de')(random),
      ...week(random),
      team: `team-${Math.floor(random() * 100)}`,
    }),
  },
  {
    name: 'best: two common words',
    make: (random) => ({ text: `${word('de')(random).text}${word('de')(random).text}`, order: 'best' }),
  },
  {
    name: 'best: a name and a word',
    make: (random) => ({
      text: `${pick(tongue('de').family, random)} ${word('de')(random).text}`,
      order: 'best',
    }),
  },
  { name: 'best: Chinese', make: (random) => ({ ...piece('zh-HK', 4)(random), order: 'best' }) },
  { name: 'count: a common word', make: word('de'), counts: true },
  { name: 'count: a rare word', make: (random) => ({ text: order(random) }), counts: true },
  {
    name: 'count: agent and a word',
    make: (random, scale) => ({ accountId: agent(random, scale), ...word('de')(random) }),
    counts: true,
  },
]
