import { Refusal } from '../errors.ts'

/** The engine cannot be reached, or takes nothing at the moment: what was asked may be asked again in a while. */
export class EngineAway extends Refusal {
  /** The connection was lost between the commit and its answer: what was to be written may stand or not. */
  readonly mayBeWritten: boolean

  constructor(cause: unknown, mayBeWritten = false) {
    super('store-unavailable', { cause })
    this.mayBeWritten = mayBeWritten
  }
}
