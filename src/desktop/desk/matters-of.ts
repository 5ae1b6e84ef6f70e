import type { Pop } from '../../wire/pop.ts'

type Matters = Pick<Pop, 'leads' | 'knowledge' | 'guidance' | 'standing'>

const nothing: Matters = {
  leads: [],
  knowledge: { known: [], confirm: [], ask: [] },
  guidance: [],
  standing: null,
}

/** What leads, what is known, what to say of it. A pop that an earlier version of the server stored tells none of it. */
export function mattersOf(pop: Pop): Matters {
  const said: Partial<Matters> = pop
  return { ...nothing, ...said }
}
