import type { Report } from '../../wire/report-api.ts'
import { type Figures, noFigure } from './say-figure.ts'

/** Puts what the house has set into a definition: `{serviceSeconds}`. Settings that end in `Share` are shares. */
export function fillSettings(text: string, settings: Report['settings'], figures: Figures): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = settings[name]
    if (value === null || value === undefined) return noFigure
    return name.endsWith('Share') ? figures.sayOnAxis(value, 'share') : String(value)
  })
}
