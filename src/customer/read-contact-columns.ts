import { UnreadableFile } from './decode-file.ts'

const fieldNames = {
  externalId: 'externalid external extid id messageid ticketid',
  customer:
    'customer customerid customerexternalid customernumber kundennummer kundennr 客户编号 客户id 顧客番号',
  channel: 'channel kanal type medium 渠道 频道',
  direction: 'direction richtung 方向',
  startedAt: 'startedat at date datetime time timestamp datum zeitpunkt sentat receivedat 时间 日期 日時',
  endedAt: 'endedat until ende',
  number: 'number phone phonenumber telefon rufnummer 电话 電話番号',
  agentName: 'agent agentname bearbeiter mitarbeiter 坐席 客服',
  queue: 'queue warteschlange 队列',
  outcome: 'outcome ergebnis 结果',
  disposition: 'disposition abschluss',
  sentiment: 'sentiment mood stimmung 情绪 心情 المزاج',
  subject: 'subject betreff title 主题 件名 الموضوع',
  thread: 'thread threadid conversation conversationid',
  text: 'text body content note message inhalt nachricht 内容 正文 本文 النص',
} as const

export type ContactField = keyof typeof fieldNames

const fieldByName = new Map<string, ContactField>()
for (const [field, names] of Object.entries(fieldNames)) {
  for (const name of names.split(' ')) fieldByName.set(name, field as ContactField)
}

export interface ContactColumns {
  readonly fields: ReadonlyMap<ContactField, { readonly place: number; readonly header: string }>
  /** Headers that name nothing we know: shown to whoever imports. */
  readonly ignored: readonly string[]
  readonly count: number
}

/**
 * What the columns of a file of contacts are, by their names. Throws UnreadableFile where the file could only be misread:
 * without an id of its own a row would be there twice after a second import.
 */
export function readContactColumns(headers: readonly string[]): ContactColumns {
  const fields = new Map<ContactField, { place: number; header: string }>()
  const ignored: string[] = []
  headers.forEach((header, place) => {
    const name = header
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s_\-.:()*#/]/g, '')
    const field = fieldByName.get(name)
    const other = field && fields.get(field)
    if (other) throw new UnreadableFile(`Two columns are both ${field}: "${other.header}" and "${header}".`)
    if (field) fields.set(field, { place, header: header.trim() })
    else if (name !== '') ignored.push(header.trim())
  })
  for (const needed of ['externalId', 'channel', 'startedAt'] as const) {
    if (!fields.has(needed)) throw new UnreadableFile(`There is no column ${needed}.`)
  }
  return { fields, ignored, count: headers.length }
}
