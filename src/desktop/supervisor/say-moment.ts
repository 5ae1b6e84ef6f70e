import type { Me } from '../../wire/access-api.ts'
import type { StoryMoment } from '../../wire/story-api.ts'
import { dispositionName, factName, methodName } from '../session.tsx'
import type { Words } from '../words/en.ts'

/** What a moment was about, in the page's language: the names that the house gives, or what it was called. */
export function sayMoment({ kind, what }: StoryMoment, me: Me, words: Words, language: string): string {
  switch (kind) {
    case 'event':
      return words.explain.eventKinds[what] ?? what
    case 'decided':
    case 'named':
      return words.outcomes[what as keyof Words['outcomes']] ?? what
    case 'verified':
      return methodName(me, what, language)
    case 'closed':
      return words.closings[what as keyof Words['closings']] ?? what
    case 'fact':
    case 'asked-again':
      return factName(me, { key: what, label: null }, language)
    case 'wrapped-up':
      return dispositionName(me, what, language)
    case 'promise-settled':
      return words.story.settled[what] ?? what
    case 'shown':
    case 'rendered':
      return what === '' ? '' : words.story.version(Number(what))
    default:
      return what
  }
}
