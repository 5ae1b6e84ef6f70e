import { useCallback, useEffect, useRef, useState } from 'react'

export interface Playing {
  /** Where it stands, ms since 1970. */
  readonly at: number
  readonly isPlaying: boolean
  readonly goTo: (at: number) => void
  readonly toggle: () => void
}

/** A place in time that moves on by itself while it plays, `speed` times as fast as it was; it stops at the end. */
export function usePlaying(from: number, until: number, start: number, speed: number): Playing {
  const [at, setAt] = useState(start)
  const [isPlaying, setPlaying] = useState(false)
  const last = useRef<number | null>(null)
  useEffect(() => {
    if (!isPlaying) return
    let frame = 0
    last.current = null
    const step = (painted: number) => {
      const passed = last.current === null ? 0 : painted - last.current
      last.current = painted
      setAt((before) => Math.min(until, before + passed * speed))
      frame = requestAnimationFrame(step)
    }
    frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [isPlaying, speed, until])
  useEffect(() => {
    if (at >= until) setPlaying(false)
  }, [at, until])
  const goTo = useCallback((wanted: number) => setAt(Math.max(from, Math.min(until, wanted))), [from, until])
  const toggle = useCallback(() => {
    setAt((before) => (before >= until ? from : before))
    setPlaying((was) => !was)
  }, [from, until])
  return { at, isPlaying, goTo, toggle }
}
