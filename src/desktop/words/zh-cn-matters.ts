import type { enPromises, enSignals } from './en-matters.ts'

/** 坐席看到的承诺。 */
export const zhCnPromises: typeof enPromises = {
  mine: '我的承诺',
  none: '没有待兑现的承诺',
  kept: '已兑现',
  good: '已弥补',
  broken: '未兑现',
  newDate: '改期',
  passOn: '转交',
  released: '客户免除',
  toWhom: '转交给谁？',
  note: '备注',
  whyReleased: '客户为何免除',
  save: '保存',
  aside: '知道了',
  news: { due: '承诺即将到期', broken: '承诺未兑现', given: '有承诺转交给您' },
}

/** 主管看到的通知事项。 */
export const zhCnSignals: typeof enSignals = {
  heading: '客户事件',
  intro: '其他系统报告的、同时影响许多客户的事件，以及哪些客户已获告知。',
  none: '目前没有有效的事件',
  topic: '事件',
  severity: '严重程度',
  text: '发生了什么',
  customers: '客户数',
  toldCount: '已告知',
  until: '有效期至',
  customer: '客户',
  told: '告知',
  notTold: '尚未',
  how: { call: '通话中', person: '由同事', callback: '已安排回电', message: '已发消息' },
  markTold: '将所选标为已告知',
  withdraw: '撤回该事件',
  withdrawn: (many: string) => `已撤回 ${many} 条`,
  planAll: { callback: '为所有未告知者安排回电', message: '向所有未告知者发消息' },
  planChosen: {
    callback: (many: string) => `为所选 ${many} 位安排回电`,
    message: (many: string) => `向所选 ${many} 位发消息`,
  },
  reached: (planned: string, passedOver: string) => `已安排 ${planned} 位，跳过 ${passedOver} 位`,
  more: '下一页',
  back: '上一页',
}
