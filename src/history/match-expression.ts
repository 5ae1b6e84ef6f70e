import type { TokensFrom } from '../store/history-store.ts'
import type { Piece, Term, Words } from './read-query.ts'
import { numberToken } from './row-filters.ts'
import { endingToken, pairsOf } from './search-tokens.ts'

/** More words than this narrow nothing down; the text of a hit is checked for all of them. */
const mostTerms = 24

/**
 * The FTS5 expression that every fitting row fits (not only they): quoted tokens joined by AND and OR, so no input
 * is ever read as syntax. Null when there is nothing to look up. A beginning is written as the tokens it may be, or left
 * to FTS5 where there are too many. What must not occur is left to the check of the text: an entry of the index may stand
 * for several interactions, of which only one has the word. `filters`: of each list one token.
 */
export function matchExpression(
  words: Words,
  filters: readonly (readonly string[])[],
  tokensFrom: TokensFrom,
): string | null {
  const express = (term: Term): string => expressTerm(term, tokensFrom)
  const wanted = [...filters.map(oneOf), ...words.wanted.slice(0, mostTerms).map(express)]
  return wanted.length === 0 ? null : wanted.join(' AND ')
}

/** A list of nothing fits nothing: no row has this token. */
function oneOf(tokens: readonly string[]): string {
  return tokens.length === 0 ? token('nothing:') : `(${tokens.map(token).join(' OR ')})`
}

function expressTerm(term: Term, tokensFrom: TokensFrom): string {
  switch (term.kind) {
    case 'address':
      return term.prefix ? beginning(term.value, tokensFrom) : token(term.value)
    case 'number':
      return expressNumber(term, tokensFrom)
    case 'in':
      return expressTerm(term.term, tokensFrom)
    case 'any':
      return `(${term.terms.map((each) => expressTerm(each, tokensFrom)).join(' OR ')})`
    case 'pieces': {
      const pieces = term.pieces.flatMap((piece) => expressPiece(piece, tokensFrom))
      return `(${pieces.slice(0, mostTerms).join(' AND ')})`
    }
  }
}

function expressNumber(term: Term & { kind: 'number' }, tokensFrom: TokensFrom): string {
  const ways = [beginning(endingToken(term.digits), tokensFrom)]
  if (term.key !== null) ways.push(token(numberToken(term.key)))
  const written = term.written.map((each) => expressTerm(each, tokensFrom))
  if (written.length > 0) ways.push(`(${written.join(' AND ')})`)
  return `(${ways.join(' OR ')})`
}

function expressPiece(piece: Piece, tokensFrom: TokensFrom): string[] {
  if (piece.kind === 'run') return pairsOf(piece.value)?.map(token) ?? [beginning(piece.value, tokensFrom)]
  const forms = piece.forms.map((form) => (piece.prefix ? beginning(form, tokensFrom) : token(form)))
  return [forms.length === 1 ? (forms[0] as string) : `(${forms.join(' OR ')})`]
}

function token(text: string): string {
  return `"${text}"`
}

function beginning(text: string, tokensFrom: TokensFrom): string {
  const tokens = tokensFrom(text)
  if (tokens === null || tokens.length === 0) return `"${text}" *`
  return `(${tokens.map(token).join(' OR ')})`
}
