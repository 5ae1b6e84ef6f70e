import { afterEach, describe, expect, it } from 'vitest'
import type { AgentNews } from '../../src/call/agent-news.ts'
import { callcenterAgents } from '../../src/pbx/freeswitch-agents.ts'
import { readJsonEvent } from '../../src/pbx/freeswitch-events.ts'
import { openHouse, type TestHouse, testConfig } from '../house.ts'
import { type EslServer, startEslServer } from './freeswitch-server.ts'
import { type EventHeaders, Recording } from './freeswitch-streams.ts'

const list = `name|instance_id|uuid|type|contact|status|state|max_no_answer
1001@default|single_box||callback|user/1001@pbx.example|Available|Waiting|3
1002@default|single_box||callback|user/1002@pbx.example|On Break|Idle|3
1003@default|single_box||callback|user/1003@pbx.example|Logged Out|Waiting|3
+OK
`
const tiers = `queue|agent|state|level|position
support@default|1001@default|Ready|1|1
sales@default|1001@default|Ready|1|1
support@default|1002@default|Ready|1|1
+OK
`

function change(agent: string, what: 'status' | 'state', value: string): EventHeaders {
  const stream = new Recording()
  const header = what === 'status' ? 'CC-Agent-Status' : 'CC-Agent-State'
  stream.custom('callcenter::info', {
    'CC-Agent': agent,
    'CC-Action': `agent-${what}-change`,
    [header]: value,
  })
  return stream.events[0]!
}

function brief({ agent, queue, standing, isChange }: AgentNews): string {
  const stands = standing ? `${standing.phone}${standing.paused ? ' paused' : ''}` : 'signed out'
  return [agent, queue ?? 'altogether', stands, ...(isChange ? ['now'] : [])].join(', ')
}

function agents() {
  const known = callcenterAgents('lab', (name) => name.split('@')[0])
  const first = known.listed(list, tiers).map(brief)
  const hear = (event: EventHeaders) => known.hear(readJsonEvent(JSON.stringify(event))!).map(brief)
  return { first, hear }
}

describe('how the agents of mod_callcenter stand', () => {
  it('is asked for first, with the queues', () => {
    expect(agents().first).toEqual([
      '1001, support@default, free',
      '1001, sales@default, free',
      '1002, support@default, unknown paused',
      '1003, altogether, signed out',
    ])
  })

  it('status and state are told apart, and are both kept', () => {
    const { hear } = agents()
    expect(hear(change('1002@default', 'state', 'Waiting'))).toEqual([
      '1002, support@default, free paused, now',
    ])
    expect(hear(change('1002@default', 'status', 'Available'))).toEqual(['1002, support@default, free, now'])
    expect(hear(change('1002@default', 'state', 'Receiving'))).toEqual([
      '1002, support@default, ringing, now',
    ])
    expect(hear(change('1002@default', 'state', 'In a queue call'))).toEqual([
      '1002, support@default, on-call, now',
    ])
    expect(hear(change('1002@default', 'status', 'Logged Out'))).toEqual([
      '1002, support@default, signed out, now',
    ])
    expect(hear(change('1002@default', 'status', 'Available (On Demand)'))).toEqual([
      '1002, support@default, on-call, now',
    ])
  })

  it('an agent who was added since stands for no queue in particular', () => {
    expect(agents().hear(change('1009@default', 'status', 'On Break'))).toEqual([
      '1009, altogether, unknown paused, now',
    ])
  })

  it('what is said of calls says nothing of how an agent stands', () => {
    const stream = new Recording()
    const call = stream.queue(stream.caller())
    stream.offer(call, '1001')
    const { hear } = agents()
    expect(stream.events.flatMap(hear)).toEqual([])
  })
})

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

describe('what supervisors see of them', () => {
  it('is what mod_callcenter said last, and nothing once it is not heard any more', async () => {
    const pbx: EslServer = await startEslServer()
    opened.push(pbx)
    pbx.callcenter({ agents: [{ name: '1001@default', queues: ['support@default'] }] })
    const house: TestHouse = await openHouse({
      sources: [
        {
          ...testConfig.sources[0],
          kind: 'freeswitch',
          freeswitch: { host: '127.0.0.1', port: pbx.port, password: 'ClueCon', trunks: ['gateway/carrier'] },
        },
      ],
    })
    opened.push(house)
    const sam = await house.signIn('sam')
    const states = async () => {
      const { body } = await sam.ask('GET', '/v1/agents/states')
      return (body as { items: { agent: string; state: string; paused: string }[] }).items.map(
        ({ agent, state, paused }) => [agent, state, paused],
      )
    }
    await expect.poll(states).toEqual([['1001', 'free', 'no']])
    pbx.say([change('1001@default', 'state', 'In a queue call')])
    await expect.poll(states).toEqual([['1001', 'on-call', 'no']])
    pbx.fallSilent()
    pbx.cut()
    await expect.poll(states).toEqual([])
  })
})
