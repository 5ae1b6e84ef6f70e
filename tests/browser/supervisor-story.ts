import type { Page } from 'playwright-core'
import type { Role } from '../../src/wire/access-api.ts'
import type { LiveMessage } from '../../src/wire/live-api.ts'
import type { Told } from './told-house.ts'

/** A state of a page for supervisors, admins or auditors. */
export interface SupervisorStory {
  readonly path: string
  /** Who looks; a supervisor of all teams if nothing is said. */
  readonly as?: Role
  /** The house was set up yesterday. */
  readonly isNew?: boolean
  readonly told: Told
  readonly live?: LiveMessage
  /** What is there once it is drawn. */
  readonly shows: string
  readonly act?: (page: Page) => Promise<void>
  /** 1440 where nothing is said. */
  readonly width?: number
  /** So high that all of it is seen, up to this; 900 where nothing is said. */
  readonly height?: number
  /** Kept in docs in Chinese and dark, too. */
  readonly inBoth?: true
}

export type SupervisorStories = Readonly<Record<string, SupervisorStory>>
