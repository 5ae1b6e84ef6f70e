import type { Role } from './access-api.ts'

/** The teams whose work somebody sees; null: all of them, and what is of no team. */
export type SeenTeams = readonly string[] | null

/** Admins see everything, a supervisor what they lead, an agent their own team, an auditor none of it. */
export function seenTeams(account: {
  readonly role: Role
  readonly team: string | null
  readonly leads: SeenTeams
}): SeenTeams {
  switch (account.role) {
    case 'admin':
      return null
    case 'supervisor':
      return account.leads
    case 'agent':
      return account.team === null ? [] : [account.team]
    case 'auditor':
      return []
  }
}

/** Whether something of this team is seen; what is of no team is seen only by those who see all. */
export function seesTeam(teams: SeenTeams, team: string | null): boolean {
  return teams === null || (team !== null && teams.includes(team))
}

/** Of all teams of the house those whose lists are not this person's. */
export function unseenTeams(all: readonly string[], seen: SeenTeams): readonly string[] {
  return all.filter((team) => !seesTeam(seen, team))
}

/**
 * Whose work a call or another contact is: of the team of the last of its agents who has one, else of the team that
 * serves its queue, else of none.
 */
export function teamOfContact(
  contact: { readonly agents: readonly string[]; readonly queue: string | null },
  teams: {
    readonly ofAgent: (accountId: string) => string | null
    readonly ofQueue: (queue: string) => string | null
  },
): string | null {
  const last = contact.agents.findLast((agent) => !agent.startsWith('?'))
  const own = last === undefined ? null : teams.ofAgent(last)
  return own ?? (contact.queue === null ? null : teams.ofQueue(contact.queue))
}
