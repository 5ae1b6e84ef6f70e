import type { GreetingValues } from './greeting-arguments.ts'
import type { Message, Piece } from './read-message.ts'

/** What a message says with these values; null where an argument that it needs has none. */
export function sayMessage({ pieces }: Message, values: GreetingValues): string | null {
  const said = sayPieces('', pieces, values)
  if (said === null) return null
  return (said.includes('  ') ? said.replace(/ {2,}/g, ' ') : said).trim()
}

function sayPieces(before: string, pieces: readonly Piece[], values: GreetingValues): string | null {
  let said: string | null = before
  for (const piece of pieces) {
    said = sayPiece(said, piece, values)
    if (said === null) return null
  }
  return said
}

function sayPiece(before: string, piece: Piece, values: GreetingValues): string | null {
  if (piece.kind === 'words') return joinWords(before, piece.text)
  const value = values[piece.name]
  if (piece.kind === 'argument') return value === null ? null : before + value
  return sayPieces(before, piece.options.get(value ?? 'other') ?? piece.other, values)
}

const fullStops = '.。'
const endings = '.。!！?？؟…'
const alike = ['!！', '?？؟', ',，、،', ';；', ':：']

/** A name that ends with a full stop ends the sentence with it as well: `Star Inc.`, and no second one. */
function joinWords(before: string, words: string): string {
  return isRepeated(before.charAt(before.length - 1), words.charAt(0))
    ? before + words.slice(1)
    : before + words
}

function isRepeated(last: string, first: string): boolean {
  if (last === '' || first === '' || first === ' ') return false
  if (fullStops.includes(first)) return endings.includes(last)
  return alike.some((marks) => marks.includes(first) && marks.includes(last))
}
