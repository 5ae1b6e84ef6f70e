import { openChain, outcomePlace } from '../house-store.ts'
import type { ChainCheck, ChainFault } from '../store/audit-store.ts'
import { type KeptSeal, verifyChain } from '../verify-chain.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

const usage = `usage: audit verify [--kept SEAL:HASH]... [--config FILE | --demo]
Computes the whole chain of the record again, on a connection that only reads; the server may run.
--kept names a seal that was kept outside (the webhook audit.sealed tells one each day): what was cut off shows by it.
`

/** `audit verify`. Exit codes: 0 the chain is whole; 1 it is not, or cannot be read; 2 the command is wrong. */
export async function auditCommand(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    const kept = readKept(rest)
    if (kept === null) {
      world.stderr.write(usage)
      code = 2
      return
    }
    const reader = openChain(outcomePlace(config))
    try {
      const check = await verifyChain(reader, {
        kept,
        startedAt: world.now(),
        tell: ({ rowsRead, rowsAll }) => world.stderr.write(`${rowsRead} of ${rowsAll} rows\n`),
      })
      world.stdout.write(sayCheck(check, kept))
      code = check.faults.length === 0 ? 0 : 1
    } finally {
      await reader.close()
    }
  })
  return failed || code
}

/** Null where the command is not understood. */
function readKept([verb, ...rest]: readonly string[]): KeptSeal[] | null {
  if (verb !== 'verify') return null
  const kept: KeptSeal[] = []
  for (let n = 0; n < rest.length; n += 2) {
    const [, seal, hash] = /^(\d+):([0-9a-fA-F]{64})$/.exec(rest[n + 1] ?? '') ?? []
    if (rest[n] !== '--kept' || seal === undefined || hash === undefined) return null
    kept.push({ n: Number(seal), hash })
  }
  return kept
}

const said: Readonly<Record<ChainFault['kind'], string>> = {
  'row-changed': 'a row of it was changed, or it is another one',
  'row-missing': 'a row of it was deleted',
  'row-added': 'a row was added to it',
  'seal-missing': 'the seal before it is missing',
  'seal-changed': 'it is not the seal that it was',
  'kept-seal-missing': 'this seal was kept outside, and the chain ends before it: its end was cut off',
  'unknown-seal': 'rows lie under it, and the seal itself is missing',
}

function sayCheck({ faults, rowsRead, untilSeal, untilAt }: ChainCheck, kept: readonly KeptSeal[]): string {
  const until = untilAt === null ? '' : `, of ${new Date(untilAt).toISOString()}`
  if (faults.length === 0) {
    const outside = kept.length === 0 ? ' Nothing was compared with a seal kept outside.' : ''
    return `The record is whole: ${rowsRead} rows up to seal ${untilSeal}${until}.${outside}\n`
  }
  const lines = faults.map(({ kind, seal }) => `seal ${seal}: ${said[kind]}\n`)
  return `THE RECORD WAS TAMPERED WITH. It is whole up to seal ${untilSeal}${until}.\n${lines.join('')}`
}
