import type { Said } from './said.ts'

/** The extensions of those whom a step names. */
export function extensionsIn({ agents = [] }: Said): string[] {
  return agents.flatMap((one) => ('extension' in one ? [one.extension] : []))
}
