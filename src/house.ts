import type { CountingPolicy } from './count-call.ts'
import type { Directories } from './directories/open-directories.ts'
import type { FactsOfCalls } from './facts-of-calls.ts'
import type { HouseBearings } from './house-bearings.ts'
import type { Meters } from './metrics.ts'
import type { RecognitionPolicy } from './recognition/recognition-policy.ts'
import type { DisclosurePolicy } from './screenpop/disclose.ts'
import type { GreetingBook } from './screenpop/greet.ts'
import type { SourceDesk } from './source-desk.ts'
import type { StandingPromise } from './standing-promises.ts'
import type { DeskMessage } from './store/call-store.ts'
import type { Store } from './store/store.ts'
import type { Telling } from './webhooks/open-telling.ts'

/** What the way of a call is handed: the verbs of the store it uses, sources, agents, the wire out, the clock. */
export interface House {
  readonly name: string
  readonly store: Pick<
    Store,
    | 'readCall'
    | 'followCall'
    | 'findCallers'
    | 'readMattersOfNumber'
    | 'readCard'
    | 'takeDialled'
    | 'readCustomersSeenWith'
    | 'findShownCalls'
    | 'findSilentCalls'
    | 'findOldWrapUps'
    | 'recordJudgement'
    | 'recordRendered'
  >
  readonly sources: ReadonlyMap<string, SourceDesk>
  readonly agents: {
    readonly resolve: (reference: { extension: string }, source: string) => string | null
    readonly nameOf: (accountId: string) => string | null
  }
  /** A department by its id, in the house's language. */
  readonly nameOfDepartment: (id: string) => string
  readonly deliver: (messages: readonly DeskMessage[]) => void
  readonly liveCallsChanged: () => void
  /** Where the house's own CRM has a customer's page, with placeholders. */
  readonly crmUrl: string | null
  /** Outside directories, for numbers of which nobody is known here. */
  readonly directories: Pick<Directories, 'none' | 'ask'>
  /** What other systems are told. */
  readonly outside: Pick<Telling, 'messagesOf' | 'told'>
  /** Told once a call's end is stored. */
  readonly callEnded?: (callId: string) => void
  readonly meters: Meters
  /** How the house words its greetings. */
  readonly greetings: GreetingBook
  readonly policy: Policy
  readonly bearings: HouseBearings
  /** What callers answer, and what the house asks them for. */
  readonly facts: FactsOfCalls
  /** The wall clock, ms. */
  readonly now: () => number
  /** The time by which something is over or too old; see cautiousClock(), ms. */
  readonly cautiousNow: () => number
  /** A clock that never jumps, ms with fractions: for durations. */
  readonly elapsed: () => number
}

export interface Policy {
  /** By which calls are counted for the live view; not counted if it is left out. */
  readonly live?: CountingPolicy
  /** What the house promises everybody; nothing if it is left out. */
  readonly standing?: readonly StandingPromise[]
  readonly recognition: RecognitionPolicy
  readonly disclosure: DisclosurePolicy
  /** Tiers whose customers are thanked when they are greeted. */
  readonly honouredTiers: readonly string[]
  readonly ringGroupStage: 'first-name' | 'full'
  readonly staleRingSeconds: number
  readonly silentCallMinutes: number
  readonly unansweredCallMinutes: number
  readonly wrapUpMinutes: number
}
