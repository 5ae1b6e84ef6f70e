import type { Page, WebSocketRoute } from 'playwright-core'
import type { DesktopSnapshot, ServerToDesktop } from '../../src/wire/desktop-events.ts'
import type { DialNews } from '../../src/wire/dial-news.ts'
import type { LiveMessage } from '../../src/wire/live-api.ts'
import type { Pop } from '../../src/wire/pop.ts'
import type { TestHouse } from '../house.ts'
import type { OpenPage, PageSettings, TestBrowser } from './browser.ts'

/** A desk on which exactly what a story needs is shown. Sign-in, settings and pages are the real house's. */
export interface Stage extends OpenPage {
  /** Shows these calls and no others. */
  show(pops: readonly Pop[]): void
  /** A new version of one of them, or one more. */
  change(pop: Pop): void
  /** A call that was placed from here came to nothing. */
  failDial(dial: DialNews): void
  /** Alerts were raised, or are over. */
  alertsChanged(): void
  degrade(): void
  recover(): void
  cut(): Promise<void>
  mend(): void
  /** What the page asked of the house about calls, as `PUT /v1/calls/main:1/draft`. */
  readonly known: Known
  readonly asked: { readonly what: string; readonly body: unknown }[]
}

export interface StageSettings extends PageSettings {
  /** What stands still at this instant, ms: for pictures. The clock runs where there is none. */
  readonly at?: number
  /** What whoever watches the live view is told first; nothing where there is none. */
  readonly live?: () => LiveMessage | undefined
}

/** What the house would know of the calls. */
export interface Known {
  /** What stands in the wrap-ups as kept. */
  draft?: object | undefined
  /** What colleagues have noted. */
  notes?: readonly object[] | undefined
  /** The guidance that is read. */
  topic?: object | undefined
}

/**
 * Opens the desktop with a line to the server on whose other end the story sits: the frames of Engine.IO 4 and
 * Socket.IO 5 (`0` open, `2`/`3` ping and pong, `40` connect, `42` event) are few.
 */
export async function openStage(
  browser: TestBrowser,
  house: TestHouse,
  login: string,
  settings: StageSettings = {},
): Promise<Stage> {
  const lines = new Set<WebSocketRoute>()
  const asked: Stage['asked'] = []
  const known: Known = {}
  let version = 1
  let shown: Pop[] = []
  let away = false
  const now = () => settings.at ?? Date.now()
  const tell = <E extends keyof ServerToDesktop>(event: E, what: Parameters<ServerToDesktop[E]>[0]) => {
    for (const line of lines) line.send(`42${JSON.stringify([event, what])}`)
  }
  const snapshot = (): DesktopSnapshot => ({ version, availability: 'available', pops: shown, now: now() })
  const prepare = async (page: Page) => {
    if (settings.at !== undefined) await page.clock.setFixedTime(settings.at)
    await page.routeWebSocket(/\/v1\/desktop/, (line) => {
      if (away) return void line.close()
      lines.add(line)
      line.onClose(() => lines.delete(line))
      line.onMessage((message) => {
        if (message === '40') {
          line.send('40{"sid":"stage"}')
          line.send(`42${JSON.stringify(['snapshot', snapshot()])}`)
        }
        if (message === '42["resync"]') tell('snapshot', snapshot())
        const live = message === '42["watch-live"]' && settings.live?.()
        if (live) line.send(`42${JSON.stringify(['live', live])}`)
      })
      line.send(
        '0{"sid":"stage","upgrades":[],"pingInterval":60000,"pingTimeout":60000,"maxPayload":1000000}',
      )
    })
    await answerOfCalls(page, known, asked)
    await settings.prepare?.(page)
  }
  const opened = await browser.open(house, login, { ...settings, prepare })
  return {
    ...opened,
    asked,
    known,
    show(pops) {
      version += 1
      shown = [...pops]
      tell('snapshot', snapshot())
    },
    change(pop) {
      version += 1
      shown = [...shown.filter(({ callId }) => callId !== pop.callId), pop]
      tell('change', { kind: 'pop', version, pop })
    },
    failDial(dial) {
      version += 1
      tell('change', { kind: 'dial', version, dial })
    },
    alertsChanged: () => {
      for (const line of lines) line.send('42["alerts"]')
    },
    degrade: () => tell('service', { now: now(), degraded: true }),
    recover: () => tell('service', { now: now() }),
    async cut() {
      away = true
      await Promise.all([...lines].map((line) => line.close()))
    },
    mend() {
      away = false
    },
  }
}

/** The house knows nothing of these calls, so the story answers for them; what is done to them is only noted. */
async function answerOfCalls(page: Page, known: Known, asked: Stage['asked']): Promise<void> {
  await page.route(/\/v1\/(calls|promises|cases|facts|guidance)\//, async (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (request.method() !== 'GET') {
      asked.push({
        what: `${request.method()} ${decodeURIComponent(pathname)}`,
        body: request.postDataJSON(),
      })
    }
    if (pathname.endsWith('/draft')) {
      const draft = request.method() === 'PUT' ? request.postDataJSON().draft : (known.draft ?? null)
      return route.fulfill({ json: { draft, version: draft ? 1 : 0 } })
    }
    if (pathname.endsWith('/notes')) return route.fulfill({ json: { items: known.notes ?? [] } })
    if (known.topic && request.method() === 'GET' && pathname.startsWith('/v1/guidance/'))
      return route.fulfill({ json: known.topic })
    return route.fulfill({ status: 204, body: '' })
  })
}
