import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { replay } from '../../src/cli/replay.ts'
import { Recording } from '../pbx/freeswitch-streams.ts'

class Page extends Writable {
  text = ''
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const stdout = new Page()
  const stderr = new Page()
  const code = await replay(args, { stdout, stderr })
  return { code, out: stdout.text, err: stderr.text }
}

function recording(name: string): string {
  return fileURLToPath(new URL(`../captures/asterisk-22/${name}.txt`, import.meta.url))
}

const berlin = ['--as', 'asterisk', '--trunk', 'PJSIP/trunk', '--region', 'DE']

const max = { raw: '+4915112345678', e164: '+4915112345678', presentation: 'allowed' }

function inbound(
  call: string,
  did: string,
  queue: string | null,
  outcome: string,
  ...offers: [string, string][]
) {
  return {
    call,
    direction: 'inbound',
    from: max as object,
    did,
    queue,
    outcome,
    answeredBy: offers.filter(([, result]) => result === 'won').map(([agent]) => agent),
    offers: offers.map(([agent, result]) => ({ agent, result })),
  }
}

const direct = '4930555111'
const support = ['4930555100', 'support'] as const

const recordings: [name: string, calls: object[]][] = [
  [
    'a1_queue_ringall_answered_caller_hangs_up',
    [inbound('1795360095.228', ...support, 'answered', ['1002', 'lost'], ['1001', 'won'])],
  ],
  [
    'a1_run2_same_scenario_other_event_order',
    [inbound('1795360079.222', ...support, 'answered', ['1002', 'lost'], ['1001', 'won'])],
  ],
  [
    'a2_queue_ringall_answered_agent_hangs_up',
    [inbound('1795359757.6', ...support, 'answered', ['1002', 'won'], ['1001', 'lost'])],
  ],
  [
    'a5_queue_local_channel_agents',
    [inbound('1795359783.17', '4930555300', 'localq', 'answered', ['1001', 'won'], ['1002', 'lost'])],
  ],
  [
    'b1_queue_abandoned_while_ringing',
    [inbound('1795359799.29', ...support, 'abandoned', ['1002', 'withdrawn'], ['1001', 'withdrawn'])],
  ],
  [
    'b2_direct_did_missed_caller_cancels',
    [inbound('1795359806.32', direct, null, 'missed', ['1001', 'withdrawn'])],
  ],
  ['b3_direct_did_no_answer_timeout', [inbound('1795359812.34', direct, null, 'missed', ['1001', 'missed'])]],
  ['b5_direct_did_busy', [inbound('1795359834.39', direct, null, 'busy', ['1001', 'busy'])]],
  [
    'b7_caller_cancels_before_any_ringing',
    [inbound('1795359842.43', direct, null, 'missed', ['1001', 'withdrawn'])],
  ],
  [
    'c1_blind_transfer_agent_to_agent',
    [inbound('1795359845.45', direct, null, 'answered', ['1001', 'won'], ['1002', 'won'])],
  ],
  [
    'c1b_blind_transfer_of_queue_call',
    [inbound('1795359854.48', ...support, 'answered', ['1002', 'lost'], ['1001', 'won'], ['1003', 'won'])],
  ],
  [
    'c2_attended_transfer_sip_replaces',
    [
      inbound('1795359863.52', direct, null, 'answered', ['1001', 'won'], ['1002', 'won']),
      {
        ...inbound('1795359865.54', direct, null, 'answered', ['1002', 'won']),
        direction: 'internal',
        from: { raw: '1001', e164: null, presentation: 'allowed' },
        did: null,
      },
    ],
  ],
  ['c5_hold_unhold', [inbound('1795359894.65', direct, null, 'answered', ['1001', 'won'])]],
  [
    'c6_call_pickup_by_third_agent',
    [inbound('1795359902.67', direct, null, 'answered', ['1001', 'lost'], ['1003', 'won'])],
  ],
  [
    'c7_park_and_retrieve',
    [inbound('1795359909.70', direct, null, 'answered', ['1001', 'won'], ['1002', 'won'])],
  ],
  // Nothing in this session says that the number is withheld: no channelvars, and the number does not change.
  [
    'd1_anonymous_with_pai_and_privacy',
    [inbound('1795359925.134', direct, null, 'answered', ['1001', 'won'])],
  ],
  [
    'd3_empty_from_user',
    [
      {
        ...inbound('1795359938.139', direct, null, 'answered', ['1001', 'won']),
        from: { raw: '<unknown>', e164: null, presentation: 'unavailable' },
      },
    ],
  ],
  [
    'e1_outbound_call_agent_to_pstn',
    [
      {
        ...inbound('1795360039.212', direct, null, 'answered'),
        direction: 'outbound',
        from: { raw: '4930555100', e164: '+4930555100', presentation: 'allowed' },
        did: null,
      },
    ],
  ],
  [
    'e2_click_to_dial_originate',
    [
      {
        ...inbound('1795360046.214', direct, null, 'answered'),
        direction: 'outbound',
        from: { raw: '1001', e164: null, presentation: 'allowed' },
        did: null,
      },
    ],
  ],
  [
    'e4_internal_call_agent_to_agent',
    [
      {
        ...inbound('1795359967.146', direct, null, 'answered', ['1002', 'won']),
        direction: 'internal',
        from: { raw: '1001', e164: null, presentation: 'allowed' },
        did: null,
      },
    ],
  ],
  [
    'g1_ivr_userevent_then_queue',
    [inbound('1795360070.219', '4930555400', 'support', 'answered', ['1002', 'lost'], ['1001', 'won'])],
  ],
  [
    'g2_asterisk_killed_mid_call_shutdown',
    [inbound('1795360576.7', direct, null, 'answered', ['1001', 'won'])],
  ],
  ['g3_ami_control_transcripts', []],
  [
    'g4_curl_function_results',
    [
      {
        ...inbound('1795360608.0', '4930555700', null, 'missed'),
        from: { raw: '+4915112345678', e164: '+4915112345678', presentation: 'restricted' },
      },
      inbound('1795360610.1', '4930555701', null, 'missed'),
    ],
  ],
  [
    'h1_channelvars_withheld_number_direct',
    [
      {
        ...inbound('1795360516.0', direct, null, 'answered', ['1001', 'won']),
        from: { raw: '+4915112345678', e164: '+4915112345678', presentation: 'restricted' },
      },
    ],
  ],
  [
    'h2_channelvars_queue_ringall',
    [inbound('1795360522.2', ...support, 'answered', ['1002', 'lost'], ['1001', 'won'])],
  ],
  ['k1_agent_queue_login_pause_unpause_logout', []],
  [
    'x1_forwarding_loop_302_to_self_770_events',
    [inbound('1795359918.73', direct, null, 'missed', ['1001', 'withdrawn'])],
  ],
]

