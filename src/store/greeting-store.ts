/** How the house words one thing in one language; null where it was given back to the built-in text. */
export interface StoredGreeting {
  readonly language: string
  readonly phrase: string
  /** Counts from 1 for each language and phrase. */
  readonly version: number
  readonly text: string | null
  readonly accountId: string
  readonly at: number
}

/** A call that was looked at lately, for trying sentences on. */
export interface RecentCaller {
  readonly callId: string
  readonly source: string
  readonly direction: string
  readonly arrivedAt: number
  readonly numberKey: string | null
  readonly presentation: string
  readonly answeredBy: readonly string[]
  /** See readDecisions(). */
  readonly recognition: string
  readonly customerId: number | null
}

export interface GreetingStore {
  /** The newest version of everything that was ever worded here. */
  readGreetings(): Promise<readonly StoredGreeting[]>
  /** How many versions there are in all: grows with each change. */
  countGreetingVersions(): Promise<number>
  /** All versions of one wording, newest first, at most `most`. */
  readGreetingVersions(language: string, phrase: string, most: number): Promise<readonly StoredGreeting[]>
  /** Writes the next version; null if the newest one is not `expectedVersion` (0: there is none) any more. */
  putGreeting(
    greeting: Omit<StoredGreeting, 'version'> & { readonly expectedVersion: number },
  ): Promise<StoredGreeting | null>
  /** The last calls whose caller was looked up, newest first, at most `most`. */
  readRecentCallers(most: number): Promise<readonly RecentCaller[]>
}
