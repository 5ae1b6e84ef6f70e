import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../src/desktop/look.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = [...css.matchAll(/:root[^{]*\{([^}]*--page[^}]*)\}/g)].map(
  ([, block]) => block,
)

function coloursIn(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex]),
  )
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (bright + 0.05) / (dim + 0.05)
}

const grounds = ['page', 'surface', 'sunken']
const pairs = [
  ...['ink', 'ink-2', 'ink-3', 'accent', 'warn', 'bad', 'ringing', 'connected'].flatMap((ink) =>
    grounds.map((ground) => [ink, ground]),
  ),
  ...['warn', 'bad', 'ringing', 'connected', 'held', 'wrap-up', 'closed', 'accent'].map((ink) => [
    ink,
    `${ink}-soft`,
  ]),
  ...['warn-soft', 'bad-soft', 'accent-soft'].flatMap((ground) => [
    ['ink', ground],
    ['ink-2', ground],
  ]),
  ['on-accent', 'accent'],
] as [string, string][]

const drawings = readFileSync(new URL('../../src/desktop/reports/colours.css', import.meta.url), 'utf8')
const [lightDrawings = '', darkDrawings = ''] = [
  ...drawings.matchAll(/:root[^{]*\{([^}]*--series-1[^}]*)\}/g),
].map(([, block]) => block)

describe('the colours of drawings', () => {
  it.each([
    ['light', light + lightDrawings],
    ['dark', dark + darkDrawings],
  ])(
    '[P116] stand out from the ground (3 to 1), and numbers on them can be read (4.5 to 1), %s',
    (_, block) => {
      const colours = coloursIn(block)
      const ratio = (one: string, other: string) => contrast(colours[one] ?? '', colours[other] ?? '')
      const numbers = [1, 2, 3, 4, 5]
      const faint = [
        ...[...numbers, 6].filter((n) => !(ratio(`series-${n}`, 'surface') >= 3)).map((n) => `series-${n}`),
        ...numbers.filter((n) => !(ratio(`on-heat-${n}`, `heat-${n}`) >= 4.5)).map((n) => `on-heat-${n}`),
      ]
      expect(faint).toEqual([])
    },
  )
})

describe('the colours of the card', () => {
  it.each([
    ['light', light],
    ['dark', dark],
  ])('can be read by everybody (WCAG 2.2, AA: 4.5 to 1), %s', (_, block) => {
    const colours = coloursIn(block)
    const faint = pairs
      .map(
        ([ink, ground]) =>
          [`${ink} on ${ground}`, contrast(colours[ink] ?? '', colours[ground] ?? '')] as const,
      )
      .filter(([, ratio]) => !(ratio >= 4.5))
    expect(faint).toEqual([])
  })
})
