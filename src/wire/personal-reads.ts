import type { ServerToDesktop } from './desktop-events.ts'
import type { HourOfCalls } from './hour-api.ts'
import type { Report } from './report-api.ts'
import type { RouteName } from './routes.ts'

/**
 * What a route tells a person of customers, and by which row of the record that is seen. A new route says so here: the
 * compiler asks for it, and a test walks over every route and looks for personal data without a row.
 */
export type PersonalRead =
  /** Nothing of any customer but what whoever asks has just sent. */
  | 'none'
  /** What the pop of the call has shown, or what was written on it: the pop's row stands for it. */
  | 'pop'
  /** The handler writes the row, since it knows whose data it is. */
  | { readonly by: 'handler'; readonly action: string }
  /** Whoever binds the routes writes one for each answer; `subject` is what the path names, or a list. */
  | {
      readonly by: 'door'
      readonly action: string
      readonly subject: DoorSubject
      /** Whether this answer tells of a person at all; each does where nothing is said. */
      readonly tells?: (answer: unknown) => boolean
    }
  /** A list that refreshes by itself while it is looked at: one row at first, and one every ten minutes. */
  | { readonly by: 'glance'; readonly action: string; readonly subject: string }

type DoorSubject = 'customer' | 'call' | 'case' | 'interaction' | 'answer-interaction' | (string & {})

const handler = (action: string) => ({ by: 'handler', action }) as const
const door = (action: string, subject: DoorSubject) => ({ by: 'door', action, subject }) as const
const glance = (action: string, subject: string) => ({ by: 'glance', action, subject }) as const

