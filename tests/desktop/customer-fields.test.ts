import { describe, expect, it } from 'vitest'
import {
  emptyCustomer,
  fieldsOf,
  toChange,
  toNewCustomer,
} from '../../src/desktop/customer/customer-fields.ts'
import { noMetrics } from '../../src/desktop/customer/metric-fields.ts'
import { emptyWish } from '../../src/desktop/customer/new-wish.ts'
import { type CustomerView, customer } from '../../src/wire/customer-api.ts'

const at = Date.parse('2019-03-01T15:30:00Z')
const anna: CustomerView = customer.parse({
  ...toNewCustomer({ ...emptyCustomer, name: 'Anna', numbers: [] }),
  id: 7,
  metrics: { revenue: 1200.5, costToServe: -3, since: at },
  heldBack: [],
  version: 4,
  createdAt: at,
  updatedAt: at,
})

describe('a customer in the form', () => {
  it('sends only what was changed: of value signals none, or all of them', () => {
    const fields = fieldsOf(anna)
    expect(toChange(anna, fields)).toEqual({ version: 4 })
    const changed = { ...fields, metrics: { ...fields.metrics, revenue: '2e3', costToServe: '' } }
    expect(toChange(anna, changed)).toEqual({ version: 4, metrics: { revenue: 2000, since: at } })
    expect(toChange(anna, { ...fields, metrics: noMetrics })).toEqual({ version: 4, metrics: null })
    const later = { ...fields, metrics: { ...fields.metrics, since: '2020-02-29' } }
    expect(toChange(anna, later).metrics).toMatchObject({ since: Date.parse('2020-02-29') })
  })

  it('zero is an amount, an empty field none', () => {
    const metrics = { ...noMetrics, revenue: '0', referrals: ' 3 ' }
    expect(toNewCustomer({ ...emptyCustomer, metrics }).metrics).toEqual({ revenue: 0, referrals: 3 })
    expect(toNewCustomer(emptyCustomer).metrics).toBeNull()
  })

  it('takes the wish that is being typed with it', () => {
    const typed = { ...emptyWish, kind: 'note', words: ' never before ten ' } as const
    expect(toChange(anna, { ...fieldsOf(anna), newWish: typed }).contactWishes).toMatchObject([
      { kind: 'note', text: 'never before ten' },
    ])
    expect(toChange(anna, { ...fieldsOf(anna), newWish: { ...typed, words: ' ' } })).toEqual({ version: 4 })
  })
})
