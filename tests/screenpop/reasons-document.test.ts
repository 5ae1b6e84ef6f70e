import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { reasonWeights } from '../../src/screenpop/reason-weights.ts'
import { riskWeights } from '../../src/standing/standing-rules.ts'

const text = readFileSync(new URL('../../docs/reasons.md', import.meta.url), 'utf8')

it('[P86] the document says what everything that is known speaks for a reason, and there is nothing else', () => {
  const told = [...text.matchAll(/^\| `([\w-]+)` \| (-?\d+) \| [^|]+ \|$/gm)]
    .map(([, kind = '', points]) => [kind, Number(points)] as const)
    .filter(([kind]) => !(kind in riskWeights))
  expect(Object.fromEntries(told)).toEqual(reasonWeights)
})

it('the document says what speaks for a customer’s leaving', () => {
  const told = [...text.matchAll(/^\| `([\w-]+)` \| (\d+) \| (\d+) \|$/gm)].map(
    ([, kind = '', points, most]) => [kind, { points: Number(points), most: Number(most) }] as const,
  )
  expect(Object.fromEntries(told)).toEqual(riskWeights)
})
