import type { DemoColleague } from '../demo-agents.ts'
import type { DemoQueue, DemoSource } from '../demo-config.ts'
import type { Tongue } from './past-people.ts'
import type { PastTopic } from './past-topics.ts'

/** One of the house's two desks, and how its days go. Hours are of its own clock. */
export interface PastDesk {
  readonly source: DemoSource
  readonly timeZone: string
  readonly agents: readonly [DemoColleague, ...DemoColleague[]]
  /** From Monday to Sunday, against a usual day. */
  readonly weekdays: readonly number[]
  /** By hour: how many call, and how many of the agents sit at the phones. At lunch it is one. */
  readonly hours: Readonly<Record<number, readonly [calls: number, atPhones: number]>>
  readonly queueOf: (tongue: Tongue, topic: PastTopic) => { readonly queue: DemoQueue; readonly to: string }
}

export const pastDesks: readonly PastDesk[] = [
  {
    source: 'hongkong',
    timeZone: 'Asia/Hong_Kong',
    agents: ['alice', 'mei', 'ravi', 'carol'],
    weekdays: [1.25, 1, 0.95, 0.95, 0.9, 0.35, 0],
    hours: {
      9: [4, 2],
      10: [8, 2],
      11: [9, 3],
      12: [4, 1],
      13: [3, 1],
      14: [5, 2],
      15: [7, 2],
      16: [4, 2],
      17: [1.5, 1],
    },
    queueOf(tongue, { queue }) {
      if (tongue === 'zh-CN') return { queue: 'mandarin', to: '+85225550199' }
      if (tongue === 'zh-Hant') return { queue: 'cantonese', to: '+85225550188' }
      return { queue: queue === 'business' ? 'business' : 'parcels', to: '+85225550100' }
    },
  },
  {
    source: 'berlin',
    timeZone: 'Europe/Berlin',
    agents: ['bob', 'dana', 'emre'],
    weekdays: [1.25, 1, 0.95, 0.95, 0.9, 0, 0],
    hours: {
      9: [5, 2],
      10: [7, 2],
      11: [6, 2],
      12: [3, 1],
      13: [3, 1],
      14: [4, 2],
      15: [3, 2],
      16: [3, 1],
      17: [2, 1],
    },
    queueOf(tongue, { queue }) {
      if (tongue !== 'de') return { queue: 'english', to: '+493023125108' }
      if (queue === 'complaints') return { queue: 'reklamation', to: '+493023125109' }
      return { queue: queue === 'business' ? 'geschaeft' : 'pakete', to: '+493023125100' }
    },
  },
]

/** Last Tuesday from eleven to twelve two of Hong Kong's three were away, and somewhat more called than usual. */
export const badHour = { source: 'hongkong', hour: 11, atPhones: 1, more: 2.2 } as const
