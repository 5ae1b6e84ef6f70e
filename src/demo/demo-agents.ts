/** Those who work at the demo house; all sign in with the demo's password. An agent has one extension, at both desks. */
export const demoAgents = [
  { id: 'alice', login: 'alice', name: 'Alice Wong', role: 'agent', language: 'en', extension: '1001' },
  { id: 'bob', login: 'bob', name: 'Bob Keller', role: 'agent', language: 'en', extension: '1002' },
  { id: 'carol', login: 'carol', name: 'Carol Lin', role: 'agent', language: 'zh-CN', extension: '1003' },
  { id: 'sam', login: 'sam', name: 'Sam Rivera', role: 'supervisor', language: 'en', extension: null },
  { id: 'admin', login: 'admin', name: 'Ada Novak', role: 'admin', language: 'en', extension: null },
] as const

export type DemoAgent = 'alice' | 'bob' | 'carol'

/** An agent as the demo phone system knows one. */
export function extensionOf(agent: DemoAgent): { readonly extension: string } {
  const found = demoAgents.find((one) => one.id === agent)
  return { extension: found?.extension ?? '' }
}

export function nameOf(agent: DemoAgent): string {
  return demoAgents.find((one) => one.id === agent)?.name ?? agent
}
