import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recall } from '../../src/call/call.ts'
import { serveDemo } from '../../src/cli/serve-demo.ts'
import type { Surroundings } from '../../src/cli/surroundings.ts'
import { demoSecrets } from '../../src/config.ts'
import type { DemoKind } from '../../src/demo/demo-calls.ts'
import type { DemoHappening, DemoPhoneSystem } from '../../src/demo/demo-phone-system.ts'
import { spokenKinds } from '../../src/demo/open-voice.ts'
import { dialectKinds } from '../../src/pbx/dialects.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { signIn } from '../house.ts'
import { openDemoHouse } from './demo-house.ts'

/** As fast as this, times as life. */
const faster = 100

describe.each(spokenKinds)('the demo as %s', (kind) => {
  let house: SpeakingHouse

  beforeAll(async () => {
    house = await openSpeakingHouse(kind)
  }, 30_000)
  afterAll(() => house.close())

  it('[P60] a call rings where it rings, is answered, and ends', async () => {
    const call = house.play('known')
    await house.untilEnded(call)
    expect(house.states('alice', call)).toEqual([...(house.rings ? ['ringing'] : []), 'connected', 'wrap-up'])
    expect(house.states('bob', call)).toEqual([])
    expect(house.newest('alice', call)).toMatchObject({ person: { address: expect.any(String) } })
  })

  it('[P60] a withheld number is nobody’s', async () => {
    const call = house.play('withheld')
    await house.untilEnded(call)
    expect(house.newest('alice', call)).toMatchObject({ outcome: 'withheld', caller: { number: null } })
  })

  it('[P60] whoever gives up is gone from the desk', async () => {
    const call = house.play('abandoned')
    await house.untilEnded(call)
    expect(house.states('alice', call).filter((state) => state !== 'ringing')).toEqual(
      house.rings ? ['closed'] : [],
    )
    const closing = saysNoMoreThanNoAnswer.includes(kind) ? 'missed' : 'withdrawn'
    expect(house.newest('alice', call)?.closing).toBe(house.rings ? closing : undefined)
  })

  it('[P60] who takes over a call has it as the same call', async () => {
    const call = house.play('transfer')
    await house.untilEnded(call)
    expect(house.states('bob', call)).toContain('connected')
    expect(house.states('alice', call)).toContain('wrap-up')
    const [before, after] = [house.newest('alice', call), house.newest('bob', call)]
    expect(after?.person).toEqual(before?.person)
  })

  it('[P60] every call it plays is taken, and comes to its end', async () => {
    const calls = house.phoneSystem.kinds.map((kind) => house.play(kind))
    for (const call of calls) await house.untilEnded(call)
    expect(house.refused()).toEqual([])
  }, 30_000)
})

describe('greetline demo --as', () => {
  it('[P60] can be every phone system that a source can be of', () => {
    expect([...spokenKinds].sort()).toEqual(['asterisk', 'webhook', ...dialectKinds].sort())
  })

  it('[P60] lists what it can be, and refuses what it cannot with the list', async () => {
    const listed = await run(['--as', 'help'])
    expect(listed.code).toBe(0)
    for (const kind of spokenKinds) expect(listed.out).toContain(kind)
    const refused = await run(['--as=panasonic'])
    expect(refused.code).not.toBe(0)
    expect(refused.out).toContain('panasonic')
    for (const kind of spokenKinds) expect(refused.out).toContain(kind)
  })
})

async function run(args: string[]): Promise<{ code: number; out: string }> {
  let out = ''
  const write = (text: string): boolean => {
    out += text
    return true
  }
  const world = {
    environment: {},
    folder: tmpdir(),
    stdout: { write },
    stderr: { write },
    now: Date.now,
    random: Math.random,
  } as unknown as Surroundings
  return { code: await serveDemo(args, world), out }
}

type Who = 'alice' | 'bob'

interface SpeakingHouse {
  readonly phoneSystem: DemoPhoneSystem
  play(kind: DemoKind): string
  untilEnded(call: string): Promise<void>
  /** What a desk showed of a call, each state once. */
  states(who: Who, call: string): string[]
  newest(who: Who, call: string): Pop | undefined
  readonly rings: boolean
  refused(): DemoHappening[]
  close(): Promise<void>
}

/** Of a phone that stops, for whatever reason. */
const saysNoMoreThanNoAnswer = ['jambonz']
const silentWhileRinging = ['bandwidth', 'placetel', 'plivo', 'sinch']

async function openSpeakingHouse(kind: string): Promise<SpeakingHouse> {
  const house = await openDemoHouse(kind, faster)
  const { app, phoneSystem, happenings } = house
  const openDesk = async (who: Who) =>
    (await signIn(app, who, house.publicUrl, demoSecrets.password)).openDesktop()
  const desks = { alice: await openDesk('alice'), bob: await openDesk('bob') }
  const of = (who: Who, call: string) =>
    desks[who].changes.flatMap((change) =>
      change.kind === 'pop' && change.pop.callId === call ? [change.pop] : [],
    )
  return {
    phoneSystem,
    play: (kind) => phoneSystem.play(kind),
    async untilEnded(call) {
      const late = Date.now() + 15_000
      for (;;) {
        const stored = await app.store.readCall(call)
        if (stored && recall(stored.events).call.phase === 'ended') break
        if (Date.now() > late) {
          const told = stored?.events.map(({ kind, leg }) => `${kind} ${leg ?? ''}`)
          throw new Error(`${call} does not end: ${JSON.stringify(told ?? happenings)}`)
        }
        await setTimeout(20)
      }
      await setTimeout(100)
    },
    states: (who, call) => [...new Set(of(who, call).map(({ state }) => state))],
    newest: (who, call) => of(who, call).at(-1),
    rings: !silentWhileRinging.includes(kind),
    refused: () => happenings.filter(({ kind }) => kind !== 'call'),
    async close() {
      for (const desk of Object.values(desks)) desk.close()
      await house.close()
    },
  }
}
