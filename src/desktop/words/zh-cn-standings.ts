import type { enStandings } from './en-standings.ts'

export const zhCnStandings: typeof enStandings = {
  heading: '价值与风险',
  intro:
    '谁最可能流失、谁对公司最有价值：依据承诺、未结工单和往来统计。每次联系或违背承诺后重新评估；绝不影响对待客户的方式。',
  order: '排序',
  by: { risk: '流失风险', value: '价值' },
  customer: '客户',
  tier: '等级',
  risk: '流失风险',
  value: '价值',
  levels: { none: '无迹象', some: '可能流失', high: '很可能流失' },
  points: (points) => `${points} 分`,
  ofHundred: (value) => `${value}（满分 100）`,
  unknown: '信息太少',
  why: '原因',
  whyOf: (name) => `${name} 的评估原因`,
  none: {
    risk: '没有任何客户显示流失迹象。',
    value: '尚无客户有足够信息评估价值：请导入收入、潜力或推荐客户数。',
  },
}
