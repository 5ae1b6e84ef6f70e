import { bringUpPostgres } from '../../src/store/postgres-schema.ts'
import { openDatabase } from '../../src/store/sqlite-open.ts'

/** What a start does to an old database at this place, a file or a URL. */
export async function bringUp(place: string): Promise<void> {
  if (place.startsWith('postgres:')) await bringUpPostgres(place)
  else openDatabase(place).close()
}
