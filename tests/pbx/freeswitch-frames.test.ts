import { describe, expect, it } from 'vitest'
import {
  decodePercent,
  eventIn,
  readJsonEvent,
  readPlainEvent,
  valuesOf,
} from '../../src/pbx/freeswitch-events.ts'
import { type EslFrame, readEsl } from '../../src/pbx/freeswitch-frames.ts'
import { eventsOf, Recording } from './freeswitch-streams.ts'

function framesOf(...pieces: (string | Buffer)[]): EslFrame[] {
  const reader = readEsl()
  return pieces
    .flatMap((piece) => reader.read(Buffer.from(piece)))
    .flatMap((piece) => (piece.kind === 'frame' ? [piece.frame] : []))
}

function* byteByByte(bytes: Buffer): Generator<Buffer> {
  for (let n = 0; n < bytes.length; n++) yield bytes.subarray(n, n + 1)
}

/** Pieces of changing size, the same ones in each run. */
function* anyPieces(bytes: Buffer, seed: number): Generator<Buffer> {
  let state = seed
  for (let start = 0; start < bytes.length; ) {
    state = (state * 1103515245 + 12345) % 2147483648
    const size = 1 + (state % 3000)
    yield bytes.subarray(start, start + size)
    start += size
  }
}

function aCall(): Recording {
  const stream = new Recording()
  const caller = stream.caller({ callerName: 'Zoë 王小明 🙂' })
  const call = stream.queue(caller)
  const phone = stream.offer(call, '1001')
  return stream.win(call, phone, '1001@default').end(caller, phone)
}

describe('the frames of the event socket', () => {
  it('headers, then as many bytes as they say', () => {
    const frames = framesOf(
      'Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\n',
      'Content-Length: 6\nContent-Type: api/response\n\nÜ\n\n1\nContent-Type: log/data\nContent-Length: 3\nLog-Level: 7\n\nabc',
    )
    expect(frames.map(({ contentType, body }) => [contentType, body])).toEqual([
      ['auth/request', ''],
      ['command/reply', ''],
      ['api/response', 'Ü\n\n1\n'],
      ['log/data', 'abc'],
    ])
    expect(frames[1]!.get('Reply-Text')).toBe('+OK accepted')
  })

  it.each(['json', 'plain'] as const)(
    '[P56] an %s stream tells the same however its bytes are cut',
    (format) => {
      const bytes = aCall().bytes(format)
      const whole = eventsOf([bytes])
      expect(whole.at(-1)!.kind).toBe('ended')
      expect(whole[0]).toMatchObject({ displayName: 'Zoë 王小明 🙂', from: '+4915112345678' })
      expect(eventsOf(byteByByte(bytes))).toEqual(whole)
      for (const seed of [1, 2, 3, 4, 5]) expect(eventsOf(anyPieces(bytes, seed))).toEqual(whole)
    },
  )

  it('both formats tell the same', () => {
    expect(eventsOf([aCall().bytes('plain')])).toEqual(eventsOf([aCall().bytes('json')]))
  })

  it('lines may end with CRLF, and blank lines between messages are nothing', () => {
    expect(framesOf('\n\r\nContent-Type: api/response\r\nContent-Length: 2\r\n\r\nok\n')).toMatchObject([
      { contentType: 'api/response', body: 'ok' },
    ])
  })

  it('a body beyond the bound is thrown away, and the stream goes on behind it', () => {
    const reader = readEsl(10)
    const pieces = reader.read(
      Buffer.from('Content-Length: 11\n\n12345678901Content-Type: a\nContent-Length: 10\n\n1234567890'),
    )
    expect(pieces.map(({ kind }) => kind)).toEqual(['too-long', 'frame'])
  })

  it('headers without end take no memory without end', () => {
    const reader = readEsl()
    const kinds = new Set<string>()
    for (let n = 0; n < 200; n++)
      for (const { kind } of reader.read(Buffer.alloc(10_000, 'x'))) kinds.add(kind)
    for (const { kind } of reader.read(Buffer.from('\n\nContent-Type: a\n\n'))) kinds.add(kind)
    expect([...kinds]).toEqual(['too-long', 'frame'])
  })
})

describe('events', () => {
  it('plain: percent-encoded values, the first of a name, and a body behind a blank line', () => {
    const event = readPlainEvent(
      'Event-Name: CUSTOM\nEvent-Subclass: callcenter%3A%3Ainfo\nHangup-Cause: A\nHangup-Cause: B\nEmpty: \nNumber: %2B49+1\nContent-Length: 3\n\nX: y',
    )
    expect([event.name, event.subclass, event.get('Hangup-Cause')]).toEqual([
      'CUSTOM',
      'callcenter::info',
      'A',
    ])
    expect([event.get('Empty'), event.get('X'), event.get('Number')]).toEqual([undefined, undefined, '+49+1'])
  })

  it('what is no percent-encoding stays what it is', () => {
    expect(decodePercent('100% %zz %C3%9C')).toBe('100% %zz Ü')
    expect(decodePercent('%E4')).toBe('\uFFFD')
  })

  it('json: lists, numbers, and names that JavaScript has a meaning for', () => {
    const event = readJsonEvent('{"Event-Name":"X","a":["1","2"],"n":5,"__proto__":"p","e":""}')!
    expect([event.get('a'), event.get('n'), event.get('__proto__'), event.get('e')]).toEqual([
      'ARRAY::1|:2',
      '5',
      'p',
      undefined,
    ])
    expect([event.get('constructor'), event.get('toString')]).toEqual([undefined, undefined])
    expect(valuesOf(event.get('a'))).toEqual(['1', '2'])
  })

  it.each(['', '{', '[]', 'null', '"text"'])('%j is no event', (body) => {
    expect(readJsonEvent(body)).toBeUndefined()
    expect(eventIn({ contentType: 'text/event-json', get: () => undefined, body })).toBeUndefined()
  })

  it.each([
    ['{}'],
    ['{"Event-Name":"CHANNEL_CREATE"}'],
    ['{"Event-Name":"CHANNEL_BRIDGE","Bridge-A-Unique-ID":"x"}'],
    ['{"Event-Name":"CUSTOM","Event-Subclass":"callcenter::info","CC-Action":"constructor"}'],
    ['{"Event-Name":"CUSTOM","Event-Subclass":"toString"}'],
    ['{"Event-Name":"__proto__"}'],
    ['{"Event-Name":"CHANNEL_HANGUP","Unique-ID":{"a":1}}'],
  ])('%s tells nothing and breaks nothing', (body) => {
    const frame = `Content-Length: ${body.length}\nContent-Type: text/event-json\n\n${body}`
    expect(eventsOf([Buffer.from(frame)])).toEqual([])
  })
})
