import { allowance } from './allowance.ts'

/** One who wants to come in. Exactly one of both is called, except where it has gone by then. */
export interface Comer {
  enter(): void
  comeBackLater(): void
  isGone(): boolean
}

/** Those who want to come in at once: after a restart all of them. */
export interface AdmissionLine {
  join(comer: Comer): void
  /** Somebody has been served: there may be room for the next. */
  moveUp(): void
  /** Nobody is let in any more. */
  close(): void
}

export interface AdmissionSettings {
  readonly perSecond: number
  /** Beyond these nobody waits; they are told to come back later. */
  readonly mostWaiting: number
  /** Whether those who were let in have been served so far that more may come. */
  readonly hasRoom: () => boolean
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  /** Does the work after so many ms; returns how to call it off. */
  readonly later: (work: () => void, ms: number) => () => void
}

/** So few at a stretch, as a part of those of a second, that events on their way are not held up: 10 of 1,000, some 5 ms. */
const atOnce = 1 / 100
const lookAgainMs = 10

/** Lets in so many a second, in the order in which they came; whoever comes alone does not wait. */
export function openAdmissionLine(settings: AdmissionSettings): AdmissionLine {
  const { perSecond, mostWaiting, hasRoom, elapsed, later } = settings
  const mayEnter = allowance({ perSecond, burst: Math.max(1, perSecond * atOnce), elapsed })
  const line = new Set<Comer>()
  let callOff: (() => void) | null = null
  let isClosed = false

  const moveUp = (): void => {
    callOff?.()
    callOff = null
    for (const comer of line) {
      const isGone = comer.isGone()
      if (!isGone && !(hasRoom() && mayEnter())) break
      line.delete(comer)
      if (!isGone) comer.enter()
    }
    if (line.size > 0) callOff = later(moveUp, lookAgainMs)
  }

  return {
    join(comer) {
      if (isClosed || line.size >= mostWaiting) return comer.comeBackLater()
      line.add(comer)
      if (!callOff) moveUp()
    },
    moveUp,
    close() {
      isClosed = true
      callOff?.()
      for (const comer of line) comer.comeBackLater()
      line.clear()
    },
  }
}
