import { describe, expect, it } from 'vitest'
import { filesBelow, readText } from './read-sources.ts'

/** `- **P4** The same event again …` in docs/promises.md. */
const promised = [...readText('docs/promises.md').matchAll(/^- \*\*(P\d+)\*\* (.+)$/gm)].map(
  ([, number = '', sentence = '']) => ({ number, sentence }),
)

/** Titles that begin with `[P4]`, by the number they cite. Contract suites stand in files of their own. */
const cited = filesBelow('tests', /\.ts$/)
  .filter((path) => !path.startsWith('tests/structure/'))
  .flatMap((path) =>
    [...readText(path).matchAll(/['"`]((?:\[P\d+\])+) /g)].flatMap(([, numbers = '']) =>
      [...numbers.matchAll(/P\d+/g)].map(([number]) => ({ number, path })),
    ),
  )

describe('the promises', () => {
  it('are numbered upwards, each once: a number that was given is never given to another promise', () => {
    const numbers = promised.map(({ number }) => Number(number.slice(1)))
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    expect(promised.length).toBeGreaterThan(20)
  })

  it('are held, each, by at least one test that cites it', () => {
    const held = new Set(cited.map(({ number }) => number))
    const bare = promised.filter(({ number }) => !held.has(number))
    expect(
      bare.map(({ number, sentence }) => `${number} ${sentence}`),
      'begin the title of a test that holds it with its number',
    ).toEqual([])
  })

  it('exist, where a test cites one', () => {
    const known = new Set(promised.map(({ number }) => number))
    const wrong = cited.filter(({ number }) => !known.has(number))
    expect(wrong.map(({ number, path }) => `${path} cites ${number}`)).toEqual([])
  })
})
