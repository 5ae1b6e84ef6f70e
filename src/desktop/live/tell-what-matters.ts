import { useEffect, useRef } from 'react'
import type { LiveEntry } from '../../wire/live-api.ts'
import { sayPolitely } from '../desk/say-politely.ts'
import { useWords } from '../words/words-context.tsx'
import { isWaiting } from './live-view.ts'

/** Has a screen reader told of a call that reaches nobody and of an honoured customer who waits, each once; of nothing else. */
export function useTellWhatMatters(calls: ReadonlyMap<string, LiveEntry> | null): void {
  const { words } = useWords()
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (!calls) return
    const matters = [...calls.values()].filter((call) => call.unrouted || (call.honoured && isWaiting(call)))
    const before = told.current
    told.current = new Set(matters.map(keyOf))
    const fresh = matters.find((call) => before && !before.has(keyOf(call)))
    if (!fresh) return
    const who = fresh.name ?? fresh.number ?? words.pop.unknownCaller
    sayPolitely(fresh.unrouted ? words.board.saysUnrouted(who) : words.board.saysHonoured(who))
  }, [calls, words])
}

const keyOf = ({ callId, unrouted }: LiveEntry): string => `${callId} ${unrouted}`
