import { describe, expect, it } from 'vitest'
import { ConfigFaults, demoSecrets, readConfig } from '../src/config.ts'
import { demoConfig, demoConfigAs } from '../src/demo/demo-config.ts'
import { openVoice } from '../src/demo/open-voice.ts'
import { speakers } from '../src/speakers/speakers.ts'
import { testConfig } from './house.ts'

const inEarnest = { demo: false, folder: '/srv/greetline' }

function faultsOf(content: unknown, environment: Record<string, string> = {}): string[] {
  try {
    readConfig(content, environment, inEarnest)
    return []
  } catch (reason) {
    if (reason instanceof ConfigFaults) return reason.faults.map((fault) => `${fault.path}: ${fault.message}`)
    throw reason
  }
}

describe('the configuration', () => {
  it('[P31] every fault is told at once, by its path', () => {
    const [source] = testConfig.sources
    const faults = faultsOf({
      house: { name: '' },
      port: 70_000,
      colour: 'blue',
      sources: [
        { ...source, region: 'XX', numberFormat: undefined, timeZone: 'Berlin' },
        { ...source, queues: [{ id: 'support' }] },
      ],
    })
    expect(faults).toHaveLength(7)
    for (const path of [
      'house.name',
      'port',
      'colour',
      'sources[0].region',
      'sources[0].numberFormat',
      'sources[0].timeZone',
      'sources[1].queues[0].name',
    ]) {
      expect(faults.filter((fault) => fault.startsWith(`${path}: `))).toHaveLength(1)
    }
  })

  it('[P31] what is right by itself and wrong together is told too', () => {
    const [source] = testConfig.sources
    const faults = faultsOf({
      ...testConfig,
      sources: [
        { ...source, secrets: ['short'] },
        { ...source, secrets: [], tokens: [] },
        { ...source, name: 'pbx', kind: 'asterisk' },
      ],
    })
    expect(faults).toEqual([
      'sources[0].secrets[0]: a signing secret needs at least 24 characters',
      'sources[1].name: there is another source of the name main',
      'sources[1].secrets: a webhook source needs at least one secret or token',
      'sources[2].asterisk: an asterisk source needs host, user, secret and trunks',
    ])
  })

  it('[P31] what the house promises everybody belongs to a department that there is', () => {
    const standing = { id: 'reply', name: { en: 'Reply' }, withinHours: 4, on: 'case-opened' }
    const faults = faultsOf({
      ...testConfig,
      departments: [{ id: 'service', name: { en: 'Service' } }],
      standingPromises: [
        standing,
        { ...standing, department: 'service' },
        { ...standing, department: 'Service' },
      ],
    })
    expect(faults).toEqual(['standingPromises[2].department: there is no department of the id Service'])
  })

  it('[P31] a disposition stands once in its tree, which is no maze, and a snippet once in its list', () => {
    const named = (id: string, children: object[] = []) => ({ id, name: { en: id }, children })
    const faults = faultsOf({
      ...testConfig,
      dispositions: [
        named('late', [named('lost', [named('a', [named('b', [named('c')])])]), named('late')]),
        named('lost'),
      ],
      snippets: [
        { key: '再见', text: { en: 'Bye', 'zh-CN': '再见' } },
        { key: '再见', text: { en: 'Bye' } },
      ],
    })
    expect(faults).toEqual([
      'dispositions[0].children[0].children[0].children[0].children: at most 4 levels, or nobody finds it',
      'dispositions[0].children[1].id: there is another disposition late',
      'dispositions[1].id: there is another disposition lost',
      'snippets[1].key: there is another snippet 再见',
    ])
  })

  it('[P31] a FreeSWITCH is connected to, or posts its call records', () => {
    const [{ secrets: _, tokens: __, ...source }] = testConfig.sources as [(typeof testConfig.sources)[0]]
    const freeswitch = { trunks: ['gateway/carrier'] }
    const socket = { ...freeswitch, host: '192.0.2.20', password: 'a secret' }
    const tokens = ['a-token-of-more-than-24-characters']
    const kind = 'freeswitch'
    const faults = faultsOf({
      ...testConfig,
      sources: [
        { ...source, name: 'a', kind },
        { ...source, name: 'b', kind, freeswitch },
        { ...source, name: 'c', kind, freeswitch: { ...freeswitch, host: '192.0.2.20' } },
        { ...source, name: 'd', kind, freeswitch: socket },
        { ...source, name: 'e', kind, freeswitch, tokens },
        { ...source, name: 'f', kind, freeswitch: socket, tokens },
      ],
    })
    expect(faults).toEqual([
      'sources[0].freeswitch: a freeswitch source needs host, password and trunks',
      'sources[1].freeswitch.host: state the host of its event socket, or a token with which it posts call records',
      'sources[2].freeswitch.password: the event socket needs a password',
    ])
  })

  it('[P31] a 3CX is connected to, or posts its journal', () => {
    const [{ secrets: _, tokens: __, ...source }] = testConfig.sources as [(typeof testConfig.sources)[0]]
    const kind = '3cx'
    const tokens = ['a-token-of-more-than-24-characters']
    const control = { url: 'https://pbx.example:5001', clientId: 'greetline', clientSecret: 'a secret' }
    const faults = faultsOf({
      ...testConfig,
      sources: [
        { ...source, name: 'a', kind },
        { ...source, name: 'b', kind, '3cx': { url: control.url } },
        { ...source, name: 'c', kind, '3cx': control },
        { ...source, name: 'd', kind, tokens },
        { ...source, name: 'e', kind, '3cx': control, tokens },
      ],
    })
    expect(faults).toEqual([
      'sources[0].3cx.url: state the address of its call control, or a token with which it posts its journal',
      'sources[1].3cx.clientId: call control needs a client id',
      'sources[1].3cx.clientSecret: call control needs a client secret',
    ])
    const ftp = { ...source, kind, '3cx': { ...control, url: 'ftp://pbx.example' } }
    expect(faultsOf({ ...testConfig, sources: [ftp] })).toHaveLength(1)
  })

  it('[P31] a phone system that reports in its own words lacks nothing that it needs', () => {
    const [{ secrets: _, tokens: __, ...source }] = testConfig.sources as [(typeof testConfig.sources)[0]]
    const token = 'a-token-of-more-than-24-characters'
    const faults = faultsOf({
      ...testConfig,
      sources: [
        { ...source, name: 'a', kind: 'twilio' },
        { ...source, name: 'b', kind: 'sipgate', secrets: ['of-no-use-without-a-token'] },
        { ...source, name: 'c', kind: 'zammad', tokens: ['short'] },
        { ...source, name: 'd', kind: 'placetel', secrets: ['short'], tokens: [token] },
      ],
    })
    expect(faults).toEqual([
      'sources[0].secrets: a source of the kind twilio needs the secret that it is signed with',
      'publicUrl: twilio signs the address that it calls: state it',
      'sources[1].tokens: a source of the kind sipgate needs a token',
      'sources[2].tokens[0]: a token needs at least 24 characters',
      'sources[3].secrets[0]: a signing secret needs at least 12 characters',
    ])
    const inside = faultsOf({
      ...testConfig,
      sources: [
        {
          ...source,
          name: 'a',
          kind: 'placetel',
          secrets: [token],
          placetel: { rings: [{ agents: [] }], x: 1 },
        },
        { ...source, name: 'b', kind: 'twilio', secrets: [token], twilio: { voice: { redirect: 'here' } } },
        { ...source, name: 'c', kind: 'carrier-pigeon' },
      ],
    })
    expect(inside.map((fault) => fault.split(': ')[0])).toEqual([
      'sources[0].placetel.rings[0].agents',
      'sources[0].placetel.x',
      'sources[1].twilio.voice.redirect',
      'sources[2].kind',
    ])
  })

  it('[P31] a secret may come from the environment, and is missed by the name of its variable', () => {
    const [source] = testConfig.sources
    const content = { ...testConfig, sources: [{ ...source, secrets: [{ env: 'PBX_SECRET' }], tokens: [] }] }
    expect(faultsOf(content)).toEqual([
      'sources[0].secrets[0]: the environment variable PBX_SECRET is not set',
    ])
    const secret = 'a-secret-of-more-than-24-characters'
    const config = readConfig(content, { PBX_SECRET: secret, PORT: '9000' }, inEarnest)
    expect(config.sources[0]?.secrets).toEqual([secret])
    expect(config.port).toBe(9000)
  })

  it('[P31] the demo’s secret is refused by anything but the demo', () => {
    expect(faultsOf(demoConfig).some((fault) => fault.startsWith('sources[0].secrets: '))).toBe(true)
    const demo = readConfig(demoConfig, {}, { demo: true, folder: '/srv/greetline' })
    expect(demo.sources[0]?.secrets).toEqual([demoSecrets.signing])
  })

  it.each(speakers.map((speaker) => [speaker.kind, speaker] as const))(
    '[P31] whatever the demo’s %s is proven by is refused by anything but the demo',
    (_, speaker) => {
      const faults = faultsOf(demoConfigAs(speaker, '8080')).filter((fault) =>
        fault.includes('everybody knows'),
      )
      expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
        'sources[0].secrets',
        'sources[1].secrets',
      ])
    },
  )

  it.each(['asterisk', 'freeswitch', '3cx'])('[P31] so is the password of the demo’s %s', async (kind) => {
    const voice = await openVoice(kind, { port: '8080', now: () => 0, random: () => 0 })
    expect(faultsOf(voice?.config).filter((fault) => fault.includes('everybody knows'))).toHaveLength(2)
    await voice?.close()
  })
})
