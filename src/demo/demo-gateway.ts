import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoSecrets } from '../config.ts'
import { webhookEvents } from '../wire/webhook-events.ts'

export interface DemoGateway {
  /** What the demo house's configuration has for it. */
  readonly settings: object
  close(): Promise<void>
}

interface GatewaySettings {
  /** Where the house is served; known once it is. */
  readonly houseUrl: () => string
  /** A line for whoever looks at the terminal. */
  readonly say: (line: string) => void
  /** How long whoever looks at the demo has for answering in the customer's place, ms. */
  readonly patienceMs: number
}

/** Of each four customers who are asked the last is dissatisfied. */
const answers = [
  { satisfaction: '5', recommendation: '9', effort: '1', text: '' },
  { satisfaction: '4', recommendation: '8', effort: '2', text: '' },
  { satisfaction: '5', recommendation: '10', effort: '1', text: 'That was quick!' },
  { satisfaction: '2', recommendation: '3', effort: '4', text: 'Had to ring three times' },
] as const
const mostBytes = 65_536

/**
 * Stands in for a gateway that sends SMS, and for the customers who are sent them: what it is given it writes on the
 * terminal, and opens the link itself where nobody else has after a while.
 */
export async function openDemoGateway({ houseUrl, say, patienceMs }: GatewaySettings): Promise<DemoGateway> {
  const waiting = new Set<NodeJS.Timeout>()
  let asked = 0
  const send = (sent: {
    readonly text: string
    readonly link: string
    readonly address: string | null
  }): void => {
    const url = new URL(new URL(sent.link, houseUrl()).pathname, houseUrl())
    say(`SMS to ${sent.address ?? 'a customer'}: ${sent.text.replace(sent.link, url.href)}`)
    const answer = answers[asked++ % answers.length] ?? answers[0]
    const timer = setTimeout(() => {
      waiting.delete(timer)
      // One that somebody has answered meanwhile is refused.
      fetch(url, { method: 'POST', body: new URLSearchParams(answer) }).catch(() => undefined)
    }, patienceMs)
    waiting.add(timer)
  }
  const server = createServer(async (request, response) => {
    const told = readSurvey(await readBody(request).catch(() => ''))
    if (told) send({ text: told.text, link: told.link, address: told.to.address })
    response.writeHead(told ? 204 : 400).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    settings: settingsFor(`http://127.0.0.1:${port}/`),
    close: () =>
      new Promise((resolve) => {
        for (const timer of waiting) clearTimeout(timer)
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function settingsFor(url: string): object {
  return {
    webhooks: [
      { name: 'demo-gateway', url, secret: demoSecrets.signing, withoutTls: true, events: ['survey.sent'] },
    ],
    surveys: [{ name: 'after-call', bad: { callBackHours: 4 } }],
  }
}

function readSurvey(body: string) {
  try {
    const { type, data } = JSON.parse(body) as { type?: unknown; data?: unknown }
    return type === 'survey.sent' ? webhookEvents['survey.sent'].parse(data) : null
  } catch {
    return null
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > mostBytes) throw new Error('it is too long')
  }
  return body
}
