import { describe, expect, it } from 'vitest'
import type { HookRequest } from '../../src/pbx/dialect.ts'
import { dialectKinds, dialects } from '../../src/pbx/dialects.ts'
import type { Genuine } from './genuine-request.ts'
import { platformProofs } from './platform-proofs.ts'
import { telephoneSystemProofs } from './telephone-system-proofs.ts'

const token = 'token-in-the-address-of-a-phone-system'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
/** Test values of Twilio's own (twilio/twilio-node spec/validation.spec.js); the bodies are the parameters, as a form. */
const twilioUrl = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const twilioBody =
  'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212'
const twilioRow = (what: string, url: string, signature: string, body = twilioBody): Genuine => ({
  kind: 'twilio',
  from: `published: ${what} (twilio-node spec/validation.spec.js)`,
  request: { url, headers: { ...form, 'x-twilio-signature': signature }, body },
  keys: { secrets: ['the-token-before', '12345'] },
  headers: ['x-twilio-signature'],
  covers: ['body', 'address'],
  anyPort: true,
})

const rows: readonly Genuine[] = [
  twilioRow('a form', twilioUrl, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='),
  twilioRow(
    'an address with a port that is not signed',
    'https://mycompany.com:1234/myapp.php?foo=1&bar=2',
    'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
  ),
  twilioRow('the usual port, signed though it is not written', twilioUrl, 'kvajT1Ptam85bY51eRf/AJRuM3w='),
  twilioRow(
    'a query as a URL library writes it',
    `${twilioUrl}&Body=It's+amazing`,
    'dsq4Ehbj6cs+KdTkpF5sSSplOWw=',
  ),
  twilioRow(
    'a field with several values',
    twilioUrl,
    'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
    'Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234',
  ),
  {
    ...twilioRow(
      'JSON, its hash in the address',
      `${twilioUrl}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`,
      'a9nBmqA0ju/hNViExpshrM61xv4=',
    ),
    request: {
      url: `${twilioUrl}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620`,
      headers: { 'content-type': 'application/json', 'x-twilio-signature': 'a9nBmqA0ju/hNViExpshrM61xv4=' },
      body: '{"property": "value", "boolean": true}',
    },
  },
  {
    kind: 'placetel',
    from: 'published: the README of Placetel/call-control-notify-api',
    request: {
      headers: { 'x-placetel-signature': 'c4f823c5b8806432fe2b83b1fc2ee714422e0cdfb4b5129152a7d0bbcd7792d0' },
      body: 'call_id=4a4cbb39578170aed9a2761a7bec8c7e704a541f52291ef603d6f5f152980c3c&event=CallAccepted&from=0123456789&to=0987654321',
    },
    keys: { secrets: ['12345'] },
    headers: ['x-placetel-signature'],
    covers: ['body'],
  },
  {
    kind: 'sipgate',
    from: 'published: the test of sipgate-io/sipgateio-node (lib/webhook), with sipgate’s own key',
    request: {
      parts: [token],
      headers: {
        'x-sipgate-signature':
          'hlY7r9Vad0NP/7xJxf+vcDqjWaGWHOcIrj+rcP5aqQQcHtbSLsElp2kRNRPBL5unWbq6bExVPZB49HHM+Y/fWSVL19q7KSJhYPHfikcME0r0mCYB4S/VnJwnIvpiqz6s7Dpnk3wDCy65B3WQLwBVWA9oh6ojNM/g+87YnoMTKRx1KoFqosKNfBp1c1I8XjXusGOW/VlGnMb6wHhUVdwi9K7FfUgxj2pnV+M1Xv9rYs6RAi4V1OcUPqdT5geHsxWa09sk+AEHSUm1EFnAvx7PhIkugpNwST7yPKHf0+iyei4qUQCBZtfQVOI4mLZTRfQuyVo3YuJfvHaNPYY34/1ZCZGCKeu+HS6WHs1vGUyKxSi8v4JJqog2VOlWruf8pMGg+syuAFwuxiCnWsSXgaaUfe9JrBAFjBxUmNP9DzR1bbkwxkJnthacu7jALXjGsubjSSSl955QgenV/ZpODHgWDPg0fe6qGILtk+kXLjyfSsoR/qgzE5W5OAyZq8W64h01KAt9Q283N7/2nogy6keiIWL3qjPolWnrchSP7iJUatM2YiTcpkNKnJ70UE05cdw3swuNe7zqD51MdOX3rAioEOFgOIFMSrxMVX+V4XK7sa5o43smN8lHoa+0AogQMuIrC7k2axdRbulSSNfyqVAZIT4qS0cItiv3aPXsdDKkkA0=',
      },
      body: 'callId=&direction=in&event=newCall&from=4912354678&fullUserId%5B%5D%5B0%5D=123456789&originalCallId=&to=49999999&user%5B%5D%5B0%5D=TestUser&userId%5B%5D%5B0%5D=123456789&xcid=',
    },
    keys: { tokens: [token] },
    headers: ['x-sipgate-signature'],
    covers: ['body', 'token'],
  },
  ...platformProofs,
  ...telephoneSystemProofs,
  {
    kind: 'asterisk-curl',
    from: 'recorded: CURL() with a header of CURLOPT(httpheader)',
    request: { headers: { ...form, authorization: `Bearer ${token}` }, body: 'event=hangup&call=1' },
    keys: { tokens: ['another-token-for-the-time-of-change', token] },
    headers: ['authorization'],
    covers: [],
  },
  {
    kind: 'freeswitch',
    from: 'composed: Basic, as `cred` of mod_json_cdr has it; the password is our token',
    request: { headers: { authorization: `Basic ${btoa(`freeswitch:${token}`)}` }, body: '{}' },
    keys: { tokens: ['another-token-for-the-time-of-change', token] },
    headers: ['authorization'],
    covers: [],
  },
  {
    kind: '3cx',
    from: 'composed: the header that our CRM template sends',
    request: { headers: { authorization: `Bearer ${token}` }, body: '{}' },
    keys: { tokens: ['another-token-for-the-time-of-change', token] },
    headers: ['authorization'],
    covers: [],
  },
  {
    kind: 'asterisk-curl',
    from: 'composed: the token in the address',
    request: { parts: [token], headers: form, body: 'event=hangup&call=1' },
    keys: { tokens: [token] },
    headers: [],
    covers: ['token'],
  },
  {
    kind: 'freeswitch',
    from: 'composed: the token in the address',
    request: { parts: [token], body: '{}' },
    keys: { tokens: [token] },
    headers: [],
    covers: ['token'],
  },
  {
    kind: 'zammad',
    from: 'composed: the token is all there is',
    request: { parts: [token], body: '{"event":"hangup"}' },
    keys: { tokens: ['another-token-for-the-time-of-change', token] },
    headers: [],
    covers: ['token'],
  },
]

describe('the proof that a webhook is from whom it says', () => {
  for (const row of rows) {
    const name = `${row.kind}: ${row.from}`
    it(`[P51] ${name} is taken`, () => {
      expect(verify(row)).toMatchObject({ kind: 'genuine' })
    })

    it(`[P51] ${name} with anything changed or missing is refused`, () => {
      for (const { what, changed } of changesOf(row)) {
        expect(verify(changed), what).toMatchObject({ kind: 'refused' })
      }
    })
  }

  it('[P51] every dialect is in the table, and a source without keys takes nothing', () => {
    expect([...new Set(rows.map((row) => row.kind))].sort()).toEqual([...dialectKinds].sort())
    for (const row of rows) {
      expect(verify({ ...row, keys: {} }), row.kind).toMatchObject({ kind: 'refused' })
    }
  })
})

function verify({ kind, request, keys, now = 0 }: Genuine) {
  const whole: HookRequest = {
    method: 'POST',
    url: 'https://calls.example/v1/sources/main/x',
    parts: [],
    headers: {},
    ...request,
    body: Buffer.from(request.body),
  }
  return dialects[kind].verify(whole, { secrets: [], tokens: [], ...keys }, now)
}

interface Change {
  readonly what: string
  readonly changed: Genuine
}

function changesOf(row: Genuine): Change[] {
  return [...headerChanges(row), ...coveredChanges(row), ...keyChanges(row), ...timeChanges(row)]
}

function headerChanges(row: Genuine): Change[] {
  const { headers = {} } = row.request
  const withHeader = (name: string, value: string | undefined): Genuine => {
    const { [name]: _, ...others } = headers
    const request = { ...row.request, headers: value === undefined ? others : { ...others, [name]: value } }
    return { ...row, request }
  }
  return row.headers.flatMap((name) => [
    { what: `without ${name}`, changed: withHeader(name, undefined) },
    { what: `with an empty ${name}`, changed: withHeader(name, '') },
    { what: `with ${name} cut short`, changed: withHeader(name, String(headers[name]).slice(0, -5)) },
    {
      what: `with one character of ${name} changed`,
      changed: withHeader(name, turned(String(headers[name]))),
    },
  ])
}

function coveredChanges(row: Genuine): Change[] {
  const { request } = row
  const change = (what: string, more: Partial<Genuine['request']>): Change => ({
    what,
    changed: { ...row, request: { ...request, ...more } },
  })
  const url = request.url ?? ''
  const [token = ''] = request.parts?.slice(-1) ?? []
  return row.covers.flatMap((covered) => {
    if (covered === 'body') {
      return [
        change('with one byte of the body changed', { body: turned(request.body) }),
        change('with a byte more', { body: `${request.body} ` }),
      ]
    }
    if (covered === 'token') {
      const before = request.parts?.slice(0, -1) ?? []
      return [
        change('without the token', { parts: before }),
        change('with another token', { parts: [...before, turned(token)] }),
        change('with a token cut short', { parts: [...before, token.slice(0, -1)] }),
      ]
    }
    if (covered === 'path') return [change('with another path', { url: `${url}x` })]
    return [
      change('called by http', { url: url.replace(/^https:/, 'http:') }),
      ...(row.anyPort
        ? []
        : [change('at another port', { url: url.replace(/^(https?:\/\/[^/:]+)(?::\d+)?/, '$1:8443') })]),
      change('at the address behind the proxy', {
        url: url.replace(/^https?:\/\/[^/]+/, 'http://127.0.0.1:8080'),
      }),
      change('with another path', { url: url.replace(/^(https?:\/\/[^/?]+\/)/, '$1x') }),
      change('with another query', { url: `${url}${url.includes('?') ? '&' : '?'}x=1` }),
    ]
  })
}

function keyChanges(row: Genuine): Change[] {
  const turn = (keys: readonly string[] = []) => keys.map((key) => turned(key))
  const { secrets = [], tokens = [] } = row.keys
  return [
    ...(secrets.length > 0
      ? [{ what: 'for another secret', changed: { ...row, keys: { tokens, secrets: turn(secrets) } } }]
      : []),
    ...(tokens.length > 0
      ? [{ what: 'for another token', changed: { ...row, keys: { secrets, tokens: turn(tokens) } } }]
      : []),
  ]
}

function timeChanges(row: Genuine): Change[] {
  const { now = 0, window } = row
  if (window === undefined) return []
  return [now + window * 1000 + 1000, now - window * 1000 - 1000].map((later) => ({
    what: `at ${later} ms`,
    changed: { ...row, now: later },
  }))
}

/** One character in the middle is another one, of the same kind. */
function turned(text: string): string {
  const at = Math.floor(text.length / 2)
  const other = text[at] === '1' ? '2' : /\d/.test(text[at] ?? '') ? '1' : text[at] === 'b' ? 'c' : 'b'
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`
}
