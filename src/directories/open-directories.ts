import type { DirectoryAnswers, DirectoryPerson } from '../call/directory-answers.ts'
import { askDirectories } from './ask-directories.ts'
import type { Directory, DirectoryEntry, NumberSpellings } from './directory.ts'
import { rememberAnswers } from './remember-answers.ts'

export interface DirectoriesSettings {
  readonly directories: readonly Directory[]
  /** Answers later than this are not waited for, ms. */
  readonly deadlineMs: number
  readonly spell: (e164: string) => NumberSpellings
  /** The key of a number that stands in an entry, read by the directory's region; null where it cannot be read. */
  readonly keyOf: (raw: string, region: string) => string | null
  /** One question to one directory is over. */
  readonly answered: (directory: string, result: 'found' | 'nobody' | 'broken', ms: number) => void
  readonly elapsed: () => number
}

export interface Directories {
  /** Nobody is configured: there is nobody to ask. */
  readonly none: boolean
  /** What the directories know of this number by the deadline. Never rejects. */
  ask(e164: string): Promise<DirectoryAnswers>
  close(): Promise<void>
}

/** For a house without outside directories. */
export const noDirectories: Directories = {
  none: true,
  ask: async () => ({ found: [], unknown: [], silent: [] }),
  close: async () => undefined,
}

/** An answer that comes after the deadline is of use to the next call from the number, but not for ever waited for, ms. */
const longestMs = 15_000
/** So many questions to one directory are under way at once; those beyond count as not answered. */
const mostAtOnce = 16
const minute = 60_000

export function openDirectories(settings: DirectoriesSettings): Directories {
  const { directories, deadlineMs, spell, elapsed } = settings
  const remembered = rememberAnswers({ elapsed, foundMs: 10 * minute, nobodyMs: minute, most: 20_000 })
  const closing = new AbortController()
  const underWay = new Map<string, number>()

  const ask = async (directory: Directory, number: NumberSpellings): Promise<readonly DirectoryPerson[]> => {
    const now = underWay.get(directory.name) ?? 0
    if (now >= mostAtOnce) throw new Error('too many questions at once')
    underWay.set(directory.name, now + 1)
    const began = elapsed()
    try {
      const stop = AbortSignal.any([closing.signal, AbortSignal.timeout(longestMs)])
      const people = peopleOf(settings, directory, number, await directory.find(number, stop))
      settings.answered(directory.name, people.length > 0 ? 'found' : 'nobody', elapsed() - began)
      return people
    } catch (reason) {
      settings.answered(directory.name, 'broken', elapsed() - began)
      throw reason
    } finally {
      underWay.set(directory.name, (underWay.get(directory.name) ?? 1) - 1)
    }
  }
  return {
    none: directories.length === 0,
    async ask(e164) {
      const number = spell(e164)
      const askOne = (directory: Directory) =>
        directory.isAtHand
          ? ask(directory, number)
          : remembered(`${directory.name} ${e164}`, () => ask(directory, number))
      let timer: NodeJS.Timeout | undefined
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, deadlineMs)
      })
      return askDirectories(directories, askOne, deadline).finally(() => clearTimeout(timer))
    },
    async close() {
      closing.abort()
      await Promise.all(directories.map((one) => one.close()))
    },
  }
}

/**
 * Directories search more widely than they should (by endings, by words), so where an entry has numbers one of them must
 * be the very number that was asked for.
 */
function peopleOf(
  { keyOf }: DirectoriesSettings,
  { name, trusted, region }: Directory,
  { e164 }: NumberSpellings,
  entries: readonly DirectoryEntry[],
): readonly DirectoryPerson[] {
  const fits = ({ numbers }: DirectoryEntry): boolean =>
    numbers.length === 0 || numbers.some((raw) => keyOf(raw, region) === e164)
  return entries.filter(fits).map(({ person }) => ({ ...person, directory: name, trusted }))
}
