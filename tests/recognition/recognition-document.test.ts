import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { agentsDenial, agentsWord, recency, weights } from '../../src/recognition/evidence-weights.ts'
import { evidence } from '../../src/wire/pop.ts'

it('[P63] the document says what each reason weighs, and the pop has no others', () => {
  const text = readFileSync(new URL('../../docs/recognition.md', import.meta.url), 'utf8')
  const told = new Map(
    [...text.matchAll(/^\| `([\w-]+)` \| (-?\d[\d, -]*) \|/gm)].map(([, kind, points]) => [kind, points]),
  )
  const { 'number-shared-at-most': most, ...single } = weights
  const wanted = Object.entries(single).map(([kind, points]) => [kind, String(points)] as const)
  const steps = (rows: typeof recency) => rows.map(({ weight }) => weight).join(', ')
  const faded = {
    'recent-contact': steps(recency),
    'agent-said-so': steps(agentsWord),
    'agent-said-not': steps(agentsDenial),
  }
  expect(Object.fromEntries(told)).toEqual({ ...Object.fromEntries(wanted), ...faded })
  expect(text).toContain(`down to ${most}`)
  expect([...told.keys()].toSorted()).toEqual([...evidence.shape.kind.options].toSorted())
})
