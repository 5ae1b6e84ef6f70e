import { z } from 'zod'
import { label, language, name, named } from './policy-settings.ts'

const question = z.strictObject({
  id: name,
  /** By language. */
  name: z.record(language, label),
  /** `points` up to `most`, yes or no, or words that give no points. */
  kind: z.enum(['points', 'yes-no', 'text']),
  most: z.int().min(1).max(100).default(5),
  /** How much it counts against the others. */
  weight: z.number().min(0).max(100).default(1),
})

/** How calls are reviewed, and what agents tick off each day. */
export const qualitySettings = z
  .strictObject({
    /** Changed, a form gets another version; reviews keep the one that they were made with. */
    forms: z
      .array(
        z.strictObject({
          id: name,
          name: z.record(language, label),
          questions: z.array(question).min(1).max(50),
        }),
      )
      .max(20)
      .default([]),
    /** Calls to review for each agent and week. */
    perAgentWeekly: z.int().min(0).max(50).default(2),
    /** From how many minutes on a call is long. */
    longMinutes: z.int().min(1).max(600).default(15),
    checklist: z.array(named).max(30).default([]),
  })
  .prefault({})

interface QualityConfig {
  readonly quality: {
    readonly forms: readonly { readonly id: string; readonly questions: readonly { readonly id: string }[] }[]
    readonly checklist: readonly { readonly id: string }[]
  }
}

/** What cannot be seen in one setting alone. */
export function qualityFaults({ quality }: QualityConfig): { path: string; message: string }[] {
  const twice = (ids: readonly { readonly id: string }[], path: string) =>
    ids.flatMap(({ id }, n) =>
      ids.findIndex((other) => other.id === id) < n
        ? [{ path: `${path}[${n}].id`, message: `there is another of the id ${id}` }]
        : [],
    )
  return [
    ...twice(quality.forms, 'quality.forms'),
    ...quality.forms.flatMap((form, n) => twice(form.questions, `quality.forms[${n}].questions`)),
    ...twice(quality.checklist, 'quality.checklist'),
  ]
}
