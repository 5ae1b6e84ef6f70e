import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A path from the root of the project, as the file system has it. */
export function rootPath(path: string): string {
  return join(root, path)
}

export interface Import {
  /** As it is written. */
  readonly from: string
  /** Ours: the path from `src/`. Null for a package or a file that is no source. */
  readonly file: string | null
  /** A package's name, with its scope and without what lies within it. Null for ours. */
  readonly package: string | null
  readonly isTypeOnly: boolean
  /** Started in a thread of its own by its address, not imported. */
  readonly isThread: boolean
}

export interface Source {
  /** From `src/`, with `/`. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

/** Every file below a folder of the project that ends so, as paths from the root, with `/`. */
export function filesBelow(folder: string, ending: RegExp): string[] {
  const absolute = join(root, folder)
  if (!existsSync(absolute)) return []
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path).split(sep).join('/'))
    .filter((path) => ending.test(path) && statSync(join(root, path)).isFile())
    .sort()
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

export function readSources(): Source[] {
  return filesBelow('src', /\.(ts|tsx|js|mjs)$/).map((file) => {
    const text = readText(file)
    const path = file.slice('src/'.length)
    return { path, text, imports: importsOf(path, text) }
  })
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?((?:[\w*$\s,]|\{[^}]*\})*?)\s*(?:from\s+)?(['"])([^'"\n]+)\3/g
const dynamic = /\bimport\(\s*(['"])([^'"\n]+)\1\s*\)/g
const worker = /new URL\(\s*(['"])(\.[^'"\n]+\.(?:ts|js|mjs))\1\s*,\s*import\.meta\.url\s*\)/g

function importsOf(path: string, text: string): Import[] {
  const code = withoutComments(text)
  const stated = [...code.matchAll(statement)].map(([, type, what = '', , from = '']) =>
    importOf(path, from, { isTypeOnly: type !== undefined || namesOnlyTypes(what) }),
  )
  const later = [...code.matchAll(dynamic)].map(([, , from = '']) => importOf(path, from, {}))
  const threads = [...code.matchAll(worker)].map(([, , from = '']) =>
    importOf(path, from, { isThread: true }),
  )
  return [...stated, ...later, ...threads]
}

function namesOnlyTypes(what: string): boolean {
  const names = /^\{([^}]*)\}$/
    .exec(what.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim())
  const given = (names ?? []).filter((name) => name !== '')
  return given.length > 0 && given.every((name) => name.startsWith('type '))
}

function importOf(path: string, from: string, how: { isTypeOnly?: boolean; isThread?: boolean }): Import {
  const { isTypeOnly = false, isThread = false } = how
  if (!from.startsWith('.')) return { from, file: null, package: packageOf(from), isTypeOnly, isThread }
  const target = normalize(join(dirname(path), from))
    .split(sep)
    .join('/')
  const isSource = /\.(ts|tsx|js|mjs)$/.test(target) && !target.startsWith('..')
  return { from, file: isSource ? target : null, package: null, isTypeOnly, isThread }
}

function packageOf(from: string): string {
  if (from.startsWith('node:')) return from
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Comments made blank, so that what they speak of is not taken for code. Strings stay; line numbers too. */
export function withoutComments(text: string): string {
  return text.replace(
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g,
    (piece) => (piece.startsWith('/') ? piece.replace(/[^\n]/g, ' ') : piece),
  )
}
