import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { journal } from '../../src/pbx/dialects/threecx.ts'
import { readXml } from '../../src/pbx/read-xml.ts'
import { writeLookup } from '../../src/pbx/write-lookup.ts'
import type { Identified } from '../../src/wire/identify-api.ts'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'
import { attributes, filledIn, scenario, template, valuesIn } from './threecx-template.ts'

const lookup = scenario('')
const report = scenario('ReportCall')

describe('the CRM template for a 3CX', () => {
  it('[P50] is XML, and every variable it uses is a parameter, a path it has read, or one of 3CX’s own', () => {
    expect(readXml(template)?.name).toBe('Crm')
    const ours = [
      ...attributes(template, 'Parameter', 'Name'),
      ...attributes(template, 'Variable', 'Name'),
      ...['Number', 'CallType', 'CallDirection', 'Name', 'Agent', 'AgentEmail', 'QueueExtension'],
      ...['CallStartTimeUTC', 'CallEstablishedTimeUTC', 'CallEndTimeUTC'],
    ]
    const used = [...template.matchAll(/\[(\w+)\]/g)].map(([, name]) => name)
    expect(used.filter((name) => !ours.includes(name ?? ''))).toEqual([])
    expect(used).not.toEqual([])
  })

  it('[P50] asks for paths that our answer has, and gives out each of them', () => {
    const customer = {
      id: 7,
      givenName: 'Max',
      familyName: 'Mustermann',
      company: 'ACME',
      url: 'https://crm.example/7',
    }
    const { body } = writeLookup('3cx', { customer, display: 'Max' } as unknown as Identified)
    const [contact] = JSON.parse(body).contacts
    const paths = attributes(lookup, 'Variable', 'Path')
    const rule = /<Rule [^>]*>([^<]*)</.exec(lookup)?.[1] ?? ''
    expect(paths.sort()).toEqual(
      Object.keys(contact)
        .map((field) => `contacts.${field}`)
        .sort(),
    )
    expect(paths).toContain(rule)
    const outputs = attributes(lookup, 'Output', 'Value').join(' ')
    for (const name of attributes(lookup, 'Variable', 'Name')) expect(outputs).toContain(`[${name}]`)
    expect(attributes(lookup, 'Output', 'Type').sort()).toEqual(
      ['CompanyName', 'ContactUrl', 'EntityId', 'EntityType', 'FirstName', 'LastName'].sort(),
    )
    expect(attributes(lookup, 'Request', 'Url')).toEqual(['[BaseUrl]/v1/identify?format=3cx&number=[Number]'])
  })

  it('[P50] posts exactly the fields that are read, each from what 3CX offers for it', () => {
    const posted = valuesIn(report, 'PostValues')
    expect(Object.keys(posted).sort()).toEqual(Object.keys(journal.shape).sort())
    expect(report).not.toMatch(/<(Rules|Variables|Outputs)/)
    for (const [key, text] of Object.entries(posted)) expect(text, key).toMatch(/^\[.*\]$/)
  })

  it('[P51] shows its tokens in a header, never in an address', () => {
    expect(valuesIn(lookup, 'Headers')).toEqual({ Authorization: 'Bearer [ApiKey]' })
    expect(valuesIn(report, 'Headers')).toEqual({ Authorization: 'Bearer [JournalKey]' })
    for (const url of attributes(template, 'Request', 'Url')) expect(url).not.toContain('Key]')
  })
})

