import type { MessageFault } from '../wire/greeting-api.ts'

const sentences: Readonly<Record<MessageFault['reason'], (argument: string) => string>> = {
  'unclosed-brace': () => 'a brace is opened and not closed',
  'stray-brace': () => "a brace stands here as a letter; write ’ instead of ' before an argument",
  'empty-argument': () => 'there is nothing between the braces',
  'malformed-argument': () => 'this is no name of an argument',
  'unknown-argument': (argument) => `there is no argument ${argument}`,
  'not-in-this-situation': (argument) => `${argument} may not be said in this situation`,
  'only-select': () => 'only {argument} and {argument, select, option {text} other {text}} are understood',
  'select-options': () => 'select needs options, each followed by its text in braces',
  'select-twice': () => 'this option is there already',
  'select-needs-other': () => 'select needs the option other',
  'says-nothing': () => 'it says nothing',
}

/** In words, with its place counted as people count: from 1. */
export function sayFault({ reason, at, argument }: MessageFault): string {
  return `at character ${at + 1}: ${sentences[reason](argument ?? '')}`
}
