import type { GreetingStore, StoredGreeting } from '../store/greeting-store.ts'
import {
  type GreetingLanguage,
  greetingLanguages,
  type PhraseName,
  phraseNames,
} from '../wire/greeting-api.ts'
import type { GreetingBook } from './greet.ts'
import { builtInMessage } from './phrase-book.ts'
import { type Message, readMessage } from './read-message.ts'

/** The house's own wording over the built-in one, in memory: a greeting waits for no store. */
export interface OwnGreetings extends GreetingBook {
  /** The newest version; null where nobody has ever worded it. */
  stored(language: GreetingLanguage, phrase: PhraseName): StoredGreeting | null
  reload(): Promise<void>
  /** Reads them again if another node has changed one since. */
  refresh(): Promise<void>
}

interface OwnPhrase {
  readonly stored: StoredGreeting
  /** Null where the built-in one holds. */
  readonly message: Message | null
}

export async function openOwnGreetings(
  store: Pick<GreetingStore, 'readGreetings' | 'countGreetingVersions'>,
): Promise<OwnGreetings> {
  let own: ReadonlyMap<string, OwnPhrase> = new Map()
  let begun = 0
  let shown = 0
  const versions = (): number => [...own.values()].reduce((sum, { stored }) => sum + stored.version, 0)
  const reload = async (): Promise<void> => {
    const turn = ++begun
    const rows = await store.readGreetings()
    // Of two readings at once the one that began later counts, whichever comes in last.
    if (turn < shown) return
    shown = turn
    own = new Map(rows.map((row) => [keyOf(row.language, row.phrase), readStored(row)]))
  }
  await reload()
  return {
    messageFor: (language, phrase) =>
      own.get(keyOf(language, phrase))?.message ?? builtInMessage(language, phrase),
    stored: (language, phrase) => own.get(keyOf(language, phrase))?.stored ?? null,
    reload,
    async refresh() {
      if ((await store.countGreetingVersions()) !== versions()) await reload()
    },
  }
}

/** What another release has stored and this one cannot read is passed over: the built-in text is said. */
function readStored(stored: StoredGreeting): OwnPhrase {
  const { text, phrase } = stored
  const isOurs = isPhrase(phrase) && isLanguage(stored.language)
  const read = text === null || !isOurs ? null : readMessage(text, phrase)
  return { stored, message: read?.kind === 'message' ? read : null }
}

function isPhrase(phrase: string): phrase is PhraseName {
  return (phraseNames as readonly string[]).includes(phrase)
}

function isLanguage(language: string): language is GreetingLanguage {
  return (greetingLanguages as readonly string[]).includes(language)
}

function keyOf(language: string, phrase: string): string {
  return `${language} ${phrase}`
}