describe('the call journal of a 3CX', () => {
  let at: DialectHouse
  let values: Record<string, string>
  let minute = 0

  beforeAll(async () => {
    at = await openDialectHouse({ kind: '3cx', tokens: [hookToken] })
  })
  afterAll(() => at.close())
  beforeEach(() => {
    at.newStory()
    minute += 1
    const base = Date.now() - 3_600_000 + minute * 60_000
    const second = (n: number) => new Date(base + n * 1000).toISOString().replace(/\.\d+Z/, 'Z')
    values = {
      BaseUrl: at.house.app.url,
      Source: 'main',
      JournalKey: hookToken,
      CallType: 'Inbound',
      CallDirection: 'Inbound',
      Number: '+4915112345678',
      Name: 'Max [M] Mustermann',
      Agent: '1002',
      AgentEmail: 'bob@star.example',
      CallStartTimeUTC: second(0),
      CallEstablishedTimeUTC: second(8),
      CallEndTimeUTC: second(40),
    }
  })

  /** Sends what 3CX makes of the template. */
  async function reported(changes: Record<string, string> = {}): Promise<number> {
    values = { ...values, ...changes }
    const fill = (text: string) => filledIn(text, values)
    const each = (all: Record<string, string>) =>
      Object.fromEntries(Object.entries(all).map(([key, text]) => [key, fill(text)]))
    const answer = await fetch(fill(attributes(report, 'Request', 'Url')[0] ?? ''), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...each(valuesIn(report, 'Headers')) },
      body: JSON.stringify(each(valuesIn(report, 'PostValues'))),
    })
    return answer.status
  }

  interface Entry {
    readonly direction: string
    readonly agentName: string | null
    readonly startedAt: number
    readonly endedAt: number
  }

  async function entries(): Promise<Entry[]> {
    const { body } = await at.supervisor.ask('POST', '/v1/interactions/search', { most: 100 })
    const all = (body as { found: { interaction: Entry }[] }).found.map(({ interaction }) => interaction)
    return all.filter(({ startedAt }) => startedAt === Date.parse(values.CallStartTimeUTC ?? ''))
  }

  it('[P50] a call that was answered is history, with whoever answered it, and pops nobody', async () => {
    expect(await reported()).toBe(200)
    expect(await entries()).toMatchObject([
      { direction: 'inbound', agentName: 'Bob Brown', endedAt: Date.parse(values.CallEndTimeUTC ?? '') },
    ])
    expect(at.shown()).toBe('')
  })

  it('[P52] the same report again is the same call, another time is another call', async () => {
    expect(await reported()).toBe(200)
    expect(await reported()).toBe(200)
    expect(await entries()).toHaveLength(1)
    expect(await reported({ CallStartTimeUTC: values.CallEstablishedTimeUTC ?? '' })).toBe(200)
    expect(await entries()).toHaveLength(1)
  })

  it('[P50] who is known only by an e-mail address', async () => {
    await at.giveExtension('carol', 'carol@star.example')
    await reported({ Agent: '', AgentEmail: 'Carol@star.example' })
    expect(await entries()).toMatchObject([{ agentName: 'Carol Müller' }])
  })

  it('[P50] missed, also without a time of answering', async () => {
    await reported({ CallType: 'Missed', CallEstablishedTimeUTC: '0001-01-01T00:00:00Z' })
    expect(await entries()).toMatchObject([{ direction: 'inbound', agentName: null }])
    expect(at.shown()).toBe('')
  })

  it('[P50] what an agent dialled, answered or not', async () => {
    await reported({ CallType: 'Outbound', CallDirection: 'Outbound' })
    expect(await entries()).toMatchObject([{ direction: 'outbound', agentName: 'Bob Brown' }])
    await reported({
      CallType: 'Notanswered',
      CallDirection: 'Outbound',
      CallStartTimeUTC: values.CallEndTimeUTC ?? '',
      CallEstablishedTimeUTC: '',
    })
    expect(await entries()).toMatchObject([{ direction: 'outbound' }])
    expect(at.shown()).toBe('')
  })

  it('[P50] a report without a time, or with a local one, is refused with the fault; a new type is passed over', async () => {
    expect(await reported({ CallStartTimeUTC: '' })).toBe(422)
    expect(await reported({ CallStartTimeUTC: '11/22/2026 10:00:00 PM' })).toBe(422)
    expect(await reported({ CallStartTimeUTC: '2026-11-22T21:00:00Z', CallType: 'Chat' })).toBe(200)
  })

  it('[P51] without the token nothing is taken', async () => {
    expect(await reported({ JournalKey: 'another-token-than-it-should-be' })).toBe(401)
    expect(await entries()).toEqual([])
  })
})
