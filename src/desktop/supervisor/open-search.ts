import { createContext, useContext } from 'react'
import type { SearchFields } from './search-memory.ts'

/** Goes to the search page and searches with these fields and no others. */
export type OpenSearch = (fields: Partial<SearchFields>) => void

export const OpenSearchContext = createContext<OpenSearch>(() => {})

/** The one way from a figure to what it was made of. */
export const useOpenSearch = (): OpenSearch => useContext(OpenSearchContext)
