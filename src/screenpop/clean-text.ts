const unseen = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu
const longestDisplayName = 64
/** The marks, embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9). Joiners are none. */
const turning = /\p{Bidi_Control}/gu

/**
 * A name of our own records without what would turn round the text that it stands in. All else stays: joiners belong to
 * Persian names, and to those in many scripts of India.
 */
export function straightName<T extends string | null>(name: T): T {
  return name === null ? name : (name.replace(turning, '') as T)
}

/**
 * A name that the caller's side sent, fit to be shown as such: at most 64 code points, nothing invisible, nothing that
 * turns the direction of what stands around it. Null if nothing is left.
 */
export function cleanDisplayName(raw: string | null): string | null {
  if (raw === null) return null
  const seen = raw
    .slice(0, 4 * longestDisplayName)
    .replace(unseen, '')
    .replace(/\s+/g, ' ')
    .trim()
  return cutText(seen, longestDisplayName).trim() || null
}

/** At most this many code points: never half a character of two code units. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  return Array.from(text.slice(0, 2 * most))
    .slice(0, most)
    .join('')
}
