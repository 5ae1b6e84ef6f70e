import { z } from 'zod'

/** Files that are written of what somebody has found. */
export const exportSettings = z
  .strictObject({
    /** Within `data` if it is not absolute. Nodes of one house that share it serve each other's files. */
    folder: z.string().min(1).default('exports'),
    keepHours: z.int().min(1).max(720).default(24),
    mostRows: z.int().min(1).max(100_000_000).default(5_000_000),
  })
  .prefault({})
