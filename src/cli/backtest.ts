import { type Backtest, backtest, type Hits, type ReasonHits } from '../backtest.ts'
import { houseZone, topicNames } from '../house-bearings.ts'
import { openOutcomes, outcomePlace } from '../house-store.ts'
import { calendarOf } from '../screenpop/calendar.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

const usage = `usage: backtest [--json] [--config FILE | --demo]
Guesses each contact of the history from what was known before it, and says how often that was right. While the server runs.
`

/**
 * `backtest`: what habits and seasons are worth in this house. On a connection of its own, which only reads. Exit codes: 0;
 * 1 there is no history to read; 2 the command or the configuration is wrong.
 */
export async function backtestCommand(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    const isJson = rest.includes('--json')
    if (rest.some((one) => one !== '--json')) {
      world.stderr.write(usage)
      code = 2
      return
    }
    const topicName = topicNames(config)
    const result = await run(config, topicName).catch((reason: unknown) => {
      world.stderr.write(
        `backtest: the history cannot be read: ${reason instanceof Error ? reason.message : reason}\n`,
      )
      return null
    })
    code = result ? 0 : 1
    if (result)
      world.stdout.write(isJson ? `${JSON.stringify(result, null, 2)}\n` : sayBacktest(result, topicName))
  })
  return failed || code
}

async function run(
  config: Parameters<typeof houseZone>[0] & Parameters<typeof outcomePlace>[0],
  topicName: (disposition: string) => string | null,
): Promise<Backtest> {
  const reader = openOutcomes(outcomePlace(config))
  try {
    return await backtest(reader, { calendar: calendarOf(houseZone(config)), topicName })
  } finally {
    await reader.close()
  }
}

const verdicts: Readonly<Record<Backtest['verdict'], string>> = {
  better: 'The reasons are better than always guessing the most frequent one.',
  'no-better':
    'The reasons are no better than always guessing the most frequent one: what is above may be chance.',
  worse: 'The reasons are worse than always guessing the most frequent one.',
  'too-few': 'There are too few contacts to tell.',
}

/** Lines for a terminal: hits of ours, and in brackets those of always guessing the most frequent. */
export function sayBacktest(
  { overall, said, reasons, passedOver, verdict, deviations }: Backtest,
  topicName: (disposition: string) => string | null,
): string {
  const named = reasons.map((one) => ({ ...one, reason: topicName(one.reason) ?? one.reason }))
  return [
    `${overall.guessed.contacts} contacts guessed, ${passedOver} of which nothing could be known passed over`,
    '',
    'contacts  first guess  first three   (in brackets: always the most frequent)',
    row({ ...overall, reason: 'all' }),
    row({ ...said, reason: 'where a pop would have said something' }),
    ...named.map(row),
    '',
    `${verdicts[verdict]} (${deviations} standard deviations)`,
    '',
  ].join('\n')
}

function row({ reason, guessed, baseline }: ReasonHits): string {
  const cell = (hits: (of: Hits) => number) =>
    `${percent(hits(guessed), guessed.contacts)} (${percent(hits(baseline), baseline.contacts)})`
  return [
    String(guessed.contacts).padStart(8),
    cell(({ top1 }) => top1),
    cell(({ top3 }) => top3),
    reason.replace(/[\p{Cc}\p{Cf}]/gu, ''),
  ].join('  ')
}

function percent(part: number, of: number): string {
  return of === 0 ? '   -' : `${((100 * part) / of).toFixed(0).padStart(3)}%`
}
