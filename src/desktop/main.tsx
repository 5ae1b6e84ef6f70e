import './mantine-styles.ts'
import './look.css'
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { type Clock, ClockContext } from './clock.ts'
import { applyLessMotion } from './frame/less-motion.ts'

const clock: Clock = { now: () => Date.now(), chance: () => Math.random() }

const root = document.getElementById('desktop')
if (!root) throw new Error('index.html has no #desktop')
applyLessMotion()
const WallPage = lazy(async () => ({ default: (await import('./wall/wall-page.tsx')).WallPage }))

/** A screen on the wall has nobody who could sign in. */
const isWall = location.pathname === '/wall'
createRoot(root).render(
  <StrictMode>
    {isWall ? (
      <ClockContext value={clock}>
        <Suspense>
          <WallPage />
        </Suspense>
      </ClockContext>
    ) : (
      <App clock={clock} />
    )}
  </StrictMode>,
)

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  navigator.serviceWorker.register('/sw.js').catch(() => {
    // Without it the desk works the same; it only cannot be opened as an app while the server is away.
  })
}
