import { useEffect, useRef } from 'react'
import { useClock } from '../clock.ts'
import { useDesk } from '../desk/desk-context.tsx'

const ticked = new Set<(now: number) => void>()
let timer: ReturnType<typeof setInterval> | undefined

function join(tell: (now: number) => void, now: () => number): () => void {
  ticked.add(tell)
  timer ??= setInterval(() => {
    const at = now()
    for (const one of ticked) one(at)
  }, 1000)
  return () => {
    ticked.delete(tell)
    if (ticked.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * Lets an element change with the time without being drawn anew: with hundreds of lines that count, drawing each of them
 * every second would take longer than a frame. `now` is the server's clock.
 */
export function useTicking<E extends HTMLElement>(show: (element: E, now: number) => void) {
  const place = useRef<E>(null)
  const clock = useClock()
  const { desk } = useDesk()
  const ahead = useRef(desk.clockAhead)
  ahead.current = desk.clockAhead
  const shown = useRef(show)
  shown.current = show
  useEffect(() => {
    const tell = (at: number) => place.current && shown.current(place.current, at + ahead.current)
    tell(clock.now())
    return join(tell, clock.now)
  }, [clock])
  // What it counts from may have changed with this drawing.
  useEffect(() => {
    if (place.current) shown.current(place.current, clock.now() + ahead.current)
  })
  return place
}
