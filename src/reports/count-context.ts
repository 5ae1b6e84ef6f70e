import type { ReportSettings } from './report-kind.ts'

/** What those who count ask of the house. */
export interface CountContext {
  readonly settings: ReportSettings
  /** The hour that the house's clock shows, 0 to 23. */
  hourOf(instant: number): number
  /** Where this agent works; empty where nobody has said. */
  teamOfAgent(accountId: string): string
  /** Which team serves this queue; empty where none does. */
  teamOfQueue(queue: string): string
}

/** Whose a contact is: the agent's who had it, else the queue's, else nobody's. */
export function teamOf(
  { agent, queue }: { readonly agent: string | null; readonly queue: string | null },
  context: Pick<CountContext, 'teamOfAgent' | 'teamOfQueue'>,
): string {
  if (agent !== null) return context.teamOfAgent(agent)
  return queue === null ? '' : context.teamOfQueue(queue)
}
