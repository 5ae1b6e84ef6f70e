import type { ReportId } from '../../wire/report-api.ts'

/** How a report is drawn: which of its columns lead, which belong together, and what each is made of. */
export interface DrawingPlan {
  /** The figure that stands for the report. */
  readonly headline: string
  /** Drawn point by point, one drawing each. */
  readonly over: readonly {
    readonly kind: 'lines' | 'area' | 'stack'
    readonly columns: readonly string[]
    /** The greatest that there can be. */
    readonly most?: number
    /** The setting that says what the house aims at. */
    readonly aim?: string
  }[]
  /** Drawn for each group. */
  readonly bars: {
    readonly stacked: boolean
    readonly columns: readonly string[]
    /** The greatest that there can be. */
    readonly most?: number
  } | null
  /** A share that the house has an aim for: the setting that says it. */
  readonly aim: { readonly column: string; readonly setting: string } | null
  /** Lengths of time of one step each: half and 99 of 100. */
  readonly steps: readonly (readonly [half: string, most: string])[] | null
  /** Counts that are good or bad by themselves; others rise and fall with how much there was to do. */
  readonly judged: readonly string[]
  /**
   * Of what is known when seven days have passed: the column that counts all, those that wait (`pending`) among them, and the
   * counts that are not whole while some wait. Null where everything is known at once.
   */
  readonly settling: { readonly all: string; readonly counts: readonly string[] } | null
  /** How many a share or a length of time was made of: by column, the column that counts them. */
  readonly made: Readonly<Record<string, string>>
}

const nothingMore = { aim: null, steps: null, judged: [], settling: null } as const

export const drawingPlans: Readonly<Record<ReportId, DrawingPlan>> = {
  recognition: {
    ...nothingMore,
    headline: 'recognisedShare',
    over: [{ kind: 'lines', columns: ['recognisedShare', 'shownShare'] }],
    bars: { stacked: false, columns: ['recognisedShare'] },
    made: { recognisedShare: 'calls', shownShare: 'shown' },
  },
  greeting: {
    ...nothingMore,
    headline: 'inTimeShare',
    over: [
      { kind: 'area', columns: ['inTimeShare'] },
      { kind: 'stack', columns: ['inTime', 'late', 'unseen'] },
      { kind: 'lines', columns: ['storedP99', 'sentP99', 'renderedP99', 'wholeP99'] },
    ],
    bars: { stacked: false, columns: ['inTimeShare'] },
    steps: [
      ['storedMedian', 'storedP99'],
      ['sentMedian', 'sentP99'],
      ['renderedMedian', 'renderedP99'],
      ['wholeMedian', 'wholeP99'],
    ],
    made: {
      inTimeShare: 'pops',
      storedMedian: 'pops',
      storedP99: 'pops',
      sentMedian: 'pops',
      sentP99: 'pops',
      renderedMedian: 'pops',
      renderedP99: 'pops',
      answeredMedian: 'pops',
      answeredP99: 'pops',
      wholeMedian: 'pops',
      wholeP99: 'pops',
    },
  },
  'asked-again': {
    ...nothingMore,
    headline: 'callsAskedShare',
    over: [
      { kind: 'area', columns: ['callsAskedShare'] },
      { kind: 'stack', columns: ['known', 'confirm', 'missing'] },
    ],
    bars: { stacked: true, columns: ['known', 'confirm', 'missing'] },
    made: { callsAskedShare: 'calls' },
  },
  'first-contact': {
    ...nothingMore,
    headline: 'solvedShare',
    over: [{ kind: 'lines', columns: ['solvedShare', 'matterSolvedShare', 'repeatShare'] }],
    bars: { stacked: false, columns: ['solvedShare', 'repeatShare'] },
    settling: { all: 'first', counts: ['solved'] },
    made: { solvedShare: 'first', matterSolvedShare: 'first', repeatShare: 'contacts' },
  },
  causes: {
    ...nothingMore,
    headline: 'cases',
    over: [{ kind: 'lines', columns: ['cases', 'contacts', 'complaints'] }],
    bars: { stacked: false, columns: ['contacts', 'cases'] },
    judged: ['cases', 'contacts', 'complaints'],
    made: { contactsPerCase: 'cases', explainedShare: 'cases' },
  },
  complaints: {
    ...nothingMore,
    headline: 'complaints',
    over: [{ kind: 'stack', columns: ['complaints', 'silent'] }],
    bars: { stacked: false, columns: ['complaints'] },
    judged: ['complaints', 'silent', 'dissatisfied', 'open'],
    made: { complaintShare: 'contacts', settledMedian: 'complaints' },
  },
  promises: {
    ...nothingMore,
    headline: 'keptShare',
    over: [
      { kind: 'stack', columns: ['kept', 'broken', 'released', 'open'] },
      { kind: 'area', columns: ['keptShare'] },
    ],
    bars: { stacked: true, columns: ['kept', 'broken', 'released', 'open'] },
    judged: ['broken'],
    made: { keptShare: 'due' },
  },
  surveys: {
    ...nothingMore,
    headline: 'satisfaction',
    over: [
      { kind: 'lines', columns: ['satisfaction', 'effort'], most: 5 },
      { kind: 'stack', columns: ['promoters', 'passives', 'detractors'] },
    ],
    bars: { stacked: false, columns: ['satisfaction'], most: 5 },
    judged: ['bad'],
    made: {
      answeredShare: 'sent',
      satisfaction: 'answers',
      satisfiedShare: 'answers',
      recommendation: 'answers',
      effort: 'answers',
    },
  },
  risk: {
    ...nothingMore,
    headline: 'highRiskShare',
    over: [
      { kind: 'lines', columns: ['highRisk', 'someRisk'] },
      { kind: 'area', columns: ['leaving'] },
    ],
    bars: { stacked: false, columns: ['highRisk', 'leaving'] },
    judged: ['highRisk', 'leaving'],
    made: { highRiskShare: 'customers', leavingShare: 'contacts' },
  },
  'wrap-up': {
    ...nothingMore,
    headline: 'median',
    over: [{ kind: 'lines', columns: ['median', 'p90'] }],
    bars: { stacked: false, columns: ['median', 'p90'] },
    made: { mean: 'wrapUps', median: 'wrapUps', p90: 'wrapUps', typedMedian: 'wrapUps' },
  },
  waiting: {
    ...nothingMore,
    headline: 'abandonedShare',
    over: [
      { kind: 'area', columns: ['abandonedShare'] },
      { kind: 'area', columns: ['serviceLevel'], most: 1, aim: 'serviceShare' },
      { kind: 'stack', columns: ['answered', 'abandoned', 'missed'] },
    ],
    bars: { stacked: false, columns: ['abandonedShare'] },
    aim: { column: 'serviceLevel', setting: 'serviceShare' },
    made: {
      abandonedShare: 'calls',
      serviceLevel: 'calls',
      waitMean: 'answered',
      waitMedian: 'answered',
      waitP90: 'answered',
      patienceMedian: 'abandoned',
    },
  },
  'told-before': {
    ...nothingMore,
    headline: 'spared',
    over: [{ kind: 'lines', columns: ['calledUntoldShare', 'calledToldShare'] }],
    bars: { stacked: false, columns: ['calledUntoldShare', 'calledToldShare'] },
    judged: ['spared'],
    settling: { all: 'signals', counts: ['told', 'calledUntold', 'calledTold', 'spared'] },
    made: { toldShare: 'signals', calledUntoldShare: 'signals', calledToldShare: 'told', spared: 'told' },
  },
}
