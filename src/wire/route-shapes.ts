import { z } from 'zod'

/** Who may ask, as routes say it. */
export const everyone = ['agent', 'supervisor', 'admin'] as const
export const leads = ['supervisor', 'admin'] as const
export const signedIn = ['agent', 'supervisor', 'admin', 'auditor'] as const
export const admins = ['admin'] as const

/** What a path names. */
export const numberId = z.strictObject({ id: z.coerce.number().int() })
export const textId = z.strictObject({ id: z.string().min(1).max(500) })

export const nothing = z.undefined()
export const list = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item) })
export const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.int().nullable() })
