import { writeFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { type FileOrder, partOf } from '../../src/export/write-export.ts'

/** An export that has written its first page and never comes to its last. */
const { file } = workerData as { readonly file: FileOrder }
writeFileSync(partOf(file.path), 'the first page')
parentPort?.postMessage({ kind: 'progress', written: { rows: 500, bytes: 14, share: null } })
setInterval(() => undefined, 1000)
