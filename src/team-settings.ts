interface Teams {
  readonly teams: readonly { readonly id: string; readonly queues: readonly string[] }[]
}

interface TeamsInHouse extends Teams {
  readonly sources: readonly { readonly queues: readonly { readonly id: string }[] }[]
  readonly apiTokens: readonly { readonly teams?: readonly string[] | undefined }[]
}

/** Teams of one id, queues that are nobody's or two teams', and tokens for teams that there are not. */
export function teamFaults({ teams, sources, apiTokens }: TeamsInHouse): { path: string; message: string }[] {
  const queues = new Set(sources.flatMap((source) => source.queues.map(({ id }) => id)))
  const faults: { path: string; message: string }[] = []
  const served = new Map<string, string>()
  teams.forEach((team, n) => {
    if (teams.findIndex(({ id }) => id === team.id) < n) {
      faults.push({ path: `teams[${n}].id`, message: `there is another team of the id ${team.id}` })
    }
    team.queues.forEach((queue, k) => {
      const path = `teams[${n}].queues[${k}]`
      const other = served.get(queue)
      if (!queues.has(queue)) faults.push({ path, message: `no source has a queue of the id ${queue}` })
      if (other !== undefined) faults.push({ path, message: `the team ${other} serves this queue already` })
      served.set(queue, team.id)
    })
  })
  apiTokens.forEach((token, n) => {
    for (const id of token.teams ?? []) {
      if (teams.some((team) => team.id === id)) continue
      faults.push({ path: `apiTokens[${n}].teams`, message: `there is no team of the id ${id}` })
    }
  })
  return faults
}

/** Whose teams there are: as accounts have it, and queues by the configuration. */
export function teamsOfHouse(
  config: Teams,
  agents: { readonly teamOf: (accountId: string) => string | null },
) {
  const queues = teamsOfQueues(config)
  return { ofAgent: agents.teamOf, ofQueue: (queue: string) => queues.get(queue) ?? null }
}

/** The team that serves a queue, by the queue's id. */
export function teamsOfQueues({ teams }: Teams): ReadonlyMap<string, string> {
  return new Map(teams.flatMap(({ id, queues }) => queues.map((queue) => [queue, id] as const)))
}
