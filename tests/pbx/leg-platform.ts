import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { demoSecrets } from '../../src/config.ts'
import type { Leg, LegPlatform, LegWord } from '../../src/speakers/leg-speaker.ts'
import { demoKeys, type Post } from '../../src/speakers/speaker.ts'
import { type DialectHouse, openDialectHouse, publicUrl } from './dialect-story.ts'

const customer = '+4915112345678'

/** The stories that every platform of legs has to tell, over HTTP and into desktops. */
export function describeLegPlatform(platform: LegPlatform): void {
  let at: DialectHouse
  let call: string
  let clock: number

  beforeAll(async () => {
    at = await openDialectHouse({ kind: platform.kind, ...platform.source() })
  })
  afterAll(() => at.close())
  beforeEach(() => {
    at.newStory()
    call = randomUUID()
    clock = Date.now()
  })

  const callersLeg = (from = customer): Leg => ({
    call,
    leg: call,
    from,
    to: '+493023125100',
    direction: 'inbound',
  })
  const agentsLeg = (extension: string): Leg => ({
    call,
    leg: `${call}-${extension}`,
    from: customer,
    to: `sip:${extension}@agents.example`,
    direction: 'outbound',
  })
  const address = `${publicUrl}/v1/sources/main`
  const keys = platform.demoKeys?.() ?? demoKeys
  const post = (leg: Leg, word: LegWord, time: number): Post | null =>
    platform.post(leg, word, { at: time, sent: Date.now(), address, keys })
  const send = ({ path, headers, body }: Post) => at.send(path, { raw: body, headers })
  const tell = async (leg: Leg, word: LegWord): Promise<void> => {
    clock += platform.clockMs ?? 10
    const hook = post(leg, word, clock)
    if (hook) expect((await send(hook)).status).toBeLessThan(300)
  }
  const ringing = (names: string): string => (platform.tellsRinging ? names : '')

  describe(`a call at ${platform.kind}`, () => {
    it('[P50] rings at two, is answered, transferred, and over when the customer hangs up', async () => {
      await tell(callersLeg(), 'begins')
      await tell(callersLeg(), 'is answered')
      await tell(agentsLeg('1001'), 'begins')
      await tell(agentsLeg('1002'), 'begins')
      await at.untilShown(ringing('alice: ringing, bob: ringing'))
      await tell(agentsLeg('1001'), 'is answered')
      await tell(agentsLeg('1002'), 'is cancelled')
      await at.untilShown('alice: connected')
      expect(at.shownPop('alice')).toMatchObject({ caller: { e164: customer } })
      await tell(agentsLeg('1003'), 'begins')
      await at.untilShown(`alice: connected${platform.tellsRinging ? ', carol: ringing' : ''}`)
      await tell(agentsLeg('1003'), 'is answered')
      await tell(agentsLeg('1001'), 'ends')
      await at.untilShown('alice: wrap-up, carol: connected')
      await tell(callersLeg(), 'ends')
      await tell(agentsLeg('1003'), 'ends')
      await at.untilShown('alice: wrap-up, carol: wrap-up')
      expect(await at.storedCall(call)).toMatchObject({ phase: 'ended', outcome: 'answered' })
    })

    it('[P50] the caller gives up: no desk shows it any more', async () => {
      await tell(callersLeg(), 'begins')
      await tell(agentsLeg('1001'), 'begins')
      await at.untilShown(ringing('alice: ringing'))
      await tell(callersLeg(), 'is cancelled')
      await tell(agentsLeg('1001'), 'is cancelled')
      await at.untilShown('')
      expect(await at.storedCall(call)).toMatchObject({ phase: 'ended', outcome: 'abandoned' })
    })

    it('[P50] one phone is not answered and the next one rings', async () => {
      await tell(callersLeg(), 'begins')
      await tell(agentsLeg('1001'), 'begins')
      await tell(agentsLeg('1001'), 'is not answered')
      await at.untilShown('')
      await tell(agentsLeg('1002'), 'begins')
      await tell(agentsLeg('1002'), 'is answered')
      await at.untilShown('bob: connected')
      await tell(callersLeg(), 'ends')
    })

    it('[P17] a withheld number is nobody’s', async () => {
      await tell(callersLeg(platform.withheld), 'begins')
      await tell({ ...agentsLeg('1001'), from: platform.withheld }, 'begins')
      await tell({ ...agentsLeg('1001'), from: platform.withheld }, 'is answered')
      await at.untilShown('alice: connected')
      expect(at.shownPop('alice')).toMatchObject({ outcome: 'withheld', caller: { number: null } })
      await tell(callersLeg(platform.withheld), 'ends')
    })

    it('[P52] what comes twice or after the end changes nothing', async () => {
      await tell(callersLeg(), 'begins')
      const rings = post(agentsLeg('1001'), 'begins', clock)
      const answers = post(agentsLeg('1001'), 'is answered', clock + 1)
      for (const hook of [rings, answers, rings, answers]) if (hook) await send(hook)
      await at.untilShown('alice: connected')
      await tell(callersLeg(), 'ends')
      await tell(agentsLeg('1001'), 'ends')
      for (const hook of [rings, answers]) if (hook) await send(hook)
      expect(at.shown()).toBe('alice: wrap-up')
    })

    it.runIf(platform.placesCalls)('[P50] an agent who dials sees the customer', async () => {
      const placing: Leg = {
        call,
        leg: call,
        from: 'sip:1001@agents.example',
        to: customer,
        direction: 'inbound',
      }
      await tell(placing, 'begins')
      await at.untilShown('alice: ringing')
      expect(at.shownPop('alice')).toMatchObject({ direction: 'outbound', caller: { e164: customer } })
      await tell(placing, 'ends')
    })

    it('[P51] unsigned it is nobody’s', async () => {
      const hook = post(callersLeg(), 'begins', clock)
      if (!hook) throw new Error('a platform that does not tell of calls')
      const type = { 'content-type': hook.headers['content-type'] ?? '' }
      const path = hook.path.replace(`/${demoSecrets.token}`, '')
      expect(await send({ ...hook, path, headers: type })).toMatchObject({ status: 401 })
      expect(await at.storedCall(call)).toBeNull()
    })
  })
}
