import type { ColumnKind } from '../wire/csv-line.ts'

export const exportKinds = ['interactions', 'customers', 'promises', 'cases', 'surveys', 'audit'] as const
export type ExportKind = (typeof exportKinds)[number]

type Columns = readonly (readonly [name: string, kind: ColumnKind])[]

const text = (...names: readonly string[]): Columns => names.map((name) => [name, 'text'])
const number = (...names: readonly string[]): Columns => names.map((name) => [name, 'number'])
const instant = (...names: readonly string[]): Columns => names.map((name) => [name, 'instant'])
const phones = (...names: readonly string[]): Columns => names.map((name) => [name, 'phones'])

/** What is written of each, in this order; names are what JSON Lines and the first line of a CSV have. */
export const exportColumns: Readonly<Record<ExportKind, Columns>> = {
  interactions: [
    ...number('id'),
    ...text('externalId', 'channel', 'direction'),
    ...instant('startedAt', 'endedAt'),
    ...number('customerId'),
    ...text('customerName'),
    ...phones('number'),
    ...text(
      'agentName',
      'team',
      'queueName',
      'outcome',
      'disposition',
      'subject',
      'text',
      'callId',
      'thread',
    ),
  ],
  customers: [
    ...number('id'),
    ...text('externalId', 'kind', 'name', 'givenName', 'familyName', 'title'),
    ...phones('numbers'),
    ...text('language', 'timeZone', 'tier', 'role', 'about'),
    ...number('belongsTo'),
    ...instant('createdAt', 'updatedAt'),
  ],
  promises: [
    ...number('id', 'customerId'),
    ...text('customerName', 'text', 'channel', 'owner', 'department', 'standing'),
    ...instant('madeAt', 'dueAt', 'firstDueAt'),
    ...text('state'),
    ...instant('settledAt', 'madeGoodAt'),
    ...text('note', 'callId'),
    ...number('caseId'),
  ],
  cases: [
    ...number('id'),
    ...text('externalId', 'reference'),
    ...number('customerId'),
    ...text('customerName', 'subject', 'state', 'owner', 'department', 'rootCause'),
    ...instant('complaintAt'),
    ...number('contacts'),
    ...instant('openedAt', 'closedAt', 'raisedAt'),
  ],
  surveys: [
    ...text('id', 'name', 'callId'),
    ...number('customerId'),
    ...text('customerName', 'queue', 'language'),
    ...instant('sentAt', 'answeredAt'),
    ...number('satisfaction', 'recommendation', 'effort'),
    ...text('comment', 'agentName'),
  ],
  audit: [
    ...number('id'),
    ...instant('at'),
    ...text('accountId', 'accountName', 'action', 'subject', 'detail'),
  ],
}
