import type { NewWish, Wish } from '../../wire/wishes.ts'
import type { Words } from '../words/en.ts'
import type { Spoken } from '../words/speak.ts'

/** A wish in the agent's own language; the customer's words, where they are kept, stand beside it. */
export function sayWish(wish: Wish | NewWish, words: Words, spoken: Spoken): string {
  const say = words.wishes
  const names = (channels: readonly string[]): string =>
    spoken.list(channels.map((one) => say.channelNames[one] ?? one))
  switch (wish.kind) {
    case 'channel': {
      const prefers = wish.prefer.length > 0 ? say.prefers(names(wish.prefer)) : ''
      const avoids = wish.avoid.length > 0 ? say.avoids(names(wish.avoid)) : ''
      return [prefers, avoids].filter(Boolean).join(' · ') || say.kinds.channel
    }
    case 'hours': {
      const hours = `${wish.from}–${wish.until}`
      const when = wish.days.length === 0 ? hours : `${spoken.weekdays(wish.days)} ${hours}`
      return wish.sense === 'only' ? say.only(when) : say.never(when)
    }
    case 'language':
      return say.inLanguage(spoken.language(wish.language))
    case 'address':
      return say.addressed(wish.address)
    case 'pronunciation':
      return say.pronounced(wish.pronunciation)
    case 'role':
      return say.roles[wish.role]
    case 'note':
      return wish.text
    default:
      return say.kinds[wish.kind]
  }
}

/** A channel as the agent's language names it; as the house calls it where that has no name of its own. */
export function sayChannel(channel: string, words: Words): string {
  return words.channels[channel] ?? words.facts.channels[channel] ?? channel
}
