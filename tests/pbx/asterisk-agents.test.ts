import { describe, expect, it } from 'vitest'
import { type AgentState, agentStates } from '../../src/agent-states.ts'
import { agentNewsIn } from '../../src/pbx/asterisk-agents.ts'
import { readAmi } from '../../src/pbx/asterisk-messages.ts'
import { Recording, recorded } from './asterisk-streams.ts'

/** What is known of the agents after each event that changed it. */
function statesAfter(bytes: Buffer): AgentState[][] {
  const states = agentStates()
  let at = 0
  return readAmi()
    .read(bytes)
    .flatMap((piece) => {
      const news = piece.kind === 'message' ? agentNewsIn(piece.message, 'lab') : null
      return news && states.hear(news, ++at) ? [[...states.list()]] : []
    })
}

function shown({ agent, state, paused, pauseReason }: AgentState): string {
  return [agent, state, paused === 'no' ? '' : `paused in ${paused}`, pauseReason].filter(Boolean).join(' ')
}

type Header = readonly [string, string]
function member(queue: string, device: string, status: string, ...more: Header[]): Header[] {
  return [['Queue', queue], ['MemberName', 'Alice'], ['Interface', device], ['Status', status], ...more]
}

describe('how agents stand at an Asterisk', () => {
  it('one signs in to a queue, pauses for lunch, comes back and signs out (recorded)', () => {
    const after = statesAfter(recorded('k1_agent_queue_login_pause_unpause_logout'))
    expect(after.map((states) => states.map(shown))).toEqual([
      ['1003 free'],
      ['1003 free paused in all Lunch'],
      ['1003 free'],
      ['1003 signed-out'],
    ])
    expect(after[0]![0]).toMatchObject({ source: 'lab', name: 'Carol M', since: 1 })
    expect(after[0]![0]!.queues).toEqual([{ queue: 'support', paused: false }])
    // The change of the penalty between the two is nothing that has happened to the agent.
    expect(after.map(([carol]) => carol!.since)).toEqual([1, 2, 3, 5])
  })

  it('the phone rings, speaks, holds and goes away; the list that we ask for says it too, but not since when', () => {
    const stream = new Recording()
    const states = ['6', '2', '8', '1', '5', '7', '3', '4', '0']
    stream.event(
      'QueueMember',
      ['Queue', 'support'],
      ['Name', 'Alice Agent'],
      ['Location', 'PJSIP/1001'],
      ['StateInterface', 'PJSIP/1001'],
      ['Status', '1'],
      ['Paused', '0'],
    )
    for (const status of states) stream.event('QueueMemberStatus', ...member('support', 'PJSIP/1001', status))
    const after = statesAfter(stream.bytes())
    expect(after.map(([alice]) => alice!.state)).toEqual([
      'free',
      'ringing',
      'on-call',
      'on-hold',
      'free',
      'away',
      'on-call',
      'away',
      'unknown',
    ])
    expect(after[0]![0]!.since).toBeNull()
    expect(after[1]![0]!.since).toBe(2)
  })

  it('who pauses in one queue of two is paused in some, and since when stands still while the queues repeat it', () => {
    const stream = new Recording()
    for (const queue of ['sales', 'support'])
      stream.event('QueueMemberAdded', ...member(queue, 'PJSIP/1001', '1'))
    stream.event(
      'QueueMemberPause',
      ...member('sales', 'PJSIP/1001', '1', ['Paused', '1'], ['PausedReason', '']),
    )
    stream.event('QueueMemberStatus', ...member('sales', 'PJSIP/1001', '2', ['Paused', '1']))
    stream.event('QueueMemberStatus', ...member('support', 'PJSIP/1001', '2', ['Paused', '0']))
    stream.event(
      'QueueMemberPause',
      ...member('support', 'PJSIP/1001', '2', ['Paused', '1'], ['PausedReason', 'Tee']),
    )
    stream.event('QueueMemberRemoved', ...member('sales', 'PJSIP/1001', '2'))
    const after = statesAfter(stream.bytes()).map(([alice]) => `${shown(alice!)} since ${alice!.since}`)
    expect(after).toEqual([
      '1001 free since 1',
      '1001 free since 1',
      '1001 free paused in some since 3',
      '1001 on-call paused in some since 4',
      '1001 on-call paused in all Tee since 6',
      '1001 on-call paused in all Tee since 6',
    ])
  })

  it.each([
    ['Local/1005@agents/n', 'PJSIP/1001', '1001'],
    ['Local/1001@from-queue/n', 'hint:1001@ext-local', '1001'],
    ['Local/1001@from-queue/n', 'Custom:DND1001', '1001'],
    ['SIP/1001', 'SIP/1001', '1001'],
    ['PJSIP/alice', 'PJSIP/alice', 'alice'],
  ])('a member %s whose state is that of %s is agent %s', (device, phone, agent) => {
    const stream = new Recording()
    stream.event('QueueMemberStatus', ...member('support', device, '1', ['StateInterface', phone]))
    expect(statesAfter(stream.bytes())[0]![0]!.agent).toBe(agent)
  })

  it('an agent of an agent pool has signed in or out, and what is of no agent is none', () => {
    const stream = new Recording()
    stream.event('AgentLogin', ['Agent', '1007'], ['Channel', 'PJSIP/1007-00000001'])
    stream.event('AgentLogoff', ['Agent', '1007'], ['Logintime', '77'])
    stream.event('QueueMemberRemoved', ...member('support', 'PJSIP/1009', '1'))
    stream.event('QueueMemberStatus', ['Queue', 'support'])
    stream.event('AgentCalled', ...member('support', 'PJSIP/1009', '1'))
    expect(statesAfter(stream.bytes()).map((states) => states.map(shown))).toEqual([
      ['1007 unknown'],
      ['1007 signed-out'],
    ])
  })

  it('a source that is heard no more is forgotten, and only that one', () => {
    const states = agentStates()
    const news = { agent: '1001', name: null, queue: 'q', isChange: true } as const
    const standing = { phone: 'free', paused: false, pauseReason: null } as const
    for (const source of ['a', 'b']) states.hear({ ...news, source, standing }, 1)
    states.forget('a')
    expect(states.list().map(({ source }) => source)).toEqual(['b'])
  })
})
