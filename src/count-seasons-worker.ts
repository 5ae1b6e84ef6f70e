import { parentPort, workerData } from 'node:worker_threads'
import { tallySeasons } from './count-seasons.ts'
import { type OutcomePlace, openOutcomes } from './house-store.ts'
import { calendarOf } from './screenpop/calendar.ts'
import { workInBackground } from './work-in-background.ts'

workInBackground()

/** Goes through the history from an id on, on a thread and a connection of its own, and ends. */
const { place, timeZone, after } = workerData as { place: OutcomePlace; timeZone: string; after: number }
const reader = openOutcomes(place)
try {
  parentPort?.postMessage(await tallySeasons(reader, calendarOf(timeZone), after))
} finally {
  await reader.close()
}
