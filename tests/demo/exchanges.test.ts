import { afterEach, describe, expect, it } from 'vitest'
import { recall } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import type { Exchange, OpenExchange } from '../../src/demo/exchange.ts'
import { asterisk } from '../../src/demo/exchanges/asterisk.ts'
import { freeswitch } from '../../src/demo/exchanges/freeswitch.ts'
import { threecx } from '../../src/demo/exchanges/threecx.ts'
import { connectAsterisk } from '../../src/pbx/asterisk-ami.ts'
import { connectFreeswitch } from '../../src/pbx/freeswitch-esl.ts'
import { connectThreecx } from '../../src/pbx/threecx-call-control.ts'
import type { Said } from '../../src/speakers/said.ts'

type Take = (events: readonly CallEvent[]) => void

const world = { now: Date.now, random: Math.random, report: () => {} }
const place = { source: 'main', extensionLength: 4 }

interface Place {
  host: string
  port: number
  trunks: string[]
}

/** The house's own clients, connected to what the exchange says of itself. */
const connect: Readonly<Record<string, (source: never, take: Take) => { close(): Promise<void> }>> = {
  asterisk: ({ asterisk: { user, ...at } }: { asterisk: Place & { user: string; secret: string } }, take) =>
    connectAsterisk({ ...place, ...at, username: user }, take, world),
  freeswitch: ({ freeswitch: at }: { freeswitch: Place & { password: string } }, take) =>
    connectFreeswitch({ ...place, ...at }, take, world),
  '3cx': ({ '3cx': at }: { '3cx': { url: string; clientId: string; clientSecret: string } }, take) =>
    connectThreecx({ ...place, ...at, lingerMs: 50 }, take, world),
}

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

const agent = (extension: string) => ({ agents: [{ extension }] })
const both = { agents: [{ extension: '1001' }, { extension: '1002' }] }
const caller = { from: '+4930901820', to: '+493023125100' }
const arrived: Said = { kind: 'arrived', direction: 'inbound', ...caller }

async function open(
  exchange: Exchange,
): Promise<{ pbx: OpenExchange; call: string; tell(...says: Said[]): void }> {
  const pbx = await exchange.open({ now: Date.now, random: Math.random })
  opened.push(pbx)
  const call = pbx.begin(arrived)
  return { pbx, call, tell: (...says) => void says.map((one) => pbx.tell(call, one)) }
}

function listen(exchange: Exchange, pbx: OpenExchange): CallEvent[] {
  const heard: CallEvent[] = []
  const connection = connect[exchange.kind]?.(pbx.source as never, (events) => void heard.push(...events))
  if (connection) opened.push(connection)
  return heard
}

const heardOf = (heard: readonly CallEvent[], call: string) => {
  const events = heard.filter((event) => event.call === call)
  return events.length === 0 ? null : recall(events).call
}

describe.each([asterisk, freeswitch, threecx].map((exchange) => [exchange.kind, exchange] as const))(
  'the demo’s %s',
  (_, exchange) => {
    it('[P60] tells whoever connects in the middle of a call what is going on', async () => {
      const { pbx, call, tell } = await open(exchange)
      tell(arrived, { kind: 'queued', queue: 'pakete' }, { kind: 'offered', ...both })
      tell({ kind: 'answered', ...agent('1001') })
      tell({ kind: 'offer-ended', ...agent('1002'), result: 'lost' })
      const heard = listen(exchange, pbx)
      await expect.poll(() => heardOf(heard, call)?.speaking, { timeout: 5000 }).toEqual(['?1001'])
      expect(heardOf(heard, call)).toMatchObject({
        from: caller.from,
        direction: 'inbound',
        phase: 'connected',
      })
      tell({ kind: 'ended', reason: 'hung-up' })
      await expect.poll(() => heardOf(heard, call)?.phase).toBe('ended')
    })

    it('[P60] and that a phone rings', async () => {
      const { pbx, call, tell } = await open(exchange)
      tell(arrived, { kind: 'offered', ...agent('1002') })
      const heard = listen(exchange, pbx)
      const rings = () => heardOf(heard, call)?.offers.map(({ agent, result }) => `${agent} ${result}`)
      await expect.poll(rings, { timeout: 5000 }).toEqual(['?1002 offered'])
      tell(
        { kind: 'offer-ended', ...agent('1002'), result: 'withdrawn' },
        { kind: 'ended', reason: 'abandoned' },
      )
      await expect.poll(() => heardOf(heard, call)?.phase).toBe('ended')
      expect(rings()).toEqual(['?1002 withdrawn'])
    })

    it('[P60] lets in nobody with another password', async () => {
      const { pbx } = await open(exchange)
      const wrong = JSON.parse(JSON.stringify(pbx.source).replaceAll(/whsec_\w+=*/g, 'another-password'))
      const heard = listen(exchange, { ...pbx, source: wrong })
      pbx.tell(pbx.begin(arrived), arrived)
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(heard).toEqual([])
    })
  },
)
