import { afterEach, beforeEach, expect, it } from 'vitest'
import { newestVersion } from '../../src/store/migrations.ts'
import { makeHouse, type RealHouse } from '../faults/real-house.ts'
import { askServer } from '../store/ask-server.ts'
import { freshDatabase } from '../store/postgres.ts'

/** Commands of a house that keeps everything in PostgreSQL. */
let house: RealHouse
let url: string

beforeEach(async () => {
  url = await freshDatabase()
  house = await makeHouse({ config: { store: url } })
})
afterEach(() => house.close())

it('backup and restore say whose work that is there, and touch nothing', async () => {
  for (const command of ['backup', 'restore']) {
    const { code, err } = await house.run(command, `${house.folder}/today.sqlite`)
    expect(code).toBe(1)
    expect(err).toContain('in PostgreSQL: back up and restore with its own tools')
  }
})

it('migrate says of which version the database is, and refuses a newer one', async () => {
  const { pathname } = new URL(url)
  expect((await house.run('migrate')).err).toMatch(
    new RegExp(`^127.0.0.1:\\d+${pathname} is of version ${newestVersion()}: nothing to do\\n$`),
  )
  await askServer(url, 'update schema_version set version = 900')
  for (const command of ['migrate', 'serve']) {
    const { code, err } = await house.run(command)
    expect(code).toBe(1)
    expect(err).toContain(`is of version 900, and this program knows versions up to ${newestVersion()}`)
  }
})
