import { useRef } from 'react'

/** A row of a list that is being typed. */
export interface Row<T> {
  readonly one: T
  /** Its own for as long as it stands there, whatever is taken away before it. */
  readonly key: number
  readonly change: (what: Partial<T>) => void
  /** `pressed` is the button that does it: the keyboard goes on to the same button of the row beside it. */
  readonly remove: (pressed: HTMLElement) => void
}

/** Rows that have no name of their own yet. A list that comes anew from elsewhere keeps the keys of its places. */
export function useRows<T extends object>(
  list: readonly T[],
  onChange: (list: readonly T[]) => void,
): readonly Row<T>[] {
  const keys = useRef<readonly number[]>([])
  const given = useRef(0)
  keys.current = list.map((_, at) => keys.current[at] ?? given.current++)
  return list.map((one, at) => ({
    one,
    key: keys.current[at] ?? at,
    change: (what) => onChange(list.with(at, { ...one, ...what })),
    remove(pressed) {
      handOn(pressed)
      keys.current = keys.current.toSpliced(at, 1)
      onChange(list.toSpliced(at, 1))
    },
  }))
}

/** A row has `data-row`, and its button `data-removes`; beside the only one stands the button that adds another. */
function handOn(pressed: HTMLElement): void {
  const row = pressed.closest('[data-row]')
  const beside = row?.nextElementSibling ?? row?.previousElementSibling
  const taking = beside?.querySelector<HTMLElement>('[data-removes]') ?? beside?.querySelector('button')
  if (beside instanceof HTMLButtonElement) beside.focus()
  else taking?.focus()
}
