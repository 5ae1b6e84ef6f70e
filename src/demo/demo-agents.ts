/** Those who work at the demo house; all sign in with the demo's password. An agent has one extension, at both desks. */
export const demoAgents = [
  {
    id: 'alice',
    login: 'alice',
    name: 'Alice Wong',
    role: 'agent',
    language: 'en',
    extension: '1001',
    team: 'hongkong',
  },
  {
    id: 'bob',
    login: 'bob',
    name: 'Bob Keller',
    role: 'agent',
    language: 'en',
    extension: '1002',
    team: 'berlin',
  },
  {
    id: 'carol',
    login: 'carol',
    name: 'Carol Lin',
    role: 'agent',
    language: 'zh-CN',
    extension: '1003',
    team: 'hongkong',
  },
  {
    id: 'mei',
    login: 'mei',
    name: 'Mei Tam',
    role: 'agent',
    language: 'zh-CN',
    extension: '1004',
    team: 'hongkong',
  },
  {
    id: 'ravi',
    login: 'ravi',
    name: 'Ravi Menon',
    role: 'agent',
    language: 'en',
    extension: '1005',
    team: 'hongkong',
  },
  {
    id: 'dana',
    login: 'dana',
    name: 'Dana Krüger',
    role: 'agent',
    language: 'en',
    extension: '1006',
    team: 'berlin',
  },
  {
    id: 'emre',
    login: 'emre',
    name: 'Emre Aydın',
    role: 'agent',
    language: 'en',
    extension: '1007',
    team: 'berlin',
  },
  { id: 'sam', login: 'sam', name: 'Sam Rivera', role: 'supervisor', language: 'en', extension: null },
  {
    id: 'petra',
    login: 'petra',
    name: 'Petra Vogel',
    role: 'supervisor',
    language: 'en',
    leads: ['berlin'],
    extension: null,
  },
  { id: 'admin', login: 'admin', name: 'Ada Novak', role: 'admin', language: 'en', extension: null },
  { id: 'auditor', login: 'auditor', name: 'Ines Moreau', role: 'auditor', language: 'en', extension: null },
] as const

/** Whom the demo's own calls ring at. */
export type DemoAgent = 'alice' | 'bob' | 'carol'
/** All who have taken calls in the past weeks. */
export type DemoColleague = DemoAgent | 'mei' | 'ravi' | 'dana' | 'emre'

/** An agent as the demo phone system knows one. */
export function extensionOf(agent: DemoAgent): { readonly extension: string } {
  const found = demoAgents.find((one) => one.id === agent)
  return { extension: found?.extension ?? '' }
}

export function nameOf(agent: DemoAgent): string {
  return demoAgents.find((one) => one.id === agent)?.name ?? agent
}
