export interface StoredReview {
  readonly id: string
  readonly callId: string
  /** Whose call it was. */
  readonly accountId: string
  readonly agentName: string | null
  readonly reviewerId: string
  readonly reviewerName: string
  readonly formId: string
  /** The questions as they stood: JSON. */
  readonly form: string
  readonly formVersion: number
  /** By the id of the question: JSON. */
  readonly answers: string
  /** In parts of a thousand of what could be reached; null where the form gives no points. */
  readonly score: number | null
  readonly comment: string
  readonly at: number
  readonly seenAt: number | null
  readonly reply: string | null
  readonly repliedAt: number | null
}

export interface QualityStore {
  /** The number of this version of a form; one that is new gets the next. */
  keepForm(id: string, body: string, at: number): Promise<number>
  /** False where this agent's part of the call was reviewed before. */
  addReview(
    review: Omit<StoredReview, 'form' | 'agentName' | 'seenAt' | 'reply' | 'repliedAt'>,
  ): Promise<boolean>
  readReview(id: string): Promise<StoredReview | null>
  /** The newest first; of one agent, or (null) of those whose teams are seen. */
  readReviews(wanted: {
    readonly accountId: string | null
    readonly teams: readonly string[] | null
    readonly from: number
    readonly until: number
    readonly most: number
  }): Promise<readonly StoredReview[]>
  /** The agent has seen it or, with words, answered it. False where it is not theirs. */
  answerReview(wanted: {
    readonly id: string
    readonly accountId: string
    readonly reply: string | null
    readonly at: number
  }): Promise<boolean>
  readTicks(
    accountId: string,
    day: string,
  ): Promise<readonly { readonly item: string; readonly at: number }[]>
  tick(wanted: {
    readonly accountId: string
    readonly day: string
    readonly item: string
    readonly done: boolean
    readonly at: number
  }): Promise<void>
}

/** A call that may be reviewed, as the thread that draws the sample reads it. */
export interface CallToReview {
  readonly id: number
  readonly callId: string
  readonly accountId: string
  readonly agentName: string | null
  readonly customerName: string | null
  readonly startedAt: number
  readonly endedAt: number | null
  readonly queueName: string | null
  readonly disposition: string | null
  readonly isReviewed: 0 | 1
  readonly isComplaint: 0 | 1
  readonly isBadSurvey: 0 | 1
}

export interface CallsToReviewOrder {
  readonly from: number
  readonly until: number
  /** The id of the last one; 0 at first. */
  readonly after: number
  readonly teams: readonly string[] | null
  readonly most: number
}
