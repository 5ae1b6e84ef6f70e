import { parentPort, workerData } from 'node:worker_threads'
import type { FigureAnswer, FigureRequest, FigureThreadData } from './figure-thread.ts'
import { openFigures } from './house-store.ts'
import { pacer } from './pacer.ts'
import { countDay } from './reports/count-day.ts'
import { drawStored } from './reports/draw-stored.ts'
import { type HouseDays, houseDays } from './reports/house-days.ts'
import { tellHour } from './reports/tell-hour.ts'
import { firstIdAt } from './store/time-id.ts'
import { workInBackground } from './work-in-background.ts'

workInBackground()

/** Counts days, draws reports and tells of hours on a thread and a connection of its own. Drawing does not wait for counting: that rests a lot. */
const { place, share } = workerData as FigureThreadData
const reader = openFigures(place)
const zones = new Map<string, HouseDays>()

parentPort?.on('message', (request: FigureRequest) => {
  void answer(request).then((done) => parentPort?.postMessage(done))
})

async function answer(request: FigureRequest): Promise<FigureAnswer> {
  const { id } = request
  try {
    if (request.kind === 'close') {
      await reader.close()
      return { id, kind: 'closed' }
    }
    const days = daysIn(request.order.timeZone)
    if (request.kind === 'draw') {
      return { id, kind: 'drawn', report: await drawStored(request.order, reader, days) }
    }
    if (request.kind === 'hour') {
      return { id, kind: 'told', hour: await tellHour(request.order, reader, days) }
    }
    return { id, kind: 'counted', rows: await countDay(request.order, reader, days, firstIdAt, pacer(share)) }
  } catch (reason) {
    return { id, kind: 'failed', message: reason instanceof Error ? reason.message : 'failed' }
  }
}

function daysIn(timeZone: string): HouseDays {
  const known = zones.get(timeZone) ?? houseDays(timeZone)
  zones.set(timeZone, known)
  return known
}
