/** Longer ones are cut, in the index and in queries alike: PostgreSQL takes lexemes of up to 2046 bytes. */
const longestLexeme = 500

const parts = /\s*(?:"([^"]*)"( ?\*)?|(AND|OR)\b|([()]))/y

/**
 * Writes an expression of the index (see SearchReader) as a tsquery. What it consists of is quoted tokens, beginnings
 * (`"an" *`), AND, OR and brackets, which PostgreSQL binds in the same order. Throws for anything else.
 */
export function writeTsquery(expression: string): string {
  let written = ''
  parts.lastIndex = 0
  while (parts.lastIndex < expression.length) {
    const from = parts.lastIndex
    const [whole, token, beginning, word, bracket] = parts.exec(expression) ?? []
    if (whole === undefined) throw new Error(`no search expression from character ${from} on`)
    if (token !== undefined) written += `${quoteLexeme(token)}${beginning ? ':*' : ''}`
    else written += word ? operators[word as keyof typeof operators] : bracket
  }
  return written
}

const operators = { AND: ' & ', OR: ' | ' }

export function cutLexeme(token: string): string {
  return token.length > longestLexeme ? token.slice(0, longestLexeme) : token
}

export function quoteLexeme(token: string): string {
  return `'${cutLexeme(token).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
