import { setTimeout as pause } from 'node:timers/promises'

/** Of so many milliseconds is a turn. */
const turnMs = 10
let turns = 0
setInterval(() => turns++, turnMs).unref()

/**
 * Time as this process has lived it since, ms: whole turns, of which none passes while the machine lets it do nothing or it
 * is at work itself. On a quiet machine that is the time of the clock, and on a busy one a bound in it is still about what
 * the program waits for.
 */
export function ownTime(): () => number {
  const from = turns
  return () => (turns - from) * turnMs
}

/**
 * Until the check throws no more, or as it throws after so long in own time: ten seconds, before the next heartbeat would
 * mend on a desktop what was not told to it.
 */
export async function eventually(check: () => unknown, mostMs = 10_000): Promise<void> {
  const lived = ownTime()
  for (;;) {
    try {
      await check()
      return
    } catch (fault) {
      if (lived() >= mostMs) throw fault
    }
    await pause(turnMs)
  }
}
