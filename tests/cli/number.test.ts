import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { number } from '../../src/cli/number.ts'

async function run(args: string[], input: (string | Buffer)[]) {
  const written = { out: '', err: '' }
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk, _, done) {
        written[name] += String(chunk)
        setImmediate(done)
      },
    })
  const stdin = (async function* () {
    yield* input
  })()
  const code = await number(args, { stdin, stdout: into('out'), stderr: into('err') })
  await new Promise(setImmediate)
  return {
    code,
    err: written.err,
    lines: written.out
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  }
}

const german = ['--region', 'DE', '--format', 'as-dialled', '--extension-length', '4']

describe('number', () => {
  it('prints one JSON line for each raw number, in order', async () => {
    const { code, lines } = await run(german, [
      '+4915112345678\n030/123456-0\n1001\n110\nanonymous\n\n62345678\n',
    ])
    expect(code).toBe(0)
    expect(lines).toEqual([
      { kind: 'e164', e164: '+4915112345678', raw: '+4915112345678' },
      { kind: 'e164', e164: '+4930123456', extension: '0', raw: '030/123456-0' },
      { kind: 'extension', extension: '1001', raw: '1001' },
      { kind: 'short', raw: '110' },
      { kind: 'withheld', raw: 'anonymous' },
      { kind: 'unavailable', raw: '' },
      {
        kind: 'unreadable',
        raw: '62345678',
        why: 'local number without an area code: set areaCode for this source',
      },
    ])
  })

  it('takes CRLF, empty lines, characters cut between chunks and a last line without an end', async () => {
    const marked = Buffer.from('+49\u200e15112345678\r\n\r\n0151 12345678')
    const chunks = [...marked].map((byte) => Buffer.from([byte]))
    const { lines } = await run(german, chunks)
    expect(lines.map((line) => [line.raw, line.e164])).toEqual([
      ['+49\u200e15112345678', '+4915112345678'],
      ['', undefined],
      ['0151 12345678', '+4915112345678'],
    ])
  })

  it('answers a line for a line whatever the bytes, and nothing for nothing', async () => {
    const bytes = Buffer.concat([
      Buffer.from([0xff, 0xfe, 0x00, 0x0a]),
      Buffer.from('a\u2028b\rc\u0085d\n'),
      Buffer.alloc(100_000, 0x31),
    ])
    const { lines } = await run(german, [bytes])
    expect(lines.map((line) => line.kind)).toEqual(['unreadable', 'unreadable', 'unreadable'])
    expect(lines[1].raw).toBe('a\u2028b\rc\u0085d')
    expect((await run(german, [])).lines).toEqual([])
  })

  it('keeps pace with a slow reader of many lines', async () => {
    const raws = Array.from({ length: 20_000 }, (_, index) => String(1000 + (index % 9000)))
    const { lines } = await run(german, [`${raws.join('\n')}\n`])
    expect(lines.map((line) => line.extension)).toEqual(raws)
  })

  it('uses every setting, also written with an equals sign', async () => {
    const args = ['--region=cn', '--format=as-dialled', '--area-code=10', '--outside-prefix=9']
    const { lines } = await run(args, ['62345678\n9013812345678\n'])
    expect(lines.map((line) => line.e164)).toEqual(['+861062345678', '+8613812345678'])
  })

  it.each([
    [['--format', 'e164'], '--region is missing'],
    [['--region', 'XX', '--format', 'e164'], '"XX" is no region'],
    [['--region', 'DE'], '--format is missing'],
    [['--region', 'DE', '--format', 'E.164'], '"E.164" is none of e164, e164-no-plus, national, as-dialled'],
    [[...german.slice(0, 4), '--extension-length', 'four'], '--extension-length'],
    [[...german.slice(0, 4), '--extension-length=-1'], '--extension-length'],
    [[...german, '--area-code', 'Berlin'], '--area-code'],
    [[...german, '--outside-prefix', 'x'], '--outside-prefix'],
    [[...german, '--country', 'DE'], '--country'],
    [[...german, '+49301234567'], '+49301234567'],
    [['--region'], '--region'],
  ])('refuses %j with exit code 2 and says why', async (args, message) => {
    const { code, err, lines } = await run(args, ['110\n'])
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(lines).toEqual([])
  })
})
