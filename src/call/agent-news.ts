/** What a phone system says of an agent: where they stand in one of its queues, or (`queue: null`) altogether. */
export interface AgentNews {
  readonly source: string
  /** As the phone system calls the agent: an extension, or a name of its own. */
  readonly agent: string
  /** What a person would call the agent, if the phone system has a name for them. */
  readonly name: string | null
  readonly queue: string | null
  /** Null: is a member of the queue no more, or has signed out. */
  readonly standing: AgentStanding | null
  /** False where it is an answer to what we asked, so that nobody knows since when it is so. */
  readonly isChange: boolean
}

export interface AgentStanding {
  readonly phone: PhoneState
  readonly paused: boolean
  readonly pauseReason: string | null
}

/** `away`: the phone is not registered. */
export const phoneStates = ['free', 'ringing', 'on-call', 'on-hold', 'away', 'unknown'] as const
export type PhoneState = (typeof phoneStates)[number]
