import { afterEach, describe, expect, it } from 'vitest'
import { fillNumber } from '../../src/directories/directory.ts'
import { httpDirectory } from '../../src/directories/http-directory.ts'
import { textsAt } from '../../src/directories/json-pointer.ts'
import { readEntry } from '../../src/directories/read-entry.ts'
import { lookupOf, type ShapeSettings } from '../../src/directories/ready-shapes.ts'
import { spellNumber } from '../../src/recognition/spell-number.ts'
import { openAnswering } from './answering-server.ts'

const number = spellNumber('+4930901820')
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

async function find(settings: Omit<ShapeSettings, 'url'>, answer: Parameters<typeof openAnswering>[0]) {
  const server = await openAnswering(answer)
  open.push(server)
  const lookup = lookupOf({ ...settings, url: `${server.url}/` })
  const directory = httpDirectory({ name: 'x', trusted: false, region: 'DE', sameIds: true, lookup })
  return { entries: await directory.find(number, AbortSignal.timeout(3000)), asked: server.asked }
}

describe('systems that are known', () => {
  it('[P73] EspoCRM is asked for the number and believed', async () => {
    const record = {
      id: '5f',
      name: 'Anna Weber',
      firstName: 'Anna',
      lastName: 'Weber',
      accountName: 'Weber',
    }
    const { entries, asked } = await find({ kind: 'espocrm', token: 'key' }, () => ({
      total: 1,
      list: [record],
    }))
    expect(asked[0]?.path).toContain('where[0][attribute]=phoneNumber&where[0][value]=+4930901820')
    expect(asked[0]?.headers['x-api-key']).toBe('key')
    expect(entries).toMatchObject([
      { person: { name: 'Anna Weber', givenName: 'Anna', company: 'Weber', externalId: '5f' }, numbers: [] },
    ])
  })

  it('[P73] Odoo writes `false` for nothing and a company as a pair', async () => {
    const partner = {
      id: 7,
      name: 'Anna Weber',
      parent_id: [3, 'Weber & Söhne'],
      function: false,
      lang: 'de_DE',
      is_company: false,
      phone_sanitized: '+4930901820',
    }
    const company = { ...partner, id: 8, name: 'ACME', parent_id: false, is_company: true }
    const { entries, asked } = await find({ kind: 'odoo', token: 'key', database: 'main' }, () => [
      partner,
      company,
    ])
    expect(asked[0]).toMatchObject({
      path: '/json/2/res.partner/search_read',
      body: { domain: [['phone_sanitized', '=', '+4930901820']] },
    })
    expect(asked[0]?.headers['x-odoo-database']).toBe('main')
    expect(entries).toMatchObject([
      {
        person: { kind: 'person', company: 'Weber & Söhne', role: null, language: 'de-DE', externalId: '7' },
      },
      { person: { kind: 'company', name: 'ACME', company: null } },
    ])
  })

  it('[P73] HubSpot is asked without the country and says the numbers', async () => {
    const properties = { firstname: 'Anna', lastname: 'Weber', company: null, phone: '030 901820' }
    const { entries, asked } = await find({ kind: 'hubspot', token: 'key' }, () => ({
      results: [{ id: '9', properties }],
    }))
    expect(asked[0]?.body.filterGroups[0].filters[0].value).toBe('30901820')
    expect(asked[0]?.headers.authorization).toBe('Bearer key')
    expect(entries).toMatchObject([
      { person: { name: 'Anna Weber', company: null }, numbers: ['030 901820'] },
    ])
  })

  it('[P73] Salesforce gives a token, which is got again when it is refused', async () => {
    let tokens = 0
    const credentials = { clientId: 'id', clientSecret: 'secret' }
    const contact = { Id: '003', Name: 'Anna Weber', Account: { Name: 'Weber' }, Phone: '(030) 901820' }
    const { entries, asked } = await find({ kind: 'salesforce', ...credentials }, ({ path, headers }) => {
      if (path.endsWith('/oauth2/token')) return { access_token: `t${++tokens}` }
      return headers.authorization === 'Bearer t2' ? { searchRecords: [contact] } : 401
    })
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      '/services/oauth2/token',
      '/services/data/v62.0/search/',
      '/services/oauth2/token',
      '/services/data/v62.0/search/',
    ])
    expect(asked[1]?.path).toContain('FIND {"4930901820" OR "030901820" OR "30901820"} IN PHONE FIELDS')
    expect(entries).toMatchObject([{ person: { company: 'Weber' }, numbers: ['(030) 901820'] }])
  })

  it('[P73] an answer that is too long, no JSON or an error is none', async () => {
    const long = { total: 1, list: [{ name: 'x'.repeat(600_000) }] }
    await expect(find({ kind: 'espocrm', token: 'k' }, () => long)).rejects.toThrow('too much')
    await expect(find({ kind: 'espocrm', token: 'k' }, () => 503)).rejects.toThrow('503')
    expect((await find({ kind: 'espocrm', token: 'k' }, () => 404)).entries).toEqual([])
  })
})

describe('reading an entry', () => {
  it('takes names as one line of text, whatever stands in them', () => {
    const entry = readEntry({ name: 'n', language: 'l', numbers: [] }, (place) =>
      place === 'n' ? [' Anna\n\u202eWeber\u0000 <b>'] : ['not a language'],
    )
    expect(entry?.person).toMatchObject({ name: 'Anna Weber <b>', language: null })
    expect(readEntry({ name: 'n', numbers: [] }, () => [''])).toBeNull()
  })

  it('follows pointers by RFC 6901, with a star for all', () => {
    const value = { 'a/b': [{ c: 1 }, { c: false }, { c: '2' }], __proto__x: 1 }
    expect(textsAt(value, '/a~1b/*/c')).toEqual(['1', '2'])
    expect(textsAt(value, '/constructor/name')).toEqual([])
    expect(textsAt('x', '')).toEqual(['x'])
  })

  it('spells a number as other systems may have it', () => {
    expect(number).toEqual({
      e164: '+4930901820',
      digits: '4930901820',
      national: '030901820',
      significant: '30901820',
    })
    expect(spellNumber('+85291234567').national).toBe('91234567')
    expect(fillNumber('{e164} {x}', number, encodeURIComponent)).toBe('%2B4930901820 {x}')
  })
})
