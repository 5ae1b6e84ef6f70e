import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { DesksAsked, DesksFare, DesksShow } from './desks.ts'

/** All desktops, in several processes. */
export interface Crowd {
  connect(url: string): void
  /** Resolves when every desktop has all that there is, with the instant of the last one. */
  whole(withinMs: number): Promise<number>
  /** How many of them have all that there is, and how often they have tried so far. */
  fare(): Promise<{ whole: number; attempts: number }>
  show(): Promise<Omit<DesksShow, 'kind'>>
  dismiss(): void
}

const processes = 2

export function hireCrowd(desktops: number): Crowd {
  const program = fileURLToPath(new URL('desks.ts', import.meta.url))
  const parts = Array.from({ length: processes }, () => fork(program, { serialization: 'advanced' }))
  const fares = () => Promise.all(parts.map((part) => ask<DesksFare>(part, { kind: 'how?' })))
  const sum = (all: readonly DesksFare[], of: 'whole' | 'attempts') =>
    all.reduce((total, one) => total + one[of], 0)
  return {
    connect(url) {
      const share = Math.ceil(desktops / processes)
      parts.forEach((part, n) => {
        const from = n * share
        part.send({
          kind: 'connect',
          url,
          from,
          until: Math.min(desktops, from + share),
        } satisfies DesksAsked)
      })
    },
    async whole(withinMs) {
      for (let waited = 0; waited < withinMs; waited += 50) {
        const all = await fares()
        if (sum(all, 'whole') === desktops) return Math.max(...all.map((one) => one.lastWholeAt))
        await pause(50)
      }
      const missing = desktops - sum(await fares(), 'whole')
      throw new Error(`${missing} desktops are not whole after ${withinMs} ms`)
    },
    async fare() {
      const all = await fares()
      return { whole: sum(all, 'whole'), attempts: sum(all, 'attempts') }
    },
    async show() {
      const all = await Promise.all(parts.map((part) => ask<DesksShow>(part, { kind: 'show' })))
      return {
        desks: new Map(all.flatMap((one) => [...one.desks])),
        rung: new Map(all.flatMap((one) => [...one.rung])),
        seen: new Map(all.flatMap((one) => [...one.seen])),
      }
    },
    dismiss() {
      for (const part of parts) part.disconnect()
    },
  }
}

async function ask<T>(part: ChildProcess, asked: DesksAsked): Promise<T> {
  part.send(asked)
  const [said] = await once(part, 'message')
  return said as T
}
