/** Which leg of a conversation belongs to which call, where a phone system does not say so in each event. */
export interface LegStore {
  /** The call that a leg belongs to; the leg itself where nothing is known of it. */
  callOfLeg(source: string, leg: string): Promise<string>
  /**
   * `leg` belongs to what `of` belongs to. Nothing is linked to a call that has ended, nor a leg whose own call has ended:
   * what has ended stays as it is. Resolves once it is durable.
   */
  linkLeg(link: {
    readonly source: string
    readonly leg: string
    readonly of: string
    readonly now: number
  }): Promise<LinkedLeg>
  /**
   * The drafts of one call become those of another, where that has none by the same agent, and what was said on it was said
   * on the other.
   */
  moveDrafts(fromCallId: string, toCallId: string): Promise<void>
}

export interface LinkedLeg {
  /** The call that the leg belongs to from now on. */
  readonly call: string
  /** A call that was begun for the leg before anybody knew, and lives: its events belong to `call`. */
  readonly apart: string | null
}
