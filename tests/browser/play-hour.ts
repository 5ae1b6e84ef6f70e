import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import type { Words } from '../../src/desktop/words/en.ts'
import type { enReports } from '../../src/desktop/words/en-reports.ts'
import { owed, remembered, type Week } from './hour-house.ts'

/** What one look of the hour is: begun by a key or a click, over when the page shows what was asked for. */
export type Look = (
  name: string,
  begin: () => Promise<unknown>,
  isDrawn: () => Promise<unknown>,
) => Promise<void>

export interface HourPage {
  readonly page: Page
  readonly words: Words
  readonly said: typeof enReports
  readonly look: Look
}

/** Two words of two characters each lead to the contact, and it to the customer's one time line. */
export async function findCaller({ page, words, look }: HourPage): Promise<Locator> {
  const found = page.locator('main li', { has: page.locator('mark') })
  await goTo(page, words.nav.search)
  await page.locator('#search-text').fill('外箱 退款')
  await look(
    '1-found',
    () => page.keyboard.press('Enter'),
    () => untilFound(page, words, found.first()),
  )
  return found
}

/** A machine that is busy with all else says that it took too long: whoever reads that asks again. */
async function untilFound(page: Page, words: Words, found: Locator): Promise<void> {
  const tooLate = page.getByText(words.search.tooLateHint)
  await found.or(tooLate).first().waitFor()
  if (await tooLate.isVisible()) await page.keyboard.press('Enter')
  await found.waitFor()
}

export async function openCaller({ page, words, look }: HourPage, found: Locator): Promise<void> {
  await look(
    '1-customer',
    () => found.getByRole('link', { name: '欧阳明月' }).first().click(),
    () => page.getByText(remembered).first().waitFor(),
  )
  await page.getByRole('button', { name: words.timelineOf.everything, pressed: true }).waitFor()
}

/** From the week's report to the darkest cell, its hour, who was there, and the calls themselves. */
export async function lookIntoWaiting({ page, words, said, look }: HourPage): Promise<void> {
  const worst = page.locator('td button', { hasText: /^52/ })
  await look(
    '2-reports',
    () => goTo(page, words.nav.reports),
    () => page.locator('[data-report=waiting] a').first().waitFor(),
  )
  await look(
    '2-week',
    () => page.locator('[data-report=waiting] a').first().click(),
    () => worst.waitFor(),
  )
  const hours = page.locator('section', { hasText: said.hour.days }).last()
  const into = hours.locator('tbody').getByRole('button').last()
  await look(
    '2-cell',
    () => worst.click(),
    () => into.waitFor(),
  )
  await look(
    '2-hour',
    () => into.click(),
    () => page.getByText(said.hour.answeredBy(2, 3)).waitFor(),
  )
}

export async function openCallsOfQueue({ page, words, said, look }: HourPage): Promise<Locator> {
  const inVain = page.locator('main li', { hasText: words.callOutcomes.abandoned ?? 'abandoned' })
  const queues = page.locator('section', { hasText: said.hour.byQueue }).last()
  await look(
    '2-calls',
    () => queues.getByRole('button', { name: said.table.callsOf('Invoices') }).click(),
    () => inVain.first().waitFor(),
  )
  return inVain
}

/** Where much was broken before, today's stand further down. */
export async function findPromisesOfToday({ page, words, look }: HourPage): Promise<Locator> {
  const today = page.locator('section[data-kind=today] li strong')
  const last = page.locator('section[data-kind=today] li', { hasText: owed.at(-1) ?? '' })
  await look(
    '3-promises',
    () => goTo(page, words.nav.promises),
    async () => {
      await page.locator('section[data-kind]').first().waitFor()
      while ((await last.count()) === 0) {
        const shown = await page.locator('section[data-kind] li').count()
        await page.getByRole('button', { name: words.form.loadMore }).click()
        await page.locator('section[data-kind] li').nth(shown).waitFor()
      }
    },
  )
  return today
}

