import type { Config } from './config.ts'
import type { Me } from './wire/access-api.ts'
import { flatDispositions } from './wrap-up-settings.ts'

/** What of the configuration pages and programs are told. */
export function houseForDesktop(config: Config, demo: boolean): Omit<Me, 'account'> {
  return {
    sources: config.sources.map((one) => one.name),
    queues: config.sources.flatMap((one) =>
      one.queues.map(({ id, name }) => ({ source: one.name, id, name })),
    ),
    facts: config.facts.map(({ key, name, kind, choices, sensitive }) => ({
      key,
      name,
      kind,
      choices,
      sensitive,
    })),
    dispositions: flatDispositions(config.dispositions).map(({ id, name, parent }) => ({ id, name, parent })),
    tiers: config.tiers,
    departments: config.departments.map(({ id, name }) => ({ id, name })),
    teams: config.teams.map(({ id, name }) => ({ id, name })),
    snippets: config.snippets.map(({ key, text }) => ({ key, text })),
    verificationMethods: config.policy.verificationMethods.map(({ id, name }) => ({ id, name })),
    embedAncestors: [...config.embed.ancestors],
    demo,
  }
}
