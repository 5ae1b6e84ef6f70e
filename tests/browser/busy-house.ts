import type { AccountView, Me, Role } from '../../src/wire/access-api.ts'

/** The clock of the pictures: Tuesday, 24 November 2026, 10:12 in Berlin. */
export { storyTime } from './stories.ts'

/** As many as a house of middling size has, two phone systems, three scripts, and names of every length. */
export const queues = [
  ['main', 'service', 'Service'],
  ['main', 'parcels', 'Where is my parcel'],
  ['main', 'claims', 'Damage and loss'],
  ['main', 'invoices', 'Invoices and reminders'],
  ['main', 'business', 'Business customers, framework agreements and tenders'],
  ['main', 'zh', '中文客服'],
  ['main', 'ar', 'خدمة العملاء'],
  ['main', 'customs', 'Zoll und Ausfuhrbegleitdokumente'],
  ['cloud', 'sales', 'Sales'],
  ['cloud', 'zh-sales', '大客户合同与续约专线'],
  ['cloud', 'returns', 'Returns'],
  ['cloud', 'night', 'Night line'],
] as const

export const agentNames = [
  'Alice Adams',
  'Ben Ortega',
  'Carol Müller',
  '陈嘉欣',
  'David Okonkwo',
  'Elif Yıldız',
  'فاطمة الزهراء بنت عبد الرحمن',
  'Gergő Szabó',
  'Hanna Lindqvist',
  'Ines Moreau',
  'Jürgen Freiherr von Wolkenstein-Hohenheim zu Unterbergen',
  '神田 さくら',
  'Kateřina Dvořáková',
  '李明',
  'Maria-Magdalena Hatzipetrou-Papadopoulou',
  'محمد العلي',
  'Nnamdi Eze',
  'Olena Шевченко',
  'Paul Grün',
  'Qin 秦晓东',
  'Rosa Ferreira',
  'Sven Åkesson',
  'Tomás Ó Briain',
  'Ulrike Voss',
  'Vũ Thị Ngọc',
  '王小红',
  'Xenia Baumgärtner',
  'யாழினி சுப்பிரமணியம்',
  'Yusuf Demir',
  'Zoë Claes',
  '赵雅婷',
  'Anton Huber',
  'Birgit Stein',
  'Chiara Conti',
  'Dmitri Orlov',
  'Emma Wilson',
  'Farid Rahimi',
  'Greta Holm',
  'Hugo Lefèvre',
  '周文静',
] as const

export const agentId = (name: string): string => `agent-${agentNames.indexOf(name as never) + 1}`

const teams = [
  { id: 'service', name: { en: 'Service', 'zh-CN': '客服' } },
  { id: 'claims', name: { en: 'Claims', 'zh-CN': '理赔' } },
  { id: 'accounts', name: { en: 'Accounts and invoices', 'zh-CN': '账务' } },
  { id: 'sales', name: { en: 'Sales', 'zh-CN': '销售' } },
]

const dispositions = [
  ['solved', 'Solved', '已解决'],
  ['follow-up', 'Somebody has to follow up', '需要跟进'],
  ['passed-on', 'Passed on to another department', '已转交其他部门'],
  ['wrong-number', 'Wrong number', '打错电话'],
] as const

const departments = [
  { id: 'depot', name: { en: 'Depot Vienna', 'zh-CN': '维也纳仓库' } },
  { id: 'claims', name: { en: 'Claims', 'zh-CN': '理赔部' } },
]

/** Who looks, and the house as their desktop is told of it. */
export function meAs(role: Role, language: 'en' | 'zh-CN'): Me {
  return {
    account: accountOf('sam', role === 'auditor' ? 'Ines Moreau' : 'Sam Whitfield', role, language),
    sources: ['main', 'cloud'],
    queues: queues.map(([source, id, name]) => ({ source, id, name })),
    facts: [],
    dispositions: dispositions.map(([id, en, zh]) => ({ id, name: { en, 'zh-CN': zh }, parent: null })),
    snippets: [],
    tiers: ['standard', 'silver', 'gold'],
    departments,
    teams,
    verificationMethods: [{ id: 'questions', name: { en: 'Security questions', 'zh-CN': '安全问题' } }],
    embedAncestors: [],
    demo: false,
  }
}

/** The day after it was set up. */
export function meInNewHouse(role: Role, language: 'en' | 'zh-CN'): Me {
  return { ...meAs(role, language), queues: [], teams: [], departments: [], sources: ['main'] }
}

function accountOf(id: string, name: string, role: Role, language: string): AccountView {
  return { id, login: id, name, role, language, disabled: false, extensions: [], team: null, leads: null }
}

export const accounts: readonly AccountView[] = [
  accountOf('sam', 'Sam Whitfield', 'supervisor', 'en'),
  ...agentNames.map((name) => ({
    ...accountOf(agentId(name), name, 'agent' as const, 'en'),
    team: 'service',
  })),
]