/** One is given another day, one is passed on. */
export async function settlePromises({ page, words, look }: HourPage): Promise<void> {
  const entry = (text: string | undefined) =>
    page.locator('section[data-kind=today] li', { hasText: text ?? '' })
  const moved = entry(owed[0])
  await moved.getByRole('button', { name: words.promises.newDate }).click()
  await moved.locator('fieldset button[aria-pressed]').filter({ hasText: '10:00' }).first().click()
  await look(
    '3-moved',
    () => moved.getByRole('button', { name: words.promises.save }).click(),
    () => moved.waitFor({ state: 'detached' }),
  )
  const passed = entry(owed[1])
  await passed.getByRole('button', { name: words.promises.passOn }).click()
  await passed.getByLabel(words.promises.toWhom).selectOption({ label: 'Carol Müller' })
  await look(
    '3-passed-on',
    () => passed.getByRole('button', { name: words.promises.save }).click(),
    () => passed.getByText('Carol Müller').first().waitFor(),
  )
}

/** Returns the part of the page that says how it was decided at the time. */
export async function explainWrongPop({ page, words, look }: HourPage): Promise<Locator> {
  await goTo(page, words.nav.search)
  await page.getByRole('button', { name: words.search.clear }).click()
  await page.locator('#search-text').fill('Brandt husband')
  const found = page.locator('main li', { has: page.locator('mark') })
  await look(
    '4-found',
    () => page.keyboard.press('Enter'),
    () => found.first().waitFor(),
  )
  const then = page.getByRole('region', { name: words.explain.before })
  await look(
    '4-explained',
    () => found.first().getByRole('link', { name: words.explain.open }).click(),
    () => then.getByText(words.explain.named('Sabine Brandt', 'Alice Adams')).waitFor(),
  )
  return then
}

/** Plays the call until the agent's desk shows somebody else than at first. */
export async function playBack({ page, words, look }: HourPage): Promise<void> {
  const seen = page.locator('article', { has: page.locator('header') }).last()
  await page.getByText(words.story.saw('Alice Adams')).first().waitFor()
  await seen.getByText('Thomas Brandt').first().waitFor()
  const next = page.getByRole('button', { name: words.story.next, exact: true })
  await look(
    '4-played',
    async () => {
      for (let n = 0; n < 30 && !((await seen.textContent()) ?? '').includes('Sabine'); n++)
        await next.click()
    },
    () => seen.getByText('Sabine Brandt').first().waitFor(),
  )
}

/** Returns the file as it was downloaded, checked by the sum that the page shows. */
export async function exportWeek({ page, words, look }: HourPage, week: Week): Promise<string> {
  await goTo(page, words.nav.search)
  await page.getByRole('button', { name: words.search.clear }).click()
  await page.locator('#search-text').fill(`from:${week.monday} until:${week.sunday}`)
  await page.keyboard.press('Enter')
  await page.locator('main li time').first().waitFor()
  const row = page.locator('tbody tr').first()
  const link = row.getByRole('link', { name: words.exports.download })
  await look(
    '5-exported',
    () => page.getByRole('button', { name: words.exports.exportAll }).click(),
    () => link.waitFor({ timeout: 600_000 }),
  )
  const sum = await row.locator('code').getAttribute('title')
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  const written = readFileSync(await file.path())
  assert.equal(sum, `SHA-256 ${createHash('sha256').update(written).digest('hex')}`)
  return written.toString('utf8')
}

/** What the hour leaves in the record. */
export const deeds = [
  'search-interactions',
  'read-customer-timeline',
  'read-report',
  'read-due-promises',
  'change-promise',
  'explain-call',
  'replay-call',
  'export',
  'export-downloaded',
]

/** As an auditor, on a page of their own. */
export async function findTraces({ page, words, look }: HourPage): Promise<void> {
  await page.getByRole('cell').first().waitFor()
  for (const deed of deeds) {
    const row = page.getByRole('cell', { name: words.record.actions[deed] ?? deed })
    while ((await row.count()) === 0) {
      const shown = await page.getByRole('row').count()
      await page.getByRole('button', { name: words.record.older, exact: true }).click()
      await page.getByRole('row').nth(shown).waitFor()
    }
  }
  const [whole = ''] = words.record.chain.whole('\n').split('\n')
  await look(
    '6-chain',
    () => page.getByRole('button', { name: words.record.chain.verify }).click(),
    () => page.getByText(whole).first().waitFor({ timeout: 600_000 }),
  )
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.locator('nav').getByRole('link', { name, exact: true }).click()
}
