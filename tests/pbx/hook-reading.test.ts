import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { attestationOf } from '../../src/pbx/attestation.ts'
import type { HookRequest } from '../../src/pbx/dialect.ts'
import { idsOf } from '../../src/pbx/event-ids.ts'
import { agentNamed, callId, hearFields, readFields, text, texts } from '../../src/pbx/hook-fields.ts'
import { instantOf } from '../../src/pbx/hook-times.ts'
import { escapeXml } from '../../src/pbx/xml.ts'

const request = (type: string, body: string | Buffer, more: Partial<HookRequest> = {}): HookRequest => ({
  method: 'POST',
  url: 'https://calls.example/v1/sources/main/x',
  parts: [],
  headers: { 'content-type': type },
  body: Buffer.from(body),
  ...more,
})
const form = (body: string) => readFields(request('application/x-www-form-urlencoded; charset=UTF-8', body))
const fieldsOf = (read: ReturnType<typeof readFields>) => (read.kind === 'fields' ? read.fields : read)

describe('what a webhook says', () => {
  it('[P50] lists of a form, however they are written', () => {
    for (const written of [
      'user=a&user=b',
      'user[]=a&user[]=b',
      'user%5B%5D=a&user%5B%5D=b',
      'user[0]=a&user[1]=b',
      'user%5B%5D%5B0%5D=a&user%5B%5D%5B1%5D=b',
    ]) {
      expect(fieldsOf(form(written)), written).toEqual({ user: ['a', 'b'] })
    }
    expect(fieldsOf(form('user[]=a+b%2B&x='))).toEqual({ user: ['a b+'], x: '' })
    expect(Object.keys(fieldsOf(form('__proto__=1&constructor[]=2')))).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('[P50] JSON of any subtype, and the query of a GET', () => {
    expect(fieldsOf(readFields(request('application/vnd.x+json', '{"a":[1]}')))).toEqual({ a: [1] })
    const get = request('', '', { method: 'GET', url: 'https://calls.example/x?a=1&b=%2B49' })
    expect(fieldsOf(readFields(get))).toEqual({ a: '1', b: '+49' })
  })

  it('[P26] what is neither is refused with its code', () => {
    const refused = (type: string, body: string | Buffer) => fieldsOf(readFields(request(type, body)))
    expect(refused('text/xml', '<a/>')).toMatchObject({ code: 'wrong-content-type' })
    expect(refused('', '{}')).toMatchObject({ code: 'wrong-content-type' })
    expect(refused('application/json', '{')).toMatchObject({ code: 'bad-json' })
    expect(refused('application/json', '[]')).toMatchObject({ code: 'bad-input' })
    expect(refused('application/json', 'null')).toMatchObject({ code: 'bad-input' })
    expect(refused('application/json', Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({ code: 'bad-utf8' })
    expect(refused('application/json', '['.repeat(50))).toMatchObject({ code: 'too-deep' })
  })

  it('[P26] is lenient to what is not used, and strict in what is', () => {
    const schema = z.object({ id: callId, from: text, user: texts })
    const hear = (fields: unknown) =>
      hearFields(readFields(request('application/json', JSON.stringify(fields))), schema, (said) => ({
        kind: 'ignored',
        answer: { status: 200, body: JSON.stringify(said) },
      }))
    const said = (fields: unknown) => {
      const heard = hear(fields)
      return heard.kind === 'ignored' ? JSON.parse(heard.answer.body ?? '') : heard
    }
    expect(said({ id: 17, from: '', user: ['a', '', 3], more: { deep: [] } })).toEqual({
      id: '17',
      user: ['a', '3'],
    })
    expect(said({ id: 'x', from: null, user: 'a' })).toEqual({ id: 'x', user: ['a'] })
    expect(said({ id: 'x', from: 4930 })).toEqual({ id: 'x', from: '4930', user: [] })
    for (const wrong of [{}, { id: '' }, { id: 'x'.repeat(201) }, { id: {} }, { id: 'x', from: ['a'] }]) {
      expect(hear(wrong), JSON.stringify(wrong)).toMatchObject({ kind: 'refused', code: 'bad-input' })
    }
    expect(hear({ id: 'x', user: [{}] })).toMatchObject({
      faults: [{ path: expect.stringMatching(/^user/) }],
    })
  })

  it('[P50] names of an agent, each once and in their order', () => {
    expect(agentNamed('1001', undefined, '', 'w0', '1001')).toEqual([
      { extension: '1001' },
      { extension: 'w0' },
    ])
    expect(agentNamed(undefined, '')).toEqual([])
  })

  it('[P52] ids are the same for the same, and others for anything else', () => {
    expect(idsOf('a', 'b')('offered')).toBe(idsOf('a', 'b')('offered'))
    const others = [idsOf('ab'), idsOf('a', 'b', undefined), idsOf('b', 'a'), idsOf(['a', 'b'])].map((of) =>
      of('offered'),
    )
    expect(new Set([...others, idsOf('a', 'b')('offered'), idsOf('a', 'b')('ended')]).size).toBe(6)
  })

  it('instants in every way of writing them, and none where there is none', () => {
    const noon = Date.UTC(2026, 10, 22, 12)
    expect(instantOf('2026-11-22T13:00:00+01:00', 'iso')).toBe(noon)
    expect(instantOf('2026-11-22T12:00:00.000Z', 'iso')).toBe(noon)
    expect(instantOf('2026-11-22T12:00:00+0000', 'iso')).toBe(noon)
    expect(instantOf('Sun, 22 Nov 2026 12:00:00 +0000', 'rfc2822')).toBe(noon)
    expect(instantOf('Sun, 22 Nov 2026 12:00:00 GMT', 'rfc2822')).toBe(noon)
    expect(instantOf(noon / 1000, 'seconds')).toBe(noon)
    expect(instantOf(`${noon / 1000}.25`, 'seconds')).toBe(noon + 250)
    expect(instantOf(String(noon), 'ms')).toBe(noon)
    expect(instantOf(String(noon * 1000), 'microseconds')).toBe(noon)
    expect(instantOf(String(noon / 1000 + 62_167_219_200), 'gregorian')).toBe(noon)
    for (const none of [undefined, '', 'soon', '2026-11-22T12:00:00', '0', 'NaN', '1e999']) {
      expect(instantOf(none, 'iso'), String(none)).toBeUndefined()
      expect(instantOf(none, 'ms'), String(none)).toBeUndefined()
    }
    expect(instantOf(String(noon), 'seconds')).toBeUndefined()
  })

  it('[P23] what carriers say of a number, in all their spellings', () => {
    const said: [string | undefined, string | undefined, string | undefined][] = [
      ['TN-Validation-Passed-A', undefined, 'A'],
      ['TN-Validation-Passed-B', undefined, 'B'],
      ['TN-Validation-Passed', 'c', 'C'],
      ['TN-Verification-Passed', 'A', 'A'],
      ['TN-Validation-Passed', undefined, undefined],
      ['TN-Validation-Passed-A-Diverted', undefined, 'diverted'],
      ['TN-Validation-Passed-A-Passthrough', undefined, 'none'],
      ['TN-Validation-Failed', undefined, 'failed'],
      ['TN-Validation-Failed-A', undefined, 'failed'],
      ['TN-Verification-Failed', 'A', 'failed'],
      ['No-TN-Validation', undefined, 'none'],
      ['something new', undefined, undefined],
      [undefined, 'A', undefined],
    ]
    for (const [verstat, level, attestation] of said) {
      expect(attestationOf(verstat, level), `${verstat} ${level}`).toBe(attestation)
    }
  })

  it('XML lets nothing out of its quotes', () => {
    expect(escapeXml(`"><Dial>'&'</Dial>`)).toBe('&quot;&gt;&lt;Dial&gt;&apos;&amp;&apos;&lt;/Dial&gt;')
  })
})
