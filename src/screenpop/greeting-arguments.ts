import {
  argumentsOfTheCaller,
  argumentsOfTheHouse,
  type GreetingArgument,
  greetingArguments,
  namedSituations,
  type PhraseName,
  phraseNames,
} from '../wire/greeting-api.ts'

const partArguments = {
  hello: ['daytime', 'direction', 'house', 'agent'],
  introduction: ['introducing', 'house', 'agent', 'daytime', 'direction'],
} as const satisfies Partial<Record<PhraseName, readonly GreetingArgument[]>>

/**
 * What a text may use, by what it is for. Nobody but a recognised caller may be named, so no other text can even ask for
 * a name, whoever has written it.
 */
export const lawfulArguments = Object.fromEntries(
  phraseNames.map((phrase) => [phrase, argumentsOf(phrase)]),
) as Readonly<Record<PhraseName, readonly GreetingArgument[]>>

function argumentsOf(phrase: PhraseName): readonly GreetingArgument[] {
  if (phrase === 'hello' || phrase === 'introduction') return partArguments[phrase]
  if (phrase === 'company') return [...argumentsOfTheHouse, 'company']
  if (phrase === 'usual-matter') return [...argumentsOfTheHouse, ...argumentsOfTheCaller, 'matter']
  return (namedSituations as readonly PhraseName[]).includes(phrase)
    ? [...argumentsOfTheHouse, ...argumentsOfTheCaller]
    : argumentsOfTheHouse
}

export function isGreetingArgument(name: string): name is GreetingArgument {
  return (greetingArguments as readonly string[]).includes(name)
}

/** Null: this caller has none, and a sentence that needs it cannot be said. */
export type GreetingValues = Readonly<Record<GreetingArgument, string | null>>
