import { useEffect, useRef, useState } from 'react'
import { useDesk } from '../desk/desk-context.tsx'
import { type LiveView, takeLive } from './live-view.ts'

/** What is going on, for as long as the page is open; null until the first snapshot is there. */
export function useLive(): LiveView | null {
  const { watchLive } = useDesk()
  const [view, setView] = useState<LiveView | null>(null)
  const held = useRef<LiveView | null>(null)
  useEffect(() => {
    const watch = watchLive((message) => {
      const next = takeLive(held.current, message)
      if (next === null) return watch.again()
      held.current = next
      setView(next)
    })
    return () => watch.stop()
  }, [watchLive])
  return view
}
