import { Refusal } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { ReadNumber } from './read-numbers.ts'

/** Whom something is about, as a program or a person names them. */
export interface NamedOwner {
  readonly customerId?: number | undefined
  readonly customerExternalId?: string | undefined
  readonly number?: string | undefined
  readonly region?: string | undefined
}

export type OwnerRead =
  | { readonly kind: 'customer'; readonly id: number }
  | { readonly kind: 'external'; readonly externalId: string }
  | { readonly kind: 'number'; readonly numberKey: string; readonly raw: string }
  | { readonly kind: 'fault'; readonly path: string; readonly message: string }

/** Exactly one of the three ways must be taken; a number must be one. */
export function readOwner(named: NamedOwner, readNumber: ReadNumber): OwnerRead {
  const { customerId, customerExternalId, number, region } = named
  const given = [customerId, customerExternalId, number].filter((one) => one !== undefined)
  if (given.length !== 1) {
    return {
      kind: 'fault',
      path: 'customerId',
      message: 'Give one of customerId, customerExternalId and number.',
    }
  }
  if (customerId !== undefined) return { kind: 'customer', id: customerId }
  if (customerExternalId !== undefined) return { kind: 'external', externalId: customerExternalId.trim() }
  const { key, number: read } = readNumber(number?.trim() ?? '', region)
  if (key !== null) return { kind: 'number', numberKey: key, raw: number ?? '' }
  const message = read.kind === 'unreadable' ? read.why : `this names no number (${read.kind})`
  return { kind: 'fault', path: 'number', message }
}

/** The customer it leads to, or the number where nobody, or more than one, has it. Refuses `bad-input`. */
export async function findOwner(
  store: Pick<Store, 'findCustomerByExternalId' | 'findCustomersByNumber'>,
  named: NamedOwner,
  readNumber: ReadNumber,
): Promise<{ readonly customerId: number | null; readonly numberKey: string | null }> {
  const owner = readOwner(named, readNumber)
  switch (owner.kind) {
    case 'fault':
      throw refuse(owner.path, owner.message)
    case 'customer':
      return { customerId: owner.id, numberKey: null }
    case 'external': {
      const id = await store.findCustomerByExternalId(owner.externalId)
      if (id === null) throw refuse('customerExternalId', noSuchCustomer)
      return { customerId: id, numberKey: null }
    }
    case 'number': {
      const [only, ...others] = await store.findCustomersByNumber([owner.numberKey], 2)
      return { customerId: others.length === 0 ? (only ?? null) : null, numberKey: owner.numberKey }
    }
  }
}

export const noSuchCustomer = 'There is no such customer.'

export function refuse(path: string, message: string): Refusal {
  return new Refusal('bad-input', { faults: [{ path, message }] })
}

/** Why this is none of the house's departments, or departments and teams, naming those that are; null where it is one, or none is named. */
export function departmentFault(
  known: readonly string[],
  said: string | null | undefined,
  what = 'departments',
): string | null {
  if (said === null || said === undefined || known.includes(said)) return null
  return `the ${what} of this house are: ${known.length > 0 ? known.join(', ') : 'none'}`
}
