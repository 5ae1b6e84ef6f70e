import { useCallback, useRef, useState } from 'react'
import { type Refused, whyNot } from '../ask.ts'

export interface Errand<A extends unknown[]> {
  readonly run: (...given: A) => Promise<boolean>
  readonly running: boolean
  readonly refused: Refused | undefined
  readonly forget: () => void
}

/** Something a click does on the server: not twice at once, and a refusal is kept to be shown. Resolves to whether it was done. */
export function useErrand<A extends unknown[]>(act: (...given: A) => Promise<unknown>): Errand<A> {
  const [running, setRunning] = useState(false)
  const [refused, setRefused] = useState<Refused>()
  const busy = useRef(false)
  const latest = useRef(act)
  latest.current = act
  const run = useCallback(async (...given: A) => {
    if (busy.current) return false
    busy.current = true
    setRunning(true)
    setRefused(undefined)
    try {
      await latest.current(...given)
      return true
    } catch (thrown) {
      setRefused(whyNot(thrown))
      return false
    } finally {
      busy.current = false
      setRunning(false)
    }
  }, [])
  const forget = useCallback(() => setRefused(undefined), [])
  return { run, running, refused, forget }
}
