import type { Searcher } from '../../src/store/interaction-queries.ts'

/** For tests that look nothing up. */
export const noSearch: Searcher = {
  searchInteractions: () => Promise.reject(new Error('nothing is searched here')),
  countInteractions: () => Promise.reject(new Error('nothing is searched here')),
  findCustomersByName: () => Promise.reject(new Error('nothing is searched here')),
}
