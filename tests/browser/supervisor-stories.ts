import { storiesOfCalls } from './stories-of-calls.ts'
import { storiesOfHouse } from './stories-of-house.ts'
import { storiesOfNow } from './stories-of-now.ts'
import { storiesOfReports } from './stories-of-reports.ts'
import { storiesOfSearch } from './stories-of-search.ts'
import type { SupervisorStories } from './supervisor-story.ts'

/** Every page for supervisors, admins and auditors, in the states in which it may be met. */
export const supervisorStories: SupervisorStories = {
  ...storiesOfNow,
  ...storiesOfSearch,
  ...storiesOfReports,
  ...storiesOfCalls,
  ...storiesOfHouse,
}
