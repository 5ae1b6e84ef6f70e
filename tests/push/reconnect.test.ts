import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Desktop } from '../../src/client/open-desktop.ts'
import { eventually } from '../own-time.ts'
import { type CuttableLine, openLine } from './cuttable-line.ts'
import { type DeskHouse, openDesk, openDeskHouse, popOf, shown } from './desk-house.ts'

/** Short enough that nobody waits for them, long enough for a machine that is busy. */
const times = { pingEvery: 500, pingAnswer: 500 }

interface Away {
  readonly house: DeskHouse
  readonly line: CuttableLine
  readonly desk: Desktop
}

/**
 * The ways of losing a line in which Socket.IO's own recovery was found wrong six times of seven. In each of them one call
 * ends, one changes and one begins while nobody can be told.
 */
const ways: Readonly<Record<string, (away: Away, meanwhile: () => Promise<void>) => Promise<unknown>>> = {
  'is cut for a moment after it has received something': async ({ house, line, desk }, meanwhile) => {
    await house.write(popOf('c', 1))
    await eventually(() => expect(shown(desk)).toContain('c 1 ringing'))
    line.cut()
    await meanwhile()
  },
  'is cut before it has received anything': async ({ line }, meanwhile) => {
    line.cut()
    await meanwhile()
  },
  'is cut where the server does not notice': async ({ house, line, desk }, meanwhile) => {
    line.cutBeforeServer()
    await meanwhile()
    await eventually(() => expect(line.connections()).toBeGreaterThan(1))
    await house.write(popOf('d', 1))
    await eventually(() => expect(shown(desk)).toContain('d 1 ringing'))
    await eventually(() => expect(house.desktops.connected()).toBe(1))
  },
  'is cut by a restart of the server': async ({ house }, meanwhile) => {
    await house.stop()
    await meanwhile()
    return openDeskHouse({ after: house, times })
  },
  'is cut while something is on its way': async ({ house, line }, meanwhile) => {
    const told = house.write(popOf('c', 1))
    line.cut()
    await told
    await meanwhile()
  },
  'is cut after a hint that carries nothing': async ({ house, line }, meanwhile) => {
    const sam = openDesk(line.url, 'sam')
    await eventually(() => expect(sam.version()).toBe(0))
    house.desktops.hintLiveCalls()
    await pause(1050)
    line.cut()
    await meanwhile()
  },
  'is cut after it lay idle for many pings': async ({ line }, meanwhile) => {
    await pause(6 * times.pingEvery)
    line.cut()
    await meanwhile()
  },
  'sleeps for longer than the server waits, and nobody tells it': async ({ house, line }, meanwhile) => {
    line.fallAsleep()
    await eventually(() => expect(house.desktops.connected()).toBe(0))
    await meanwhile()
    line.wakeUp()
  },
}

interface Played {
  readonly shown: string[]
  readonly stored: string[]
  readonly twice: string[]
}

async function play(way: (typeof ways)[string]): Promise<Played> {
  const house = await openDeskHouse({ times })
  const line = await openLine(house.port)
  for (const name of ['a', 'b']) await house.write(popOf(name, 1))
  const told: string[] = []
  const desk = openDesk(line.url, 'alice', {
    onChange: (pop) => pop && told.push(`${pop.callId} ${pop.version}`),
  })
  await eventually(() => expect(shown(desk)).toEqual(['a 1 ringing', 'b 1 ringing']))
  await way?.({ house, line, desk }, async () => {
    await house.write(popOf('a', 2, 'closed'))
    await house.write(popOf('b', 2, 'connected'))
    await house.write(popOf('e', 1))
  })
  const stored = await house.stored()
  await eventually(() => expect(shown(desk)).toEqual(stored)).catch(() => undefined)
  return { shown: shown(desk), stored, twice: told.filter((one, n) => told.indexOf(one) < n) }
}

describe('a desktop that', () => {
  const played = new Map<string, Promise<Played>>()
  // All at once: each of them waits for a second or two before it tries again.
  beforeAll(() => {
    for (const [name, way] of Object.entries(ways)) played.set(name, play(way))
    return Promise.allSettled(played.values())
  })

  it.each(Object.keys(ways))(
    '[P11] %s shows what is there, nothing that is over, and nothing twice',
    async (name) => {
      const after = (await played.get(name)) as Played
      expect(after.stored).toContain('e 1 ringing')
      expect(after.stored.some((one) => one.startsWith('a'))).toBe(false)
      expect(after.shown).toEqual(after.stored)
      expect(after.twice).toEqual([])
    },
  )
})

describe('the desktops of one agent', () => {
  it('[P11] two tabs and two devices show the same, each of them once, and one that comes back joins them', async () => {
    const house = await openDeskHouse({ times })
    const [office, home] = [await openLine(house.port), await openLine(house.port)]
    const seen: string[][] = [[], [], [], []]
    const desks = [office, office, home, home].map(({ url }, n) =>
      openDesk(url, 'alice', { onChange: (pop) => pop && seen[n]?.push(`${pop.callId} ${pop.version}`) }),
    )
    await eventually(() => expect(desks.map((desk) => desk.version())).toEqual([0, 0, 0, 0]))
    await house.write(popOf('a', 1))
    home.cut()
    await house.write(popOf('a', 2, 'connected'))
    await house.write(popOf('b', 1))
    const both = ['a 2 connected', 'b 1 ringing']
    await eventually(() => expect(desks.map(shown)).toEqual(desks.map(() => both)))
    await house.write(popOf('a', 3, 'closed'))
    await eventually(() => expect(desks.map(shown)).toEqual(desks.map(() => ['b 1 ringing'])))
    expect(seen[0]).toEqual(['main:a 1', 'main:a 2', 'main:b 1', 'main:a 3'])
    for (const told of seen) expect(told).toEqual([...new Set(told)])
    expect(await house.stored()).toEqual(['b 1 ringing'])
  })
})