export const personalReads: { readonly [N in RouteName]: PersonalRead } = {
  signIn: 'none',
  readSession: 'none',
  signOut: 'none',
  readMe: 'none',
  changeMe: 'none',
  readAccounts: 'none',
  createAccount: 'none',
  changeAccount: 'none',
  setAvailability: 'none',
  readRecentCalls: glance('read-recent-calls', 'own-calls'),
  readMissedCalls: glance('read-missed-calls', 'own-calls'),
  readFollowUps: glance('read-follow-ups', 'own-tasks'),
  closeFollowUp: 'none',
  readPop: 'pop',
  chooseIdentity: 'none',
  verifyCaller: 'none',
  takeBackVerification: 'none',
  readDraft: 'pop',
  readCallNotes: door('read-call-notes', 'call'),
  keepDraft: 'pop',
  saveWrapUp: 'none',
  readWrapUpTimes: 'none',
  readLiveCalls: glance('read-live-calls', 'live-calls'),
  readAgentStates: 'none',
  explainCall: handler('explain-call'),
  searchInteractions: handler('search-interactions'),
  countInteractions: 'none',
  readSavedSearches: 'none',
  saveSearch: 'none',
  changeSavedSearch: 'none',
  removeSavedSearch: 'none',
  addInteraction: door('add-interaction', 'answer-interaction'),
  addInteractions: 'none',
  readInteraction: handler('read-interaction'),
  changeInteraction: handler('change-interaction'),
  createCustomer: handler('create-customer'),
  readCustomer: handler('read-customer'),
  findCustomer: handler('find-customer'),
  changeCustomer: handler('change-customer'),
  mergeCustomer: handler('merge-customer'),
  readCustomerInteractions: handler('read-customer-interactions'),
  readCases: handler('read-customer-cases'),
  openCase: door('open-case', 'customer'),
  closeCase: 'none',
  changeCase: door('change-case', 'case'),
  readCaseEntries: handler('read-case-entries'),
  readPressingCases: glance('read-pressing-cases', 'cases'),
  readFacts: handler('read-facts'),
  putFact: handler('put-fact'),
  verifyFact: handler('verify-fact'),
  revealFact: handler('reveal-facts'),
  withdrawFact: handler('withdraw-fact'),
  findFacts: door('find-facts', 'facts'),
  changeFacts: 'none',
  putCallFact: 'pop',
  recordAskedAgain: 'none',
  reportAskedAgain: 'none',
  findGuidance: 'none',
  readGuidance: 'none',
  saveGuidance: 'none',
  removeGuidance: 'none',
  readGuidanceVersions: 'none',
  restoreGuidance: 'none',
  sendGuidance: 'none',
  readStanding: door('read-standing', 'customer'),
  readStandings: door('read-standings', 'standings'),
  readGreetings: 'none',
  readGreetingVersions: 'none',
  changeGreeting: 'none',
  giveBackGreeting: 'none',
  readGreetingCases: handler('read-greeting-cases'),
  tryGreeting: door('try-greeting', 'greetings'),
  readDueTasks: glance('read-due-tasks', 'own-tasks'),
  readTasks: glance('read-tasks', 'tasks'),
  planTask: door('plan-task', 'tasks'),
  stepTask: door('step-task', 'tasks'),
  readTaskAttempts: door('read-task-attempts', 'tasks'),
  readCustomerTasks: door('read-customer-tasks', 'customer'),
  dial: handler('dial'),
  makePromise: handler('make-promise'),
  readPromises: glance('read-all-promises', 'promises'),
  readDuePromises: glance('read-due-promises', 'promises'),
  changePromise: door('change-promise', 'promises'),
  readOwnPromises: glance('read-own-promises', 'own-tasks'),
  readColleagues: 'none',
  readCustomerPromises: handler('read-promises'),
  reportPromises: 'none',
  postSignal: door('post-signal', 'signals'),
  postSignals: 'none',
  readSignals: door('read-signals', 'signals'),
  readSignalTopics: 'none',
  withdrawSignals: 'none',
  signalTold: 'none',
  reachOut: 'none',
  readRecord: handler('read-record'),
  readRecordFilters: 'none',
  readChain: 'none',
  verifyChain: 'none',
  readReports: 'none',
  // Sums by day, queue or tier are of nobody; an agent's figures and a customer's words are of somebody.
  readReport: { ...door('read-report', 'reports'), tells: (answer) => tellsOfSomebody(answer as Report) },
  readHourOfCalls: {
    ...door('read-report', 'reports'),
    tells: (answer) => (answer as HourOfCalls).agents.length > 0,
  },
  // A file leaves the house, whatever it holds.
  readReportTable: door('export-report', 'reports'),
  // A screen on the wall is nobody: it is shown first names at most, as the house has configured it.
  showWall: 'none',
  readWallLinks: 'none',
  makeWallLink: 'none',
  revokeWallLink: 'none',
  readOpenAlerts: glance('read-alerts', 'alerts'),
  readAlerts: door('read-past-alerts', 'alerts'),
  markAlert: door('mark-alert', 'alerts'),
  readMysteryCalls: 'none',
  placeMysteryCall: 'none',
  beginExport: 'none',
  readExports: 'none',
  readExport: 'none',
  downloadExport: handler('export-downloaded'),
  cancelExport: 'none',
  readReviewForms: 'none',
  drawSample: handler('draw-sample'),
  addReview: handler('review-call'),
  readReviews: handler('read-reviews'),
  readOwnReviews: glance('read-own-reviews', 'own-calls'),
  answerReview: 'none',
  readChecklist: 'none',
  tickChecklist: 'none',
  readTimeline: handler('read-customer-timeline'),
  readCallStory: handler('replay-call'),
  importCustomers: 'none',
  importInteractions: 'none',
  readImports: 'none',
  readImport: 'none',
  readImportRefusals: door('read-import-refusals', 'imports'),
  readNumberRereadings: 'none',
  readRereadingFindings: door('read-rereading-findings', 'numbers'),
  readWebhooks: 'none',
  readWebhookDeliveries: 'none',
  resendWebhooks: 'none',
  startWebhook: 'none',
  playDemoCall: 'none',
  readDemo: 'none',
  setDemo: 'none',
}

function tellsOfSomebody({ by, groups, comments }: Report): boolean {
  return (by === 'agent' && groups.length > 0) || (comments !== null && comments.length > 0)
}

/**
 * What the socket tells of customers: pops, whose rows are written with them, what the agent has put down, and the live
 * board, of which a row says who has watched it.
 */
export const socketReads: { readonly [E in keyof ServerToDesktop]: 'none' | 'pop' | 'watch-live' } = {
  snapshot: 'pop',
  change: 'pop',
  heartbeat: 'none',
  service: 'none',
  provisional: 'pop',
  'live-calls': 'none',
  live: 'watch-live',
  alerts: 'none',
  goodbye: 'none',
}
