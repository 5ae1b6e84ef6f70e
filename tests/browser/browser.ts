import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import chromium from '@sparticuz/chromium'
import { type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { password, type TestHouse } from '../house.ts'

/** A real Chromium, and the desktop built for it. */
export interface TestBrowser {
  /** A page of its own with its own cookies, signed in. What goes wrong on it is kept in `faults`. */
  open(house: Served, login: string, settings?: PageSettings): Promise<OpenPage>
  close(): Promise<void>
}

export interface PageSettings {
  readonly locale?: string
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  readonly path?: string
  /** What is to be there before the page is. */
  readonly prepare?: (page: Page) => Promise<void>
  readonly password?: string
  /** Of somebody who has no desk, and so no line to the server. */
  readonly deskless?: boolean
}

/** A house that serves the desktop. */
export type Served = Pick<TestHouse, 'app'>

export interface OpenPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors of scripts and of the content security policy, and requests to any other place. */
  readonly faults: string[]
}

const buildDesktop = fileURLToPath(new URL('../../scripts/build-desktop.mjs', import.meta.url))

/**
 * As root there is no sandbox; where /dev/shm is small (containers) shared memory goes to files; nothing is asked of
 * the network that no page asked for.
 */
const flags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/** Builds the desktop and starts Chromium with a fresh profile. */
export async function openBrowser(): Promise<TestBrowser> {
  buildWhereStale()
  const profile = mkdtempSync(join(tmpdir(), 'greetline-browser-'))
  const browser = await launch(profile)
  return {
    async open(house, login, settings = {}) {
      const context = await browser.newContext({
        viewport: { width: settings.width ?? 1366, height: settings.height ?? 768 },
        locale: settings.locale ?? 'en-GB',
        colorScheme: settings.scheme ?? 'light',
        timezoneId: 'Europe/Berlin',
        serviceWorkers: 'block',
      })
      // No promise about speed: a machine that runs everything at once is to pass as well.
      context.setDefaultTimeout(60_000)
      const page = await context.newPage()
      const faults = watch(page, house)
      await settings.prepare?.(page)
      await page.goto(`${house.app.url}${settings.path ?? '/'}`)
      await page.locator('input[name=username]').fill(login)
      await page.locator('input[name=password]').fill(settings.password ?? password)
      await page.keyboard.press('Enter')
      await page.locator('nav').waitFor()
      if (!settings.deskless) await page.locator('[data-link=live]').waitFor()
      return { page, context, faults }
    },
    async close() {
      await browser.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** A build empties the folder from which other files' pages are served at this moment: none where it is as it should be. */
export function buildWhereStale(): void {
  const { status, stderr } = spawnSync(process.execPath, [buildDesktop], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the desktop could not be built: ${stderr}`)
}

/** The binary is unpacked at its first use; another process that unpacks it at the same moment makes the start fail. */
async function launch(profile: string) {
  const executablePath = await chromium.executablePath()
  for (let attempt = 1; ; attempt++) {
    try {
      return await playwright.launch({
        executablePath,
        args: flags,
        env: { ...environment(), HOME: profile },
      })
    } catch (thrown) {
      if (attempt === 4) throw thrown
      await new Promise((resolve) => setTimeout(resolve, 2000))
    }
  }
}

function environment(): Record<string, string> {
  const given = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return Object.fromEntries(given)
}

/** What the browser says of a request that the server refused, as it should: whoever expects it, looks at the page. */
const expected =
  /status of (401|409|422|503)|WebSocket connection|ERR_CONNECTION_REFUSED|Service Worker registration/

function watch(page: Page, house: Served): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) faults.push(message.text())
  })
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== house.app.url) faults.push(`asked ${origin}`)
  })
  return faults
}
