import { describe, expect, it } from 'vitest'
import { addressOf } from '../../src/desktop/ask.ts'
import { readQuery } from '../../src/desktop/customer/read-query.ts'
import { pathOf, readPlace } from '../../src/desktop/frame/route.ts'
import { noFields, toOrder } from '../../src/desktop/supervisor/search-memory.ts'
import { searchOrder } from '../../src/wire/history-api.ts'

describe('the addresses of pages and requests', () => {
  it('an id of a call goes into its address whole, whatever stands in it', () => {
    expect(addressOf('readDraft', { params: { id: 'main:a/b?c#d' } })).toEqual({
      method: 'GET',
      url: '/v1/calls/main%3Aa%2Fb%3Fc%23d/draft',
    })
  })

  it('a query leaves out what was not given', () => {
    const { url } = addressOf('readRecentCalls', { query: { most: 15, before: undefined } })
    expect(url).toBe('/v1/desk/recent?most=15')
  })

  it('a query says what is empty: of no team is not of any', () => {
    const { url } = addressOf('readReport', { params: { id: 'waiting' }, query: { team: '' } })
    expect(url).toBe('/v1/reports/waiting/figures?team=')
  })

  it('every page is found again by its own path, and what is no page is none', () => {
    for (const path of [
      '/desk',
      '/live',
      '/search',
      '/customers',
      '/customers/12',
      '/imports',
      '/calls/main%3A1795359765.10',
      '/calls/main%3Aa%2Fb%3Fc',
      '/accounts',
    ]) {
      expect(pathOf(readPlace(path))).toBe(path)
    }
    expect(readPlace('/')).toEqual({ kind: 'desk' })
    for (const path of ['/customers/x', '/customers/1/2', '/elsewhere', '/desk/1', '/calls/%zz']) {
      expect(readPlace(path)).toEqual({ kind: 'nowhere' })
    }
  })
})

describe('what was typed into a search field', () => {
  it('is a number or an id where it is digits, else a name', () => {
    expect(readQuery(' 030 / 90-1820 ')).toEqual([
      { number: '030 / 90-1820' },
      { externalId: '030 / 90-1820' },
    ])
    expect(readQuery('王明')).toEqual([{ name: '王明' }])
    expect(readQuery('SC-10001')).toEqual([{ externalId: 'SC-10001' }, { name: 'SC-10001' }])
    expect(readQuery('Anna Sommerfeld')).toEqual([{ name: 'Anna Sommerfeld' }])
  })

  it('asks for whole days by the clock on the wall, and the order fits its schema', () => {
    const order = toOrder({
      ...noFields,
      text: ' 王明 ',
      from: '2026-11-01',
      until: '2026-11-01',
      queue: 'q',
    })
    // The space behind the last word says that it is whole.
    expect(order.text).toBe('王明 ')
    expect((order.until ?? 0) - (order.from ?? 0)).toBe(24 * 3_600_000)
    expect(searchOrder.safeParse({ ...order, most: 25 }).success).toBe(true)
  })

  it('leaves out what was not filled in', () => {
    expect(toOrder(noFields)).toEqual({ text: '', order: 'newest' })
  })
})
