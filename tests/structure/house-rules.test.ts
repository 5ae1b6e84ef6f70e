import { describe, expect, it } from 'vitest'
import { filesBelow, readSources, readText, withoutComments } from './read-sources.ts'

const sources = readSources()

/** Where the process, the clock and chance come in. Everything else is handed them. */
const edges: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^(main|app|config)\.ts$/, why: 'the process itself' },
  { path: /^cli\//, why: 'each command is a process of its own' },
  { path: /^desktop\/main\.tsx$/, why: 'the browser’s clock and chance come in here' },
  { path: /^desktop\/vite\.config\.ts$/, why: 'runs in the build' },
  {
    path: /^client\/(greetline-client|open-desktop)\.ts$/,
    why: 'another program’s edge: its clock and its chance are defaults of settings',
  },
]

const worldly: readonly { readonly sign: RegExp; readonly name: string }[] = [
  { sign: /\bprocess\.env\b/, name: 'process.env' },
  { sign: /\bDate\.now\b/, name: 'Date.now' },
  { sign: /\bnew Date\(\s*\)/, name: 'new Date()' },
  { sign: /\bMath\.random\b/, name: 'Math.random' },
  { sign: /\bperformance\.now\b/, name: 'performance.now' },
  { sign: /\bcrypto\.(?:randomUUID|getRandomValues)\b/, name: 'randomness of crypto' },
  { sign: /^import\s*\{[^}]*\brandom[A-Z]\w*[^}]*\}\s*from 'node:crypto'/, name: 'randomness of crypto' },
]

const mostLines = 400

const forbiddenNames = /^(utils?|helpers?|commons?|types?|services?|managers?|misc|lib|shared)$/

describe('house rules', () => {
  it('the process, the clock and chance come in at the edges only', () => {
    const wrong = sources
      .filter(({ path }) => !edges.some((edge) => edge.path.test(path)))
      .flatMap(({ path, text }) => {
        const lines = withoutComments(text).split('\n')
        return lines.flatMap((line, n) =>
          worldly
            .filter(({ sign }) => sign.test(line))
            .map(({ name }) => `src/${path}:${n + 1} uses ${name}`),
        )
      })
    expect(wrong, 'hand it in instead').toEqual([])
  })

  it('no barrels, and no folder or file that is named after nothing', () => {
    const wrong = sources
      .map((source) => source.path)
      .filter((path) => {
        const parts = path.replace(/\.\w+$/, '').split('/')
        return parts.at(-1) === 'index' || parts.some((part) => forbiddenNames.test(part))
      })
    expect(wrong).toEqual([])
  })

  it(`no file is longer than ${mostLines} lines`, () => {
    const long = sources
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > mostLines)
    expect(long.map(({ path, lines }) => `src/${path}: ${lines} lines`)).toEqual([])
  })

  it('a thread that may have the database is started, and ended, where that is safe', () => {
    const starts = sources.filter(({ text }) => /\bnew Worker\(|\.terminate\(/.test(withoutComments(text)))
    // The second one reads a file and knows no database.
    expect(starts.map(({ path }) => path)).toEqual(['customer/parse-in-thread.ts', 'start-thread.ts'])
  })

  it('tests stand in for nothing: no module is mocked', () => {
    const mock = /\bvi\.(mock|doMock|stubGlobal|spyOn)\s*\(/
    const wrong = readTests().filter(({ text }) => mock.test(text))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('nothing is left to be done later, and no test is switched off', () => {
    const todo = new RegExp(['TO', 'DO|FIX', 'ME|XX', 'X'].join(''))
    const off = /\b(?:it|describe|test)\.(?:skip|only|todo)\b/
    const left = [...sources.map(({ path, text }) => ({ path: `src/${path}`, text })), ...readTests()]
      .filter(({ text }) => todo.test(text) || off.test(text))
      .map(({ path }) => path)
    expect(left).toEqual([])
  })

  it('reads what it is to judge', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(filesBelow('tests', /\.test\.ts$/).length).toBeGreaterThan(3)
    expect(withoutComments("a // b\n/* c */ 'http://d' // e")).toBe("a     \n        'http://d'     ")
  })
})

function readTests(): { path: string; text: string }[] {
  return filesBelow('tests', /\.ts$/)
    .filter((path) => !path.startsWith('tests/structure/'))
    .map((path) => ({ path, text: readText(path) }))
}
