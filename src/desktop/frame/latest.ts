import { useCallback, useEffect, useRef, useState } from 'react'
import { type Refused, whyNot } from '../ask.ts'

export interface Latest<A extends unknown[]> {
  readonly run: (...given: A) => Promise<void>
  readonly running: boolean
  readonly refused: Refused | undefined
}

/** Something that is looked up, where a newer wish overtakes the one on its way: only the last one's answer is used. */
export function useLatest<A extends unknown[]>(
  act: (signal: AbortSignal, ...given: A) => Promise<() => void>,
): Latest<A> {
  const [running, setRunning] = useState(false)
  const [refused, setRefused] = useState<Refused>()
  const abort = useRef<AbortController | null>(null)
  const latest = useRef(act)
  latest.current = act
  useEffect(() => () => abort.current?.abort(), [])
  const run = useCallback(async (...given: A) => {
    abort.current?.abort()
    const mine = new AbortController()
    abort.current = mine
    setRunning(true)
    setRefused(undefined)
    try {
      const use = await latest.current(mine.signal, ...given)
      if (!mine.signal.aborted) use()
    } catch (thrown) {
      if (!mine.signal.aborted) setRefused(whyNot(thrown))
    } finally {
      if (!mine.signal.aborted) setRunning(false)
    }
  }, [])
  return { run, running, refused }
}
