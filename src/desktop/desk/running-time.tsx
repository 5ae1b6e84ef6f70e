import { useNow } from '../clock.ts'
import { useWords } from '../words/words-context.tsx'
import { useDesk } from './desk-context.tsx'

interface RunningTimeProps {
  /** By the server's clock. */
  readonly since: number
  /** Where the time stopped; running if there is none. */
  readonly until?: number | null
}

/** A duration that counts by itself, so that nothing else has to be drawn every second. */
export function RunningTime({ since, until = null }: RunningTimeProps) {
  const { desk } = useDesk()
  const { spoken } = useWords()
  const now = useNow(1000) + desk.clockAhead
  return <time style={{ fontVariantNumeric: 'tabular-nums' }}>{spoken.lasting((until ?? now) - since)}</time>
}
