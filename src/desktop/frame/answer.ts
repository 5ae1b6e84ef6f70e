import { type DependencyList, useCallback, useEffect, useRef, useState } from 'react'
import { type Refused, whyNot } from '../ask.ts'

/** What a page knows of something it asked for. An earlier answer stays on the page while it is asked again. */
export interface Answer<T> {
  readonly value: T | undefined
  readonly refused: Refused | undefined
  readonly asking: boolean
  readonly again: () => void
  /** Put an answer there that came another way. */
  readonly put: (value: T) => void
}

/** Asks when the page opens and whenever `deps` change; the answer to an older question never replaces a newer one. */
export function useAnswer<T>(question: (signal: AbortSignal) => Promise<T>, deps: DependencyList): Answer<T> {
  const [value, setValue] = useState<T>()
  const [refused, setRefused] = useState<Refused>()
  const [asking, setAsking] = useState(true)
  const [round, setRound] = useState(0)
  const asked = useRef(question)
  asked.current = question
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller names what the question depends on, and what it is asked again for
  useEffect(() => {
    const abort = new AbortController()
    setAsking(true)
    asked
      .current(abort.signal)
      .then((answer) => {
        if (abort.signal.aborted) return
        setValue(answer)
        setRefused(undefined)
        setAsking(false)
      })
      .catch((thrown: unknown) => {
        if (abort.signal.aborted) return
        setRefused(whyNot(thrown))
        setAsking(false)
      })
    return () => abort.abort()
  }, [...deps, round])
  const again = useCallback(() => setRound((before) => before + 1), [])
  return { value, refused, asking, again, put: setValue }
}
