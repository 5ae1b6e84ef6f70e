import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Words } from '../../src/desktop/words/en.ts'

/** What somebody does at a desk with the keyboard, and reads there. */
export interface DeskHands {
  /** The card of the shown call. */
  readonly card: Locator
  /** Waits until the shown call is this one, in this state. */
  shows(state: string, outcome?: string): Promise<void>
  /** Waits until this part of the card says so. */
  reads(where: string, text: string | RegExp): Promise<void>
  never(where: string, text: string): Promise<void>
  /** Closes the shown call by keyboard alone. */
  wrapUp(how: WrapUp): Promise<void>
  between(): Promise<void>
}

export interface WrapUp {
  /** As many letters of its name as are needed. */
  readonly result: string
  readonly note: string
  readonly newCase?: string
  readonly promise?: string
  readonly followUp?: string
}

export function handsAt(page: Page, words: Words): DeskHands {
  const card = page.locator('article')
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
  const press = (key: string) => page.keyboard.press(key)
  /** Tab, or Shift+Tab, until this has the keyboard. */
  const tabTo = async (id: string, key = 'Tab'): Promise<void> => {
    for (let n = 0; n < 30; n++) {
      if ((await focused()) === id) return
      await press(key)
    }
    throw new Error(`the keyboard does not reach ${id}, but ${await focused()}`)
  }
  const tabToButton = async (name: string): Promise<void> => {
    for (let n = 0; n < 40; n++) {
      const said = await page.evaluate(() => document.activeElement?.textContent ?? '')
      if (said.trim() === name) return
      await press('Tab')
    }
    throw new Error(`the keyboard does not reach ${name}`)
  }
  /** The first of the usual times. */
  const soon = async (): Promise<void> => {
    await press('Tab')
    for (let n = 0; n < 4; n++) {
      if (await page.evaluate(() => document.activeElement?.hasAttribute('aria-pressed') ?? false)) break
      await press('Tab')
    }
    await press('Space')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-pressed'))).toBe('true')
  }
  return {
    card,
    async shows(state, outcome) {
      const which = outcome === undefined ? '' : `[data-outcome=${outcome}]`
      await page.locator(`article[data-state=${state}]${which}`).waitFor()
    },
    async reads(where, text) {
      await page.locator(where, { hasText: text }).first().waitFor()
    },
    async never(where, text) {
      expect(await page.locator(where).first().textContent()).not.toContain(text)
    },
    async wrapUp({ result, note, newCase, promise, followUp }) {
      await press('Alt+w')
      await page.keyboard.type(note)
      await tabTo('wrap-up-result', 'Shift+Tab')
      await page.keyboard.type(result)
      await press('Enter')
      expect(await focused(), 'after the result comes the note').toBe('wrap-up-note')
      if (newCase !== undefined) {
        await tabTo('wrap-up-case')
        await press('End')
        await press('Tab')
        await page.keyboard.type(newCase)
      }
      if (promise !== undefined) {
        await tabTo('wrap-up-promise')
        await press('Enter')
        await page.keyboard.type(promise)
        await soon()
      }
      if (followUp !== undefined) {
        await tabToButton(words.wrapUp.followUp)
        await press('Enter')
        await page.keyboard.type(followUp)
        await soon()
      }
      await press('Control+Enter')
      await page.getByText(words.closings['wrapped-up']).first().waitFor()
    },
    async between() {
      await press('Alt+0')
      await card.waitFor({ state: 'detached' })
    },
  }
}
