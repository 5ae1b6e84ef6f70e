import { Refusal } from './errors.ts'
import { type Casting, lastCallers } from './greeting-cases.ts'
import { sampleCallers } from './sample-callers.ts'
import { type GreetingBook, introducing, sayIn } from './screenpop/greet.ts'
import { lawfulArguments } from './screenpop/greeting-arguments.ts'
import type { OwnGreetings } from './screenpop/own-greetings.ts'
import { builtInText } from './screenpop/phrase-book.ts'
import { type Message, readMessage } from './screenpop/read-message.ts'
import { sayFault } from './screenpop/say-fault.ts'
import type { StoredGreeting } from './store/greeting-store.ts'
import type { Store } from './store/store.ts'
import {
  type GreetingCase,
  type GreetingLanguage,
  type GreetingPhrase,
  greetingLanguages,
  type PhraseName,
  phraseKey,
  phraseNames,
} from './wire/greeting-api.ts'
import type { Handlers, Who } from './wire/routes.ts'

type GreetingRoute =
  | 'readGreetings'
  | 'readGreetingVersions'
  | 'changeGreeting'
  | 'giveBackGreeting'
  | 'readGreetingCases'
  | 'tryGreeting'

interface GreetingRoom extends Casting {
  readonly store: Casting['store'] & Pick<Store, 'putGreeting' | 'readGreetingVersions' | 'audit'>
  readonly greetings: OwnGreetings
  readonly now: () => number
}

const versionsShown = 100

/** How the house words its greetings, for those who lead it: read, changed, given back, tried on callers. */
export function greetingHandlers(room: GreetingRoom): Handlers<GreetingRoute> {
  return {
    readGreetings: async () => ({
      items: greetingLanguages.flatMap((language) =>
        phraseNames.map((phrase) => showPhrase(room, language, phrase)),
      ),
      arguments: Object.fromEntries(
        phraseNames.map((phrase) => [phrase, [...lawfulArguments[phrase]]]),
      ) as Record<PhraseName, (typeof lawfulArguments)[PhraseName][number][]>,
    }),
    async readGreetingVersions({ params }) {
      const { language, phrase } = keyIn(params)
      const versions = await room.store.readGreetingVersions(language, phrase, versionsShown)
      return {
        items: versions.map(({ version, text, accountId, at }) => ({
          version,
          text,
          at,
          by: room.agents.nameOf(accountId),
        })),
      }
    },
    async changeGreeting({ params, body: { text, version }, who }) {
      const key = keyIn(params)
      readOrRefuse(text, key.phrase)
      return putPhrase(room, key, { text, version }, who)
    },
    async giveBackGreeting({ params, query, who }) {
      const key = keyIn(params)
      const version = query.version ?? room.greetings.stored(key.language, key.phrase)?.version ?? 0
      return putPhrase(room, key, { text: null, version }, who)
    },
    async readGreetingCases({ query, who }) {
      const { now, store, name } = room
      const at = now()
      await store.audit({
        at,
        accountId: who.accountId,
        action: 'read-greeting-cases',
        subject: '',
        detail: '',
      })
      const calls = await lastCallers(room, query.language)
      return { items: [...calls, ...sampleCallers(name, who.name, query.language)] }
    },
    async tryGreeting({ body: { language, phrase, text, cases } }) {
      const read = readMessage(text, phrase)
      if (read.kind === 'faulty') return { faults: [...read.faults], lines: [] }
      const book = withMessage(room.greetings, { language, phrase }, read)
      return { faults: [], lines: cases.map((one) => sayCase({ language, phrase }, one, book)) }
    },
  }
}

interface Key {
  readonly language: GreetingLanguage
  readonly phrase: PhraseName
}

function keyIn(params: { language: string; phrase: string }): Key {
  const key = phraseKey.safeParse(params)
  if (!key.success) throw new Refusal('not-found')
  return key.data
}

function readOrRefuse(text: string, phrase: PhraseName): void {
  const read = readMessage(text, phrase)
  if (read.kind === 'message') return
  const faults = read.faults.map((fault) => ({ path: `text.${fault.at}`, message: sayFault(fault) }))
  throw new Refusal('bad-input', { faults })
}

async function putPhrase(
  room: GreetingRoom,
  { language, phrase }: Key,
  { text, version }: { readonly text: string | null; readonly version: number },
  who: Who,
): Promise<GreetingPhrase> {
  const { store, greetings, now } = room
  const at = now()
  const greeting = { language, phrase, text, accountId: who.accountId, at, expectedVersion: version }
  const written = await store.putGreeting(greeting)
  if (!written) throw new Refusal('conflict')
  const subject = `greeting:${language}/${phrase}`
  const action = text === null ? 'give-back-greeting' : 'change-greeting'
  await store.audit({ at, accountId: who.accountId, action, subject, detail: `version ${written.version}` })
  await greetings.reload()
  return showPhrase(room, language, phrase, written)
}

function showPhrase(
  { greetings, agents }: GreetingRoom,
  language: GreetingLanguage,
  phrase: PhraseName,
  stored: StoredGreeting | null = greetings.stored(language, phrase),
): GreetingPhrase {
  const builtIn = builtInText(language, phrase)
  return {
    language,
    phrase,
    text: stored?.text ?? builtIn,
    builtIn,
    version: stored?.version ?? 0,
    own: (stored?.text ?? null) !== null,
    by: stored ? agents.nameOf(stored.accountId) : null,
    at: stored?.at ?? null,
  }
}

function withMessage(book: GreetingBook, key: Key, message: Message): GreetingBook {
  return {
    messageFor: (language, phrase) =>
      language === key.language && phrase === key.phrase ? message : book.messageFor(language, phrase),
  }
}

function sayCase({ language, phrase }: Key, one: GreetingCase, book: GreetingBook) {
  const { kind: _, outcome: _outcome, at: _at, hour, ...said } = one
  return sayIn(language, phrase, { ...said, introducing: introducing(one.house, one.agent) }, hour, book)
}
