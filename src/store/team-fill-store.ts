export interface TeamFillStore {
  /**
   * Gives the newest of the interactions that were written before there were teams the team that they belong to as accounts
   * and queues are now, at most so many. Begins so many ms (`after`) after teams were configured first, and goes on where it
   * was left, whichever node asks. False when there is nothing more to do at the moment.
   */
  fillTeams(now: number, after: number, most: number): Promise<boolean>
}
