import { workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { stages, type ThreadStart } from '../start-thread.ts'

/** Where each thread begins: loads better-sqlite3 before anybody may end it, then does what it was started for. */
const { program, stage } = (workerData as { readonly start: ThreadStart }).start
new Database(':memory:').close()
const before = Atomics.compareExchange(stage, 0, stages.loading, stages.atWork)
if (before === stages.unwanted) process.exit()
await import(program)
