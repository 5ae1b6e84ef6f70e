import type { AccountStore } from './account-store.ts'
import type { AlertStore } from './alert-store.ts'
import type { CallStore } from './call-store.ts'
import type { CaseStore } from './case-store.ts'
import type { CustomerStore } from './customer-store.ts'
import type { DeskStore } from './desk-store.ts'
import type { DialStore } from './dial-store.ts'
import type { DigestStore } from './digest-store.ts'
import type { ExplainStore } from './explain-store.ts'
import type { ExportStore } from './export-store.ts'
import type { FactStore } from './fact-store.ts'
import type { FigureStore } from './figure-store.ts'
import type { GreetingStore } from './greeting-store.ts'
import type { GuidanceStore } from './guidance-store.ts'
import type { HistoryStore } from './history-store.ts'
import type { ImportStore } from './import-store.ts'
import type { LegStore } from './leg-store.ts'
import type { LiveStore } from './live-store.ts'
import type { MysteryStore } from './mystery-store.ts'
import type { OtherNodes } from './other-nodes.ts'
import type { PromiseStore } from './promise-store.ts'
import type { QualityStore } from './quality-store.ts'
import type { RereadingStore } from './rereading-store.ts'
import type { SavedSearchStore } from './saved-search-store.ts'
import type { SignalStore } from './signal-store.ts'
import type { StoreTrouble } from './store-trouble.ts'
import type { StoryStore } from './story-store.ts'
import type { SurveyStore } from './survey-store.ts'
import type { TaskStore } from './task-store.ts'
import type { TeamFillStore } from './team-fill-store.ts'
import type { WebhookStore } from './webhook-store.ts'

/**
 * What the house remembers, as verbs of the path. A room asks for the verbs it uses (`Pick<Store, 'followCall'>`). No
 * verb leaves a transaction open over an `await`; a write resolves once it is durable.
 */
export interface Store
  extends CallStore,
    LegStore,
    DeskStore,
    DigestStore,
    GuidanceStore,
    AccountStore,
    CustomerStore,
    FactStore,
    CaseStore,
    TaskStore,
    DialStore,
    HistoryStore,
    ImportStore,
    MysteryStore,
    ExportStore,
    QualityStore,
    RereadingStore,
    SavedSearchStore,
    TeamFillStore,
    ExplainStore,
    StoryStore,
    SurveyStore,
    WebhookStore,
    PromiseStore,
    SignalStore,
    AlertStore,
    GreetingStore,
    LiveStore,
    FigureStore {
  /** Rejects if the store cannot be read at the moment. */
  check(): Promise<void>
  /** What keeps it from its work at the moment, as the last writes and checks have shown; null while nothing does. */
  trouble(): StoreTrouble | null
  /** Null where one process has the store to itself. */
  readonly otherNodes: OtherNodes | null
  /** Lets what was begun be finished, then closes. */
  close(): Promise<void>
}
