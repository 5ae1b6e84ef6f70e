import { parentPort, workerData } from 'node:worker_threads'
import type { ExportMessage } from './export/run-exports.ts'
import { type FileOrder, writeExport } from './export/write-export.ts'
import { type OutcomePlace, openExportReader } from './house-store.ts'
import { pacer } from './pacer.ts'
import { workInBackground } from './work-in-background.ts'

workInBackground()

/** Writes one export, on a thread and connections of its own, and ends. */
const { place, file } = workerData as { readonly place: OutcomePlace; readonly file: FileOrder }
/** Of a core. At full speed an export made the slowest pops take three and a half times as long (docs/benchmarks.md). */
const share = 1 / 3
const say = (message: ExportMessage): void => parentPort?.postMessage(message)
const reader = openExportReader(place)
try {
  const written = await writeExport(
    file,
    reader,
    (so) => say({ kind: 'progress', written: so }),
    pacer(share),
  )
  say({ kind: 'done', written })
} catch (reason) {
  say({ kind: 'failed', message: (reason as Error).message })
} finally {
  await reader.close()
}
