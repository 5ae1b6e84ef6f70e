import type { Disclosure, Pop } from '../../wire/pop.ts'

const nothing: Disclosure = { askToVerify: false, masked: [], verified: null }

/** What is held back of a pop. One that was stored by the version before says nothing of it until its call goes on. */
export function disclosureOf(pop: Pop): Disclosure {
  const { disclosure }: Partial<Pop> = pop
  return disclosure ?? nothing
}
