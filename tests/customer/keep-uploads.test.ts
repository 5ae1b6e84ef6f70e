import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openUploads } from '../../src/customer/keep-uploads.ts'
import { leaseMs } from '../../src/customer/run-import.ts'

let folder: string
let clock: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greetline-uploads-'))
  clock = Date.now()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const node = (name: string) => openUploads(folder, name, () => clock)
const upload = (name: string): string => {
  const file = join(node(name).folder, 'upload.csv')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, 'id,name')
  return file
}

it('uploads of a node that lives stay, also where the data folder is shared; those of a killed one go', async () => {
  const [mine, others] = [upload('a'), upload('b')]
  const [a, b] = [node('a'), node('b')]
  for (let passed = 0; passed <= 3 * leaseMs; passed += leaseMs / 4) {
    clock += leaseMs / 4
    await b.keep()
    await a.keep()
  }
  expect([existsSync(mine), existsSync(others)]).toEqual([true, true])
  for (let passed = 0; passed <= 2 * leaseMs; passed += leaseMs / 4) {
    clock += leaseMs / 4
    await a.keep()
  }
  expect([existsSync(mine), existsSync(others)]).toEqual([true, false])
  await a.close()
  expect(existsSync(mine)).toBe(false)
})

it('a folder that is not there yet is none of its business', async () => {
  const far = openUploads(join(folder, 'not', 'made'), 'a', () => clock)
  await far.keep()
  await far.close()
})
