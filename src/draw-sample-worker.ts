import { parentPort, workerData } from 'node:worker_threads'
import { type OutcomePlace, openExportReader } from './house-store.ts'
import { type SampleOrder, sampleOf } from './quality/draw-sample.ts'
import type { SeenTeams } from './wire/teams.ts'
import { workInBackground } from './work-in-background.ts'

workInBackground()

/** Goes through the calls of a week, on a thread and a connection of its own, and ends. */
const { place, order, from, until, teams } = workerData as {
  readonly place: OutcomePlace
  readonly order: SampleOrder
  readonly from: number
  readonly until: number
  readonly teams: SeenTeams
}
const most = 2000
const reader = openExportReader(place)
try {
  const sample = sampleOf(order)
  for (let after = 0; ; ) {
    const calls = await reader.readCallsToReview({ from, until, after, teams, most })
    for (const call of calls) sample.add(call)
    const last = calls.at(-1)
    if (!last || calls.length < most) break
    after = last.id
  }
  parentPort?.postMessage(sample.read())
} finally {
  await reader.close()
}
