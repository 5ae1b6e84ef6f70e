import { rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../own-time.ts'
import { beginCalling } from './callers.ts'
import { expectNothingLost } from './look-into-house.ts'
import { compilePreload } from './preload.ts'
import { makeHouse, pause, type RealHouse, type Running } from './real-house.ts'

let house: RealHouse

beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

async function readyText(server: Running): Promise<string> {
  return (await fetch(`${server.url}/readyz`)).text()
}

describe('a disk that fails', () => {
  for (const [name, errno, says] of [
    ['reports errors', constants.errno.EIO, /the disk reports errors \(SQLITE_IOERR_\w+\)/],
    ['can only be read', constants.errno.EROFS, /the disk (can only be read|reports errors)/],
  ] as const) {
    it(`[P3] and ${name} stops the acknowledging at once, and it goes on when that is over`, async (context) => {
      const shim = compilePreload('failing-disk', house.folder)
      context.skip(shim === null, 'needs a C compiler (cc) on Linux, to make a disk fail')
      const switchedOn = join(house.folder, 'fails')
      const server = await house.start({
        env: { LD_PRELOAD: shim as string, GREETLINE_TEST_ERRNO_FILE: switchedOn },
      })
      const callers = beginCalling(() => server, 4, 'failing')
      await expect.poll(() => callers.acknowledged.size, { timeout: 30_000 }).toBeGreaterThan(0)
      writeFileSync(switchedOn, String(errno))
      // By then what was answered before has come.
      await eventually(() => expect(callers.refused.length).toBeGreaterThan(20), 30_000)
      const acknowledged = callers.acknowledged.size
      expect(acknowledged).toBeGreaterThan(0)
      await pause(1000)
      expect(callers.acknowledged.size).toBe(acknowledged)
      expect(callers.refused.every((status) => status === 503)).toBe(true)
      expect(await readyText(server)).toMatch(says)
      expect(server.isRunning()).toBe(true)
      rmSync(switchedOn)
      await eventually(async () => expect(await readyText(server)).toBe('ready\n'), 30_000)
      await callers.stop()
      await server.end('SIGKILL')
      const again = await house.start()
      await again.end('SIGTERM')
      expectNothingLost(house.database, callers.acknowledged, callers.calls)
    })
  }
})