describe('replay', () => {
  it.each(recordings)('%s', async (name, calls) => {
    const { code, out, err } = await run(recording(name), ...berlin)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toEqual(calls)
  })

  it('one line for each call, with the keys in one order', async () => {
    const { out } = await run(recording('b5_direct_did_busy'), ...berlin)
    expect(out).toBe(
      '{"call":"1795359834.39","direction":"inbound","from":{"raw":"+4915112345678","e164":"+4915112345678",' +
        '"presentation":"allowed"},"did":"4930555111","queue":null,"outcome":"busy","answeredBy":[],' +
        '"offers":[{"agent":"1001","result":"busy"}]}\n',
    )
  })

  it('options may be written with an equals sign', async () => {
    const { code, out } = await run(
      '--trunk=PJSIP/other',
      '--trunk=PJSIP/trunk',
      '--as=asterisk',
      '--region=de',
      '--format=e164',
      '--extension-length=4',
      recording('e4_internal_call_agent_to_agent'),
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ from: { raw: '1001', e164: null }, answeredBy: ['1002'] })
  })

  it.each([
    ['Event: QueueCallerJoin', 'missed', []],
    ['Event: AgentCalled', 'abandoned', []],
    ['Event: DialEnd', 'abandoned', ['withdrawn', 'withdrawn']],
    ['Event: QueueCallerLeave', 'answered', ['lost', 'won']],
  ])(
    'a recording that stops before the first %s: the call counts as ended there',
    async (stop, outcome, results) => {
      const text = readFileSync(recording('a1_queue_ringall_answered_caller_hangs_up'), 'latin1')
      const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'cut.txt')
      writeFileSync(file, text.slice(0, text.indexOf(stop)), 'latin1')
      const call = JSON.parse((await run(file, ...berlin)).out)
      expect(call.outcome).toBe(outcome)
      expect(call.offers.map(({ result }: { result: string }) => result)).toEqual(results)
    },
  )

  it.each(['json', 'plain'] as const)('a session of a FreeSWITCH event socket, %s', async (format) => {
    const stream = new Recording()
    const caller = stream.caller()
    const call = stream.queue(caller)
    const [lost, won] = [stream.offer(call, '1002'), stream.offer(call, '1001')]
    stream.win(call, won, '1001@default', [lost]).end(caller, won)
    const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'session.txt')
    const greeting = 'Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\n'
    writeFileSync(file, Buffer.concat([Buffer.from(greeting), stream.bytes(format)]))
    const { code, out } = await run(
      file,
      '--as',
      'freeswitch',
      '--trunk',
      'gateway/carrier',
      '--region',
      'DE',
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual(
      inbound(caller.uuid, '+493023125100', 'support@default', 'answered', ['1002', 'lost'], ['1001', 'won']),
    )
  })

  it('an empty recording has no calls', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'replay-')), 'empty.txt')
    writeFileSync(file, '')
    expect(await run(file, ...berlin)).toEqual({ code: 0, out: '', err: '' })
  })

  it('a file that cannot be read is named', async () => {
    const { code, out, err } = await run('/nowhere/at/all.txt', ...berlin)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('replay: cannot read /nowhere/at/all.txt')
    expect((await run(tmpdir(), ...berlin)).code).toBe(1)
  })

  it.each([
    [[], 'FILE is missing'],
    [['f', '--trunk', 'PJSIP/trunk', '--region', 'DE'], '--as asterisk or freeswitch is missing'],
    [
      ['f', '--as', 'constructor', '--trunk', 'x', '--region', 'DE'],
      '--as asterisk or freeswitch is missing',
    ],
    [['f', '--as', 'asterisk', '--region', 'DE'], '--trunk is missing'],
    [['f', '--as', 'asterisk', '--trunk', 'PJSIP/trunk'], '--region is missing'],
    [['f', ...berlin, '--region', 'Germany'], '--region is missing, or no region'],
    [['f', ...berlin, '--format', 'loose'], '--format is none of e164'],
    [['f', ...berlin, '--extension-length', 'four'], '--extension-length is not made of'],
    [['f', ...berlin, '--outside-prefix', 'x'], '--outside-prefix is not made of'],
    [['f', 'g', ...berlin], 'one FILE only'],
    [['f', ...berlin, '--loud'], '--loud'],
    [['f', ...berlin, '--trunk'], '--trunk'],
  ])('%j is refused with a reason', async (args, reason) => {
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(reason)
    expect(err).toContain('usage: replay FILE')
  })
})
