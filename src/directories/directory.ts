import type { DirectoryPerson } from '../call/directory-answers.ts'

/** One number in the spellings by which other systems may have it. */
export interface NumberSpellings {
  /** `+4930901820` */
  readonly e164: string
  /** `4930901820` */
  readonly digits: string
  /** As dialled within its country, digits alone: `030901820` */
  readonly national: string
  /** The same without the trunk prefix: `30901820` */
  readonly significant: string
}

/** What a directory says of somebody, before it is known to be about the number that was asked for. */
export interface DirectoryEntry {
  readonly person: Omit<DirectoryPerson, 'directory' | 'trusted'>
  /** Numbers that stand in the entry; none where the directory does not say. */
  readonly numbers: readonly string[]
}

/** An outside directory. `find` rejects where it cannot be asked; it stops as soon as `stop` is aborted. */
export interface Directory {
  readonly name: string
  readonly trusted: boolean
  /** Region by which numbers in its entries are read that have no country code. */
  readonly region: string
  /** It lies in this process's memory: its answers need not be remembered, and are never old. */
  readonly isAtHand: boolean
  find(number: NumberSpellings, stop: AbortSignal): Promise<readonly DirectoryEntry[]>
  close(): Promise<void>
}

export const spellingNames = ['e164', 'digits', 'national', 'significant'] as const

/** Puts a number into `{e164}`, `{digits}`, `{national}` and `{significant}` of a text; `write` makes it fit for its place. */
export function fillNumber(
  template: string,
  number: NumberSpellings,
  write: (spelling: string) => string = (spelling) => spelling,
): string {
  return template.replace(/\{(e164|digits|national|significant)\}/g, (_, name: keyof NumberSpellings) =>
    write(number[name]),
  )
}
