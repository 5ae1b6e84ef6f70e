import type { CustomerCard } from '../store/call-store.ts'
import type { CardCase } from '../store/customer-matters.ts'

/**
 * Open matters that this customer may call about: their own first, then those of the company that they work for. Who is
 * calling is never told by the company's: all who work there have them.
 */
export function casesAround({
  openCases,
  casesOfCompany = [],
}: Pick<CustomerCard, 'openCases' | 'casesOfCompany'>): readonly CardCase[] {
  return [...openCases, ...casesOfCompany]
}
