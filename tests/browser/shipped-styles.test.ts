import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWhereStale } from './browser.ts'

const assets = fileURLToPath(new URL('../../dist/desktop/assets/', import.meta.url))
const whole = fileURLToPath(import.meta.resolve('@mantine/core/styles.layer.css'))

describe('the styles of the desktop', () => {
  beforeAll(buildWhereStale)

  it('has those of every part that the pages are built of', () => {
    const named = classesIn(readAll('.js'))
    const exist = classesIn(readFileSync(whole, 'utf8'))
    const shipped = classesIn(readAll('.css'))
    const needed = [...named].filter((name) => exist.has(name))
    expect(needed.length).toBeGreaterThan(100)
    expect(needed.filter((name) => !shipped.has(name))).toEqual([])
  })
})

function readAll(ending: string): string {
  const files = readdirSync(assets).filter((name) => name.endsWith(ending))
  return files.map((name) => readFileSync(assets + name, 'utf8')).join('\n')
}

/** The class names by which Mantine's parts find their styles. */
function classesIn(text: string): Set<string> {
  return new Set(text.match(/\bm_[0-9a-f]{5,8}\b/g))
}
