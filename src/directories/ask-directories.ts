import type { DirectoryAnswers, DirectoryPerson } from '../call/directory-answers.ts'
import type { Directory } from './directory.ts'

/** What one directory has said; it rejects where it could not be asked. */
export type AskOne = (directory: Directory) => Promise<readonly DirectoryPerson[]>

/**
 * Asks every directory at once and takes what has come in by the deadline. A pop that is late is worth less than a pop
 * with a gap, so a slow or broken directory is named in `silent` and never waited for.
 */
export async function askDirectories(
  directories: readonly Directory[],
  askOne: AskOne,
  deadline: Promise<void>,
): Promise<DirectoryAnswers> {
  const late = deadline.then(() => 'late' as const)
  const said = await Promise.all(
    directories.map(async (directory) => {
      const answer = askOne(directory).catch(() => 'broken' as const)
      return { name: directory.name, answer: await Promise.race([answer, late]) }
    }),
  )
  const found: DirectoryPerson[] = []
  const unknown: string[] = []
  const silent: { name: string; why: 'late' | 'broken' }[] = []
  for (const { name, answer } of said) {
    if (typeof answer === 'string') silent.push({ name, why: answer })
    else if (answer.length === 0) unknown.push(name)
    else found.push(...answer)
  }
  return { found, unknown, silent }
}
