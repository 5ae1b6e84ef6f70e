import type { Config } from './config.ts'
import type { Me } from './wire/access-api.ts'

/** What of the configuration pages and programs are told. */
export function houseForDesktop(config: Config, demo: boolean): Omit<Me, 'account'> {
  return {
    sources: config.sources.map((one) => one.name),
    queues: config.sources.flatMap((one) =>
      one.queues.map(({ id, name }) => ({ source: one.name, id, name })),
    ),
    dispositions: config.dispositions.map(({ id, name }) => ({ id, name })),
    facts: config.facts.map(({ key, name, kind, choices, sensitive }) => ({
      key,
      name,
      kind,
      choices,
      sensitive,
    })),
    tiers: config.tiers,
    departments: config.departments.map(({ id, name }) => ({ id, name })),
    verificationMethods: config.policy.verificationMethods.map(({ id, name }) => ({ id, name })),
    demo,
  }
}
