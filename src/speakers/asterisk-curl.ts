import { demoSecrets } from '../config.ts'
import { extensionsIn } from './said-agents.ts'
import { formPost, type Speaker, type Told } from './speaker.ts'

/** An Asterisk whose dialplan posts with `CURL()`, in the words that docs/phone-systems/asterisk.md gives it. */
export const asteriskCurl: Speaker = {
  kind: 'asterisk-curl',
  source: () => ({ tokens: [demoSecrets.token] }),
  signsAddress: false,
  tells: ['claims', 'placed calls'],
  tellsRinging: true,
  unruly: 'never',
  speak(told) {
    const form = formOf(told)
    return form === null ? [] : [formPost(`asterisk-curl/${told.keys.token}`, form, {})]
  },
}

function formOf({ call, step, says, earlier }: Told): Record<string, string> | null {
  const first = earlier[0] ?? says
  const { from = '', to = '', displayName, attestation, queue } = says
  const isWithheld = (first.presentation ?? 'allowed') !== 'allowed'
  const agents = extensionsIn(says).map((extension) => `PJSIP/${extension}`)
  // `Dial()` stops the other phones by itself, and a dialplan goes on when the call is over.
  if (says.kind === 'held' || says.kind === 'resumed') return null
  return {
    event: says.kind,
    call,
    id: String(step),
    direction: first.direction === 'outbound' ? 'out' : 'in',
    ...(says.kind === 'arrived' ? { from, to } : {}),
    ...(says.kind === 'arrived' && isWithheld ? { pres: 'prohib_not_screened' } : {}),
    ...(displayName ? { name: displayName } : {}),
    ...(attestation ? { attestation } : {}),
    ...(queue ? { queue } : {}),
    ...(agents.length > 0 ? { agents: agents.join('&') } : {}),
    ...(says.kind === 'offer-ended' ? { result: says.result } : {}),
    ...(says.kind === 'claims' ? claimsOf(says.claims) : {}),
  }
}

function claimsOf(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [`claim_${name}`, String(value)]))
}
