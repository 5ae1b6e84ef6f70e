import type { DemoColleague } from '../demo-agents.ts'
import { chanceOf, type PastChance } from './past-chance.ts'
import type { PastWish } from './past-day.ts'
import { sharesNumber, type Tongue } from './past-people.ts'
import type { PastWords } from './past-words.ts'
import { wordsInGerman } from './past-words-de.ts'
import { wordsInEnglish } from './past-words-en.ts'
import { wordsInSimplified, wordsInTraditional } from './past-words-zh.ts'
import type { PastCourse, PastRing } from './serve-queue.ts'

/** What an agent did on a call that they took, and what came of it. Instants in ms. */
export interface PastWork {
  readonly agent: DemoColleague
  /** The agent says who it is, since the number does not. */
  readonly names: boolean
  readonly asksAgain: 'parcel' | 'drop-off' | 'reachable' | null
  readonly tellsParcel: boolean
  readonly disposition: string
  readonly note: string
  readonly sentiment: 'positive' | 'neutral' | 'negative' | null
  readonly typedMs: number
  /** The case that it is about; opened with this call unless they called about it before. */
  readonly matter: PastMatter | null
  readonly promise: PastPromise | null
  readonly answer: PastAnswer | null
}

export interface PastMatter {
  readonly subject: string
  readonly isOpened: boolean
  readonly complaint: boolean
  /** When it was solved; null while nobody has. */
  readonly solvedAt: number | null
  /** When somebody had found out why it came to it; null where nobody has. */
  readonly explainedAt: number | null
}

export interface PastPromise {
  readonly text: string
  readonly department: string | null
  readonly dueAt: number
  readonly comes: 'kept' | 'released' | 'moved' | 'broken' | 'made-good'
  /** When that was. */
  readonly at: number
}

/** To the survey, where they were asked. */
export interface PastAnswer {
  readonly satisfaction: number
  readonly recommendation: number
  readonly effort: number
  readonly text: string
  readonly at: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const wordsIn: Readonly<Record<Tongue, PastWords>> = {
  en: wordsInEnglish,
  de: wordsInGerman,
  'zh-Hant': wordsInTraditional,
  'zh-CN': wordsInSimplified,
}

/** Null where nobody answered. The same for the same call. */
export function workOf({ wish, rings, savedAt }: PastCourse): PastWork | null {
  const ring = rings.find(({ result }) => result === 'answered')
  if (!ring || savedAt === null) return null
  const chance = chanceOf(`work ${wish.id}`)
  const { topic, person, isAgain } = wish
  const wrong = person === null && chance.happens(0.12)
  const content = mood(wish, ring, chance)
  return {
    agent: ring.agent,
    names: person !== null && sharesNumber(person),
    asksAgain: person !== null && chance.happens(isAgain ? 0.14 : 0.05) ? askedFor(chance) : null,
    tellsParcel: person !== null && topic.cases > 0 && chance.happens(0.4),
    disposition: wrong ? 'wrong-number' : topic.disposition,
    note: wrong ? wordsIn[wish.tongue].stranger : noteOf(wish, chance),
    sentiment: chance.happens(0.5) ? feeling(content) : null,
    typedMs: Math.round(chance.between(4, 40) * 1000),
    matter: person === null ? null : matterOf(wish, savedAt),
    promise: person === null || isAgain ? null : promiseOf(wish, savedAt),
    answer: chance.happens(0.34) ? answerOf(wish, content, savedAt) : null,
  }
}

/** From when on a desktop showed the call, ms; null where it never did before it was over. One agent's machine is slow. */
export function paintedAt({ wish }: PastCourse, { agent, at }: PastRing): number | null {
  const chance = chanceOf(`painted ${wish.id} ${agent}`)
  if (chance.happens(0.008)) return null
  const isSlow = agent === 'emre' && chance.happens(0.3)
  return Math.round(at + (isSlow ? chance.between(4000, 14_000) : 55 + chance.lasting(90)))
}

function filled(words: string, { parcel }: PastWish): string {
  return words.replaceAll('{parcel}', parcel)
}

function noteOf(wish: PastWish, chance: PastChance): string {
  const { notes, again } = wordsIn[wish.tongue]
  return filled(wish.isAgain ? again : chance.oneOf(notes[wish.topic.id]), wish)
}

function askedFor(chance: PastChance): 'parcel' | 'drop-off' | 'reachable' {
  return chance.weighed(['parcel', 'drop-off', 'reachable'] as const, (key) => (key === 'parcel' ? 6 : 2))
}

/** 1 to 5: by what it is about, how long they waited, and whether they had to come back. */
function mood({ topic, at, isAgain }: PastWish, ring: PastRing, chance: PastChance): number {
  const waited = ring.until - at > minute ? 0.9 : 0
  const felt = topic.mood - waited - (isAgain ? 0.8 : 0) + chance.between(-1.1, 1.1)
  return Math.min(5, Math.max(1, Math.round(felt)))
}

function feeling(content: number): 'positive' | 'neutral' | 'negative' {
  return content >= 4 ? 'positive' : content === 3 ? 'neutral' : 'negative'
}

/** Drawn of the first call, so that those who call again call about the same. */
function matterOf(wish: PastWish, savedAt: number): PastMatter | null {
  const words = wordsIn[wish.tongue].subjects[wish.topic.id]
  const chance = chanceOf(`matter ${wish.id.replace(/-again-\d$/, '')}`)
  if (words === undefined || !chance.happens(wish.topic.cases)) return null
  const isSolved = chance.happens(0.99)
  return {
    subject: filled(words, wish),
    isOpened: !wish.isAgain,
    complaint: chance.happens(wish.topic.complaints),
    solvedAt: isSolved ? Math.round(savedAt + chance.between(0.5, 4.5) * day) : null,
    explainedAt: chance.happens(0.9) ? Math.round(savedAt + chance.between(0.2, 7) * hour) : null,
  }
}

function promiseOf(wish: PastWish, savedAt: number): PastPromise | null {
  const chance = chanceOf(`promise ${wish.id}`)
  const text = wordsIn[wish.tongue].promises[wish.topic.id]
  if (text === undefined || !chance.happens(wish.topic.promises)) return null
  const dueAt = Math.ceil((savedAt + chance.between(0.3, 3) * day) / (30 * minute)) * 30 * minute
  const comes = chance.weighed(['kept', 'broken', 'made-good', 'released', 'moved'] as const, (one) =>
    one === 'kept' ? 80 : one === 'broken' ? 1.5 : one === 'made-good' ? 10 : 5,
  )
  const early = chance.between(0.1, 0.9) * Math.max(hour, dueAt - savedAt - hour)
  const at = Math.round(comes === 'made-good' ? dueAt + chance.between(3, 26) * hour : dueAt - early)
  return { text: filled(text, wish), department: wish.topic.department, dueAt, comes, at }
}

function answerOf(wish: PastWish, content: number, savedAt: number): PastAnswer {
  const chance = chanceOf(`answer ${wish.id}`)
  const { praise, blame } = wordsIn[wish.tongue]
  const isSaid = chance.happens(content <= 2 ? 0.75 : 0.4)
  const words = content >= 4 ? chance.oneOf(praise) : content <= 2 ? chance.oneOf(blame) : ''
  return {
    satisfaction: content,
    recommendation: Math.min(10, Math.max(0, Math.round(content * 2 + chance.between(-1, 0.9)))),
    effort: Math.min(5, Math.max(1, 6 - content + (chance.happens(0.3) ? 1 : 0))),
    text: isSaid ? words : '',
    at: Math.round(savedAt + chance.between(0.1, 6) * hour),
  }
}
