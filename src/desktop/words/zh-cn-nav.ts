import type { enNav } from './en-nav.ts'

export const zhCnNav: typeof enNav = {
  nav: {
    label: '页面',
    groups: { now: '此刻', back: '回顾', house: '机构' },
    desk: '工作台',
    live: '实时通话',
    cases: '工单',
    promises: '承诺',
    search: '搜索',
    reports: '报表',
    standings: '价值与风险',
    customers: '客户',
    signals: '客户事件',
    imports: '导入',
    greetings: '问候语',
    guidance: '应答指引',
    accounts: '账号管理',
    quality: '质检',
    exports: '导出',
    'mystery-calls': '测试来电',
    webhooks: 'Webhook',
    walls: '墙面大屏',
    record: '审计记录',
    alerts: '提醒',
  },
}
