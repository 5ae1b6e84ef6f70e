import { type GreetingBook, type GreetingCall, greet, type SaidName } from '../../src/screenpop/greet.ts'

export function named(address: string, more: Partial<SaidName> = {}): SaidName {
  return { address, fullName: address, title: null, givenName: null, familyName: null, ...more }
}

/** Mr Chan calls at nine in the morning, and Alice takes it. */
export const usual: GreetingCall = {
  outcome: 'recognised',
  mayBeNamed: true,
  direction: 'inbound',
  name: named('Mr Chan'),
  organisation: null,
  isHousehold: false,
  languages: ['en'],
  hour: 9,
  lately: 'nothing',
  house: 'Star Courier',
  agent: 'Alice',
}

export function say(more: Partial<GreetingCall>, book?: GreetingBook): string {
  return greet({ ...usual, ...more }, book).text
}
