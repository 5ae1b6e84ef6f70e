/** How long somebody has been typing. A pause that is longer than a thought does not count. */
export interface TypingTime {
  readonly ms: number
  readonly lastAt: number | null
}

export const noTyping: TypingTime = { ms: 0, lastAt: null }

const longestPauseMs = 5000

export function typedAgain({ ms, lastAt }: TypingTime, now: number): TypingTime {
  const since = lastAt === null ? 0 : now - lastAt
  return { ms: ms + (since >= 0 && since <= longestPauseMs ? since : 0), lastAt: now }
}
