import { createContext, useContext, useSyncExternalStore } from 'react'

/** Where the page's time and chance come from: handed in by main.tsx. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** From 0 to below 1. */
  chance(): number
}

export const ClockContext = createContext<Clock>({ now: () => 0, chance: () => 0.5 })

export const useClock = (): Clock => useContext(ClockContext)

interface Ticker {
  readonly subscribe: (tell: () => void) => () => void
  readonly read: () => number
}

const tickers = new WeakMap<Clock, Map<number, Ticker>>()

/** The present, again every `everyMs`: the same for all who look that often, so that two times never differ. */
export function useNow(everyMs: number): number {
  const ticker = tickerOf(useClock(), everyMs)
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}

function tickerOf(clock: Clock, everyMs: number): Ticker {
  const known = tickers.get(clock) ?? new Map<number, Ticker>()
  tickers.set(clock, known)
  const ticker = known.get(everyMs) ?? makeTicker(clock, everyMs)
  known.set(everyMs, ticker)
  return ticker
}

function makeTicker(clock: Clock, everyMs: number): Ticker {
  const listeners = new Set<() => void>()
  let now = clock.now()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    now = clock.now()
    for (const tell of listeners) tell()
  }
  return {
    read: () => now,
    subscribe(tell) {
      if (listeners.size === 0) {
        now = clock.now()
        timer = setInterval(tick, everyMs)
      }
      listeners.add(tell)
      return () => {
        listeners.delete(tell)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}
