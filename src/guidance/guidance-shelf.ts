import type { Store } from '../store/store.ts'
import type { GuidanceBody, GuidanceFound, GuidanceTopic } from '../wire/guidance-api.ts'
import type { PopGuidance } from '../wire/pop-matters.ts'
import { pickText } from './pick-text.ts'
import { plainText } from './plain-text.ts'

type Languages = readonly (string | null)[]

/** All that the house has written down, in memory: some hundreds of topics, read on the way of every call. */
export interface GuidanceShelf {
  /** For these keys, the first key's first; each topic once, at most four. */
  guidanceFor(keys: readonly string[], languages: Languages): PopGuidance[]
  /** The question to open with where they call for this, and the language that it is written in; null where there is none. */
  openingFor(key: string, languages: Languages): { readonly text: string; readonly language: string } | null
  find(wanted: {
    words?: string | undefined
    key?: string | undefined
    languages: Languages
  }): GuidanceFound[]
  read(id: string): GuidanceTopic | null
  /** Reads what stands in the store by now. Other nodes write too. */
  refresh(): Promise<void>
}

const mostOnPop = 4
const mostFound = 50
const excerptLength = 140

/** `fold` makes texts comparable: case, accents, width. */
export function openShelf(
  store: Pick<Store, 'readAllGuidance'>,
  fold: (text: string) => string,
): GuidanceShelf {
  let topics: readonly GuidanceTopic[] = []
  let byKey = new Map<string, GuidanceTopic[]>()
  let folded = new Map<string, string>()
  const put = (all: readonly GuidanceTopic[]): void => {
    topics = all
    byKey = new Map()
    for (const topic of all) {
      for (const key of topic.keys) byKey.set(key, [...(byKey.get(key) ?? []), topic])
    }
    folded = new Map(all.map((topic) => [topic.id, fold(wordsOf(topic))]))
  }
  return {
    guidanceFor(keys, languages) {
      const found = new Set(keys.flatMap((key) => byKey.get(key) ?? []))
      return [...found].slice(0, mostOnPop).map((topic) => {
        const { title, opening, closing } = pickText(topic, languages).text
        return { id: topic.id, title, opening, closing }
      })
    },
    openingFor(key, languages) {
      for (const topic of byKey.get(key) ?? []) {
        const { language, text } = pickText(topic, languages)
        if (text.opening !== null) return { text: text.opening, language }
      }
      return null
    },
    find({ words = '', key, languages }) {
      const wanted = fold(words).split(/\s+/u).filter(Boolean)
      return topics
        .filter((topic) => key === undefined || topic.keys.includes(key))
        .filter(({ id }) => wanted.every((word) => folded.get(id)?.includes(word)))
        .slice(0, mostFound)
        .map((topic) => show(topic, languages, words.trim()))
    },
    read: (id) => topics.find((topic) => topic.id === id) ?? null,
    async refresh() {
      const stored = await store.readAllGuidance()
      put(stored.map(({ body, ...one }) => ({ ...one, ...(JSON.parse(body) as GuidanceBody) })))
    },
  }
}

function wordsOf({ id, keys, texts, links }: GuidanceTopic): string {
  const spoken = Object.values(texts).flatMap((text) => Object.values(text))
  return [id, ...keys, ...spoken, ...links.map(({ title }) => title)].join('\n')
}

function show(topic: GuidanceTopic, languages: Languages, words: string): GuidanceFound {
  const { language, text } = pickText(topic, languages)
  const written = [text.opening, text.explain, text.check].filter(Boolean).join('\n')
  const whole = plainText(written).replace(/\s+/gu, ' ')
  const at = words === '' ? -1 : whole.toLowerCase().indexOf(words.toLowerCase())
  const { id, keys, texts } = topic
  return {
    id,
    title: text.title,
    language,
    languages: Object.keys(texts),
    keys,
    excerpt: excerptAround(whole, at),
  }
}

/** Whole words, where the script has spaces between them; an ellipsis says that there is more. */
function excerptAround(whole: string, at: number): string {
  const from = Math.max(0, at - 40)
  const until = from + excerptLength
  const cut = whole.slice(from, until).toWellFormed()
  const begun = from === 0 ? cut : `…${cut.replace(/^\S{1,20}\s/u, '')}`
  return until >= whole.length ? begun : `${begun.replace(/\s\S{0,20}$/u, '')}…`
}
