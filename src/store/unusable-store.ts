/**
 * The store cannot be opened, or must not be touched: `message` says what is wrong, which file it is and what to do, in
 * words that may be shown to whoever runs the house.
 */
export class UnusableStore extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
  }
}
