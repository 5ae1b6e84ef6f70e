import type { FieldName } from './search-tokens.ts'

/** What a field of a query is about. */
export type FieldKind =
  | 'agent'
  | 'team'
  | 'queue'
  | 'channel'
  | 'direction'
  | 'result'
  | 'tier'
  | 'mood'
  | 'cause'
  | 'case'
  | 'promise'
  | 'number'
  | 'customer'
  | 'subject'
  | 'longer'
  | 'shorter'
  | 'from'
  | 'until'
  | 'on'

/** What people may write before the colon, in the languages of the desktop. */
const names: Readonly<Record<FieldKind, readonly string[]>> = {
  agent: ['agent', 'by', '坐席', '座席', '客服'],
  team: ['team', '团队', '班组'],
  queue: ['queue', 'line', '队列', '热线'],
  channel: ['channel', 'via', '渠道'],
  direction: ['direction', '方向'],
  result: ['result', 'disposition', '结果', '小结'],
  tier: ['tier', 'level', '等级', '级别'],
  mood: ['mood', 'sentiment', '情绪'],
  cause: ['cause', 'rootcause', '原因', '根因'],
  case: ['case', '个案', '工单'],
  promise: ['promise', '承诺'],
  number: ['number', 'phone', 'tel', '号码', '电话'],
  customer: ['customer', 'name', '客户', '姓名'],
  subject: ['subject', '主题'],
  longer: ['longer', 'over', '长于', '超过'],
  shorter: ['shorter', 'under', '短于', '少于'],
  from: ['from', 'since', 'after', '从', '自'],
  until: ['until', 'to', 'before', '到', '至'],
  on: ['on', 'date', 'day', '日期'],
}

const kinds = new Map(
  Object.entries(names).flatMap(([kind, all]) => all.map((name) => [name, kind as FieldKind] as const)),
)

export function kindOfField(name: string): FieldKind | null {
  return kinds.get(name.normalize('NFKC').toLowerCase()) ?? null
}

/** Fields whose words are looked for in this one place. */
export const placesOfField: Readonly<Partial<Record<FieldKind, FieldName>>> = {
  customer: 'customerName',
  subject: 'subject',
}

/** Something that a field may mean. */
export interface Named {
  readonly id: string
  readonly names: readonly string[]
}

export const channels: readonly Named[] = [
  { id: 'call', names: ['call', 'phone', '电话', '通话'] },
  { id: 'e-mail', names: ['e-mail', 'email', 'mail', '邮件', '电子邮件'] },
  { id: 'chat', names: ['chat', '聊天', '在线聊天'] },
  { id: 'sms', names: ['sms', 'text', '短信'] },
  { id: 'letter', names: ['letter', 'post', '信件', '信函'] },
  { id: 'visit', names: ['visit', '来访', '到访'] },
  { id: 'survey', names: ['survey', '调查', '问卷'] },
]

export const directions: readonly Named[] = [
  { id: 'inbound', names: ['inbound', 'in', 'incoming', '呼入', '来电'] },
  { id: 'outbound', names: ['outbound', 'out', 'outgoing', '呼出', '去电'] },
  { id: 'internal', names: ['internal', '内部'] },
]

export const moods: readonly Named[] = [
  { id: 'positive', names: ['positive', 'good', 'happy', '满意', '积极', '正面'] },
  { id: 'neutral', names: ['neutral', '中性', '一般'] },
  { id: 'negative', names: ['negative', 'bad', 'angry', 'unhappy', '不满', '消极', '负面'] },
]

export const promiseStates: readonly Named[] = [
  { id: 'open', names: ['open', '未完成', '进行中', '待办'] },
  { id: 'kept', names: ['kept', '已兑现', '已履行'] },
  { id: 'broken', names: ['broken', '未兑现', '已违约', '逾期'] },
  { id: 'released', names: ['released', '已解除', '已免除'] },
]

export const rootCauseNames: readonly Named[] = [
  { id: 'expectation', names: ['expectation', '期望'] },
  { id: 'product', names: ['product', '产品'] },
  { id: 'process', names: ['process', '流程'] },
  { id: 'hand-over', names: ['hand-over', 'handover', '交接'] },
  { id: 'employee', names: ['employee', 'staff', '员工'] },
  { id: 'customer-use', names: ['customer-use', 'customer use', '使用方式'] },
  { id: 'outside', names: ['outside', '外部原因', '外部'] },
]
