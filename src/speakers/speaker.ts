import { demoSecrets } from '../config.ts'
import type { Step } from './said.ts'

/** A request that a phone system makes; `path` is what comes after `/v1/sources/<source>/`. */
export interface Post {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Sending {
  /** The source's address as the outside calls it, which some sign: `https://calls.example/v1/sources/main`. */
  readonly address: string
  /** The clock of signatures, ms. */
  readonly sent: number
  readonly keys: SpeakersKeys
}

/** What a phone system proves itself with; each uses what its kind wants. */
export interface SpeakersKeys {
  /** What it signs with: a shared secret or, where only the vendor has the key, a private key as PEM (PKCS #8). */
  readonly secret: string
  readonly token: string
}

/** Of most phone systems that the demo is played as. */
export const demoKeys: SpeakersKeys = { secret: demoSecrets.signing, token: demoSecrets.token }

/** One step of a call, with all that was said of the call before. */
export interface Told extends Step, Sending {}

/** A phone system that posts, as the demo and test calls play one: what it makes of a story in our words. */
export interface Speaker {
  readonly kind: string
  /** What a source of the demo has to say of it besides its numbers, queues and region. */
  readonly source: () => Readonly<Record<string, unknown>>
  /** Whether the address is part of what it signs: then the house has to know its own. */
  readonly signsAddress: boolean
  /** What it tells besides that calls come, are answered and end. */
  readonly tells: readonly ('claims' | 'placed calls')[]
  /** Whether it tells that an agent's phone rings. */
  readonly tellsRinging: boolean
  /** What the demo signs with, where it is not {@link demoKeys}. */
  readonly demoKeys?: () => SpeakersKeys
  /** How its requests travel: now and then twice, or two that follow closely in the wrong order. */
  readonly unruly: 'never' | 'twice' | 'twice and disordered'
  /** The same requests for the same step, save for times in signatures. Empty where it says nothing of this. */
  readonly speak: (told: Told) => readonly Post[]
}

export function jsonPost(path: string, value: unknown, sign: (body: string) => Post['headers']): Post {
  const body = JSON.stringify(value)
  return { path, body, headers: { 'content-type': 'application/json', ...sign(body) } }
}

export function formPost(
  path: string,
  fields: Readonly<Record<string, string>> | URLSearchParams,
  headers: Post['headers'],
): Post {
  const body = new URLSearchParams(fields as Record<string, string>).toString()
  return { path, body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } }
}
