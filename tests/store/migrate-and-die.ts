import Database from 'better-sqlite3'
import { migrate } from '../../src/store/sqlite-migrations.ts'
import { houseMigrations } from './old-houses.ts'

/** A process of its own that is killed just before the statement of this number. */
const [file = '', dieAt = '0'] = process.argv.slice(2)
const db = new Database(file)
db.pragma('journal_mode = WAL')
let told = 0
migrate(
  db,
  () => {
    told++
    if (told === Number(dieAt)) process.kill(process.pid, 'SIGKILL')
  },
  houseMigrations,
)
