import { z } from 'zod'
import * as promises from './promise-api.ts'
import * as signals from './signal-api.ts'

const everyone = ['agent', 'supervisor', 'admin'] as const
const leads = ['supervisor', 'admin'] as const

const id = z.strictObject({ id: z.coerce.number().int() })
const nothing = z.undefined()
const list = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item) })
const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.int().nullable() })

/** What was promised to customers, and what other systems say of them. Part of `routes`. */
export const matterRoutes = {
  makePromise: {
    method: 'post',
    path: '/v1/promises',
    roles: everyone,
    summary: 'Promise something to a customer; with a known external id the stored one is given back',
    body: promises.newPromise,
    status: 201,
    response: promises.promise,
  },
  readPromises: {
    method: 'get',
    path: '/v1/promises',
    roles: leads,
    summary: 'Promises, the oldest first; `after` is the last id seen',
    query: promises.promiseQuery,
    response: page(promises.promise),
  },
  readDuePromises: {
    method: 'get',
    path: '/v1/promises/due',
    roles: leads,
    summary: 'What is to be kept soon, and what was broken and not made good; the soonest due first',
    query: promises.duePromiseQuery,
    response: promises.duePromisePage,
  },
  changePromise: {
    method: 'patch',
    path: '/v1/promises/:id',
    roles: everyone,
    summary: 'A promise is kept, released by the customer, moved, passed on, or made good; none is deleted',
    params: id,
    body: promises.promiseChange,
    response: promises.promise,
  },
  readOwnPromises: {
    method: 'get',
    path: '/v1/desk/promises',
    roles: everyone,
    summary: 'What one has promised and has not kept, soonest first, broken ones among them',
    response: list(promises.promise),
  },
  readColleagues: {
    method: 'get',
    path: '/v1/desk/colleagues',
    roles: everyone,
    summary: 'To whom something can be passed on',
    response: list(promises.colleague),
  },
  readCustomerPromises: {
    method: 'get',
    path: '/v1/customers/:id/promises',
    roles: everyone,
    summary: 'What was promised to a customer, and what became of it; the oldest first',
    params: id,
    response: list(promises.promise),
  },
  reportPromises: {
    method: 'get',
    path: '/v1/reports/promises',
    roles: leads,
    summary: 'Promises made, kept, broken and open in a month, by owner and by standing promise',
    query: promises.promiseReportQuery,
    response: promises.promiseReport,
  },

  postSignal: {
    method: 'post',
    path: '/v1/signals',
    roles: leads,
    summary: 'Say what has happened, or will happen, to a customer; the same again changes nothing',
    body: signals.newSignal,
    response: signals.signalPosted,
  },
  postSignals: {
    method: 'post',
    path: '/v1/signals/bulk',
    roles: leads,
    summary: 'The same of many: one JSON object a line, or a JSON array; each stands or is refused by itself',
    upload: 'application/x-ndjson',
    response: signals.signalReport,
  },
  readSignals: {
    method: 'get',
    path: '/v1/signals',
    roles: leads,
    summary: 'Signals in force; `after` is the last id seen',
    query: signals.signalQuery,
    response: page(signals.signal),
  },
  readSignalTopics: {
    method: 'get',
    path: '/v1/signals/topics',
    roles: leads,
    summary: 'Topics in force: how many customers each hits, and how many have been told',
    response: signals.signalTopics,
  },
  withdrawSignals: {
    method: 'post',
    path: '/v1/signals/withdraw',
    roles: leads,
    summary: 'Withdraw one signal, or all of a topic',
    body: signals.signalWithdrawal,
    response: z.strictObject({ withdrawn: z.int() }),
  },
  signalTold: {
    method: 'post',
    path: '/v1/signals/:id/told',
    roles: everyone,
    summary: 'The customer has been told; agents say it of what leads a pop of theirs',
    params: id,
    status: 204,
    response: nothing,
  },
  reachOut: {
    method: 'post',
    path: '/v1/signals/reach-out',
    roles: leads,
    summary: 'Plan callbacks, or send messages, to those who are hit and have not been told',
    body: signals.outreachOrder,
    response: signals.outreachDone,
  },
} as const
