import { describe, expect, it } from 'vitest'
import { eventually } from '../own-time.ts'
import { openDesk, openDeskHouse, popOf, shown } from '../push/desk-house.ts'

describe('a program that watches a desk', () => {
  it('[P11] has what is live when it connects, and then every change', async () => {
    const house = await openDeskHouse()
    await house.write(popOf('a', 1))
    const seen: (string | undefined)[] = []
    const desk = openDesk(house.url, 'alice', { onChange: (pop) => seen.push(pop?.callId) })
    await eventually(() => expect(shown(desk)).toEqual(['a 1 ringing']))
    expect(desk.availability()).toBe('available')
    await house.write(popOf('b', 1))
    await house.write(popOf('a', 2, 'closed'))
    await eventually(() => expect(shown(desk)).toEqual(['b 1 ringing']))
    expect(seen).toEqual([undefined, 'main:b', 'main:a'])
    for (const pop of desk.pops()) desk.rendered(pop)
    await eventually(() =>
      expect(house.rendered).toEqual([{ callId: 'main:b', accountId: 'alice', version: 1 }]),
    )
  })

  it('[P28] notices that a change was lost by the next one, asks once, and has all again', async () => {
    const house = await openDeskHouse()
    const desk = openDesk(house.url)
    await eventually(() => expect(desk.version()).toBe(0))
    await house.write(popOf('a', 1), 'alice', 'lost')
    await house.write(popOf('b', 1))
    await house.write(popOf('b', 2, 'connected'))
    await eventually(() => expect(shown(desk)).toEqual(['a 1 ringing', 'b 2 connected']))
    expect(house.desksRead()).toBe(2)
  })

  it('stays away once it was signed out, and once it was closed', async () => {
    const house = await openDeskHouse()
    const goodbyes: string[] = []
    const cut = openDesk(house.url, 'alice', { onGoodbye: (reason) => goodbyes.push(reason) })
    await eventually(() => expect(cut.version()).toBe(0))
    house.desktops.cut({ accountId: 'alice' })
    await eventually(() => expect(goodbyes).toEqual(['signed-out']))
    const closed = openDesk(house.url)
    await eventually(() => expect(closed.version()).toBe(0))
    closed.close()
    await new Promise((resolve) => setTimeout(resolve, 1800))
    expect(house.desktops.connected()).toBe(0)
  })
})
