import { describe, expect, it } from 'vitest'
import { type AmiPiece, channelVariable, readAmi, unescapeC } from '../../src/pbx/asterisk-messages.ts'
import { recorded } from './asterisk-streams.ts'

function read(...pieces: (string | Uint8Array)[]): AmiPiece[] {
  const reader = readAmi()
  return pieces.flatMap((piece) => reader.read(typeof piece === 'string' ? Buffer.from(piece) : piece))
}

function shown(pieces: AmiPiece[]): unknown[] {
  return pieces.map((piece) => (piece.kind === 'message' ? piece.message.headers : piece))
}

function* inPiecesOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

describe('messages of the manager interface', () => {
  it('the banner is one line without a blank line behind it', () => {
    const pieces = read('Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nMessage: ok\r\n\r\n')
    expect(shown(pieces)).toEqual([
      { kind: 'banner', text: 'Asterisk Call Manager/11.0.0' },
      [
        ['Response', 'Success'],
        ['Message', 'ok'],
      ],
    ])
  })

  it('keys repeat and are found in any case', () => {
    const [piece] = read(
      'Event: CEL\r\nLinkedID: 1.10\r\nChanVariable: A=1\r\nchanvariable: B=x=\\"y\\"\r\n\r\n',
    )
    if (piece?.kind !== 'message') throw new Error('no message')
    expect(piece.message.get('Linkedid')).toBe('1.10')
    expect(piece.message.all('ChanVariable')).toEqual(['A=1', 'B=x=\\"y\\"'])
    expect(channelVariable(piece.message, 'A')).toBe('1')
    expect(channelVariable(piece.message, 'C')).toBeUndefined()
  })

  it('the output of a command is a repeated key', () => {
    const [piece] = read('Response: Success\r\nOutput: first: line\r\nOutput: \r\nOutput: third\r\n\r\n')
    if (piece?.kind !== 'message') throw new Error('no message')
    expect(piece.message.all('output')).toEqual(['first: line', '', 'third'])
  })

  it('a value keeps its colons and spaces, an empty one is empty, a line without a key is passed over', () => {
    expect(shown(read('A: b: c \r\nB:\r\nno key\r\nC:d\r\n\r\n'))).toEqual([
      [
        ['A', 'b: c '],
        ['B', ''],
        ['C', 'd'],
      ],
    ])
  })

  it('lines may end with LF alone', () => {
    expect(shown(read('Event: A\nB: 1\n\nEvent: C\n\n'))).toEqual([
      [
        ['Event', 'A'],
        ['B', '1'],
      ],
      [['Event', 'C']],
    ])
  })

  it('a cut inside a character or a line end does no harm, and bytes that are not UTF-8 end nothing', () => {
    const name = Buffer.from('Event: A\r\nCallerIDName: Carol M\u00fcller \u738b\r\n\r\n')
    for (let cut = 0; cut <= name.length; cut++) {
      expect(shown(read(name.subarray(0, cut), name.subarray(cut)))).toEqual(shown(read(name)))
    }
    const latin = Buffer.from('Event: A\r\nCallerIDName: M\xfcller\r\n\r\n', 'latin1')
    expect(shown(read(latin))).toEqual([
      [
        ['Event', 'A'],
        ['CallerIDName', 'M\ufffdller'],
      ],
    ])
  })

  it('names and variables are unescaped as Asterisk escapes them', () => {
    expect(unescapeC("O\\'Neil")).toBe("O'Neil")
    expect(unescapeC('=\\?UTF-8\\?Q\\?x\\?=')).toBe('=?UTF-8?Q?x?=')
    expect(unescapeC('\\\\\\"quoted\\\\\\"')).toBe('\\"quoted\\"')
    expect(unescapeC('tab\\there\\nend\\')).toBe('tab\there\nend\\')
  })

  it('a message beyond the bound is thrown away, however it is cut, and the next one is read', () => {
    const long = Buffer.from(`Event: Long\r\nX: ${'x'.repeat(300)}\r\n\nEvent: Next\r\nA: 1\r\n\r\n`)
    for (let cut = 0; cut <= long.length; cut++) {
      const reader = readAmi(100)
      const pieces = [...reader.read(long.subarray(0, cut)), ...reader.read(long.subarray(cut))]
      expect(shown(pieces)).toEqual([
        { kind: 'too-long' },
        [
          ['Event', 'Next'],
          ['A', '1'],
        ],
      ])
    }
  })

  it('a line that never ends is not kept', () => {
    const reader = readAmi(1000)
    const before = process.memoryUsage().arrayBuffers
    // Four hundred megabytes in all; what nobody holds any more is freed when the engine finds the time.
    for (let n = 0; n < 6000; n++) reader.read(Buffer.alloc(65_536, 'x'))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(250_000_000)
    expect(shown(reader.read(Buffer.from('\r\n\r\nEvent: A\r\n\r\n')))).toEqual([
      { kind: 'too-long' },
      [['Event', 'A']],
    ])
  })

  it('a recorded session reads the same in pieces of any size', () => {
    const session = recorded('k1_agent_queue_login_pause_unpause_logout')
    const whole = shown(read(session))
    expect(whole).toHaveLength(13)
    for (const size of [1, 2, 3, 7, 64, 1460]) {
      expect(shown(read(...inPiecesOf(session, size)))).toEqual(whole)
    }
    for (let cut = 0; cut <= session.length; cut++) {
      expect(shown(read(session.subarray(0, cut), session.subarray(cut)))).toEqual(whole)
    }
  })
})
