import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { backUpSqlite, checksumFile } from '../src/store/sqlite-backup.ts'
import { workInBackground } from '../src/work-in-background.ts'

workInBackground()

/** Backs the running house up as `greetline backup` does, again and again until the process is ended. */
const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: node bench/backup-process.ts FOLDER')
const copy = join(folder, 'backup.sqlite')
process.on('disconnect', () => process.exit(0))

for (;;) {
  for (const file of [copy, checksumFile(copy)]) rmSync(file, { force: true })
  await backUpSqlite(join(folder, 'greetline.sqlite'), copy, () => undefined)
  process.send?.('backed up')
}
