import type { Task, TaskToPlan } from './task-store.ts'
import type { OutsideMessage } from './webhook-store.ts'

/** What decides whether somebody is asked how a call was. */
export interface CallToSurvey {
  readonly callId: string
  readonly direction: string
  readonly queue: string | null
  readonly answeredAt: number | null
  readonly customerId: number | null
  readonly numberKey: string | null
  readonly presentation: string
  readonly agentId: string | null
  /** Of the customer; null where there is none. */
  readonly customer: {
    readonly externalId: string | null
    readonly kind: string
    readonly language: string | null
    readonly timeZone: string | null
    readonly wishes: readonly string[]
    /** JSON; see wire/wishes.ts. */
    readonly statedWishes: string | null
  } | null
}

export interface SurveyToSend {
  readonly id: string
  readonly tokenHash: string
  readonly name: string
  readonly callId: string
  readonly customerId: number | null
  readonly numberKey: string | null
  readonly queue: string | null
  readonly language: string
  readonly sentAt: number
  readonly expiresAt: number
  /** Nobody is asked again who was since this instant. */
  readonly notSince: number
  /** What the house's gateway is told, written together with it. */
  readonly outside: readonly OutsideMessage[]
}

export interface StoredSurvey {
  readonly id: string
  readonly name: string
  readonly callId: string
  readonly customerId: number | null
  readonly externalId: string | null
  readonly numberKey: string | null
  readonly queue: string | null
  readonly language: string
  readonly expiresAt: number
  readonly answeredAt: number | null
}

export interface SurveyAnswer {
  readonly satisfaction: number | null
  readonly recommendation: number | null
  readonly effort: number | null
  /** Card numbers masked. */
  readonly text: string
  readonly isBad: boolean
  readonly at: number
  /** What stands in the customer's history. */
  readonly summary: string
  readonly outside: readonly OutsideMessage[]
  /** What is planned because of it. */
  readonly task: TaskToPlan | null
  /** What is told of that task, written together with it. */
  readonly newsOfTask: (task: Task, externalId: string | null) => readonly OutsideMessage[]
}

export interface SurveyStore {
  readCallToSurvey(callId: string): Promise<CallToSurvey | null>
  /** False where this call has been asked about already, or the customer lately: nothing is written or told then. */
  sendSurvey(survey: SurveyToSend): Promise<boolean>
  readSurvey(tokenHash: string): Promise<StoredSurvey | null>
  /** The first answer counts. False where it is answered already or over: nothing is written then. */
  answerSurvey(id: string, answer: SurveyAnswer): Promise<boolean>
  /** When the customer's last answer was, if it was a bad one; null where it was not, or is older than `since` (ms). */
  readDissatisfied(customerId: number, since: number): Promise<number | null>
  /** Forgets, in one small batch, what nobody has answered and nobody can any more; true if more is left. */
  forgetSurveys(expiredBefore: number, most: number): Promise<boolean>
}
