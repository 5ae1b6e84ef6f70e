import type { Logger } from 'pino'
import type { Rereading } from './store/rereading-store.ts'

const said = {
  begun: 'stored numbers are read again: the settings of their sources have changed',
  'going on': 'stored numbers are being read again',
  done: 'stored numbers were read again',
} as const

/** Tells the log how far it is. What cannot be read any more is worth a warning: somebody has to look at the settings. */
export function tellOfRereading(log: Logger): (what: keyof typeof said, job: Rereading) => void {
  return (what, job) => {
    const { id, sources, stage, doneOfThousand, rowsRead, rowsChanged, rowsUnreadable } = job
    const figures = { job: id, sources, rowsRead, rowsChanged, rowsUnreadable }
    const place = what === 'done' ? {} : { stage, percent: Math.floor(doneOfThousand / 10) }
    const level = what === 'done' && rowsUnreadable > 0 ? 'warn' : 'info'
    log[level]({ ...figures, ...place }, said[what])
  }
}
