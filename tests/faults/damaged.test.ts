import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseIn } from '../../src/store/sqlite-files.ts'
import { openHouse } from '../house.ts'
import { eventually } from '../own-time.ts'
import { beginCalling, type Callers } from './callers.ts'
import { expectNothingLost } from './look-into-house.ts'
import { makeHouse, pause, type RealHouse, type Running, storyOfCall } from './real-house.ts'

let house: RealHouse

beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

async function callFor(ms: number, server: Running): Promise<Callers> {
  const callers = beginCalling(() => server, 8, `call${performance.now().toFixed(0)}`)
  await pause(ms)
  await callers.stop()
  return callers
}

function flip(path: string, at: number): void {
  const content = readFileSync(path)
  for (let n = at; n < at + 64; n++) content[n] = (content[n] ?? 0) ^ 0xff
  writeFileSync(path, content)
}

describe('a database that is damaged', () => {
  it('is refused with its name, the command to restore and exit code 1, and a backup brings the house back', async () => {
    const server = await house.start()
    const before = await callFor(300, server)
    const backup = join(house.folder, 'backup.sqlite')
    const made = await house.run('backup', backup)
    expect(made, made.err).toMatchObject({ code: 0 })
    expect(made.out).toMatch(/^[0-9a-f]{64} {2}backup\.sqlite\n$/)
    expect(made.err).toContain('whole and verified')
    await server.end('SIGTERM')

    const whole = readFileSync(house.database)
    for (const [what, spoil] of [
      ['header', () => flip(house.database, 0)],
      ['half', () => truncateSync(house.database, Math.floor(whole.length / 8192) * 4096)],
      ['other', () => writeFileSync(house.database, 'a letter to my aunt\n'.repeat(500))],
    ] as const) {
      writeFileSync(house.database, whole)
      spoil()
      const spoilt = readFileSync(house.database)
      const { code, err } = await house.run('serve')
      expect(code, what).toBe(1)
      expect(err, what).toContain(house.database)
      expect(err, what).toContain('npm run cli -- restore BACKUP-FILE')
      expect(readFileSync(house.database).equals(spoilt), what).toBe(true)
    }
    const restored = await house.run('restore', backup)
    expect(restored, restored.err).toMatchObject({ code: 0 })
    const kept = readdirSync(house.data).find((name) => name.includes('.before-restore-'))
    expect(readFileSync(join(house.data, kept ?? '')).toString()).toContain('a letter to my aunt')
    const again = await house.start()
    await callFor(50, again)
    await again.end('SIGTERM')
    expectNothingLost(house.database, before.acknowledged, before.calls)
  })

  it('or whose log is, after a kill, is not served with less in it than was answered', async () => {
    const server = await house.start()
    await callFor(300, server)
    await server.end('SIGKILL')
    const log = `${house.database}-wal`
    // In the first of its frames (a header of 32 bytes, one of 24 for the frame): many commits stand behind it.
    flip(log, 32 + 24 + 100)
    const { code, err } = await house.run('serve')
    expect(code).toBe(1)
    expect(err).toContain(`The write-ahead log ${log} is damaged`)
    expect(existsSync(log)).toBe(true)
  })

  it('while it is served makes the node not ready, and says why', async () => {
    const running = await openHouse()
    try {
      const ready = async () => (await fetch(`${running.app.url}/readyz`)).text()
      expect(await ready()).toBe('ready\n')
      // A page of the history, while nobody looks at it.
      const file = databaseIn(running.folder)
      for (let n = 0; n < 40; n++)
        expect((await running.post(storyOfCall(`seen-${n}`, Date.now()))).status).toBe(202)
      await running.restart()
      flip(file, 4096 * (Math.floor(statSync(file).size / 4096) - 3))
      running.clock.ahead = 25 * 60 * 60_000
      const damaged = /^not ready: the database is damaged \(.+\): restore a backup\n$/
      await eventually(async () => expect(await ready()).toMatch(damaged))
      expect(running.logged()).toContain('it is not known to be sound')
      const metrics = await (await fetch(`${running.app.url}/metrics`)).text()
      expect(metrics).toContain('greetline_store_up 0')
      expect(metrics).toContain('greetline_integrity_checks_total{result="damaged"} 1')
    } finally {
      await running.close()
    }
  })
})

describe('a server that runs', () => {
  it('is alone, is backed up without being held up, and is not restored over', async () => {
    const server = await house.start()
    const second = await house.run('serve')
    expect(second).toMatchObject({ code: 1 })
    expect(second.err).toContain('Another Greetline serves this data folder')

    const callers = beginCalling(() => server, 4, 'backed-up')
    await pause(300)
    const until = new Map(callers.acknowledged)
    const backup = join(house.folder, 'backup.sqlite')
    expect(await house.run('backup', backup)).toMatchObject({ code: 0 })
    const restored = await house.run('restore', backup)
    expect(restored).toMatchObject({ code: 1 })
    expect(restored.err).toContain('A server is running')
    expect(await house.run('migrate')).toMatchObject({ code: 0 })
    await callers.stop()
    expect(callers.refused).toEqual([])
    expect(callers.acknowledged.size).toBeGreaterThan(until.size)
    await server.end('SIGTERM')
    expectNothingLost(house.database, callers.acknowledged, callers.calls)
    expect(await house.run('restore', backup)).toMatchObject({ code: 0 })
    expectNothingLost(house.database, until, [])
  })

  it('that cannot have its port says so and ends, with everything closed', async () => {
    const server = await house.start()
    const other = await makeHouse()
    try {
      const port = new URL(server.url).port
      writeFileSync(
        join(other.folder, 'greetline.config.json'),
        readFileSync(join(other.folder, 'greetline.config.json'), 'utf8').replace(
          '"port":0',
          `"port":${port}`,
        ),
      )
      const { code, err } = await other.run('serve')
      expect(code).toBe(1)
      expect(err).toContain(`Port ${port} is taken`)
      expect(existsSync(`${other.database}.running`)).toBe(false)
    } finally {
      await other.close()
    }
  })
})
