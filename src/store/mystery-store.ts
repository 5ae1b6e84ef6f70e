export interface MysteryStore {
  /** When each test call was placed last, and whether somebody wants it at once. */
  readMysteryTurns(): Promise<readonly MysteryTurn[]>
  /** Somebody wants it placed at once, by whichever node. */
  askMysteryCall(wish: { readonly test: string; readonly at: number; readonly by: string }): Promise<void>
  /**
   * Takes a test call on if nobody else places it and it is due: it was asked for, or was begun no later than `notSince`
   * (ms). Null where it is somebody else's. The turn is free again after `leaseUntil`, should this node be gone by then.
   */
  takeMysteryTurn(wanted: {
    readonly test: string
    readonly node: string
    readonly now: number
    readonly notSince: number
    readonly leaseUntil: number
  }): Promise<{ readonly askedBy: string | null } | null>
  /** Writes what came of it and gives the turn back. */
  finishMysteryRun(run: MysteryRun, node: string): Promise<void>
  /** Of each test, the newest first. */
  readMysteryRuns(test: string, most: number): Promise<readonly MysteryRun[]>
  /** Forgets runs and the calls of tests from before these instants (ms), in one small batch; true if more is left. */
  forgetMystery(before: { readonly runs: number; readonly calls: number }, most: number): Promise<boolean>
}

export interface MysteryTurn {
  readonly test: string
  readonly beganAt: number | null
  readonly askedAt: number | null
  readonly leaseUntil: number | null
}

export interface MysteryRun {
  readonly id: string
  readonly test: string
  /** Null where it came to no call. */
  readonly callId: string | null
  readonly beganAt: number
  readonly endedAt: number
  readonly result: 'passed' | 'late' | 'wrong' | 'failed'
  readonly stoppedAt: string | null
  readonly why: string | null
  /** JSON. */
  readonly faults: string
  /** JSON. */
  readonly steps: string
  readonly askedBy: string | null
}
