import { restoreSqlite } from '../../src/store/sqlite-restore.ts'

/** A process of its own that is killed when the restore comes to this step. */
const [from = '', file = '', dieAt = ''] = process.argv.slice(2)
await restoreSqlite(from, file, 0, (step) => {
  if (step === dieAt) process.kill(process.pid, 'SIGKILL')
})
