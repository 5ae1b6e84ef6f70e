import { z } from 'zod'
import { shownFactKind } from './facts-api.ts'

export const roles = ['agent', 'supervisor', 'admin', 'auditor'] as const
export const role = z.enum(roles).meta({ id: 'Role' })
export type Role = z.infer<typeof role>

export const languages = ['en', 'zh-CN'] as const
export const deskLanguage = z.enum(languages)

export const extensionOfAccount = z.strictObject({
  source: z.string().min(1).max(64),
  /** Whatever the phone system calls the agent: an extension, a user id, a SIP user, an address. */
  extension: z.string().min(1).max(128),
})

/** The id of a team of the configuration. */
const team = z.string().min(1).max(64)

export const account = z
  .strictObject({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role,
    language: z.string(),
    disabled: z.boolean(),
    extensions: z.array(extensionOfAccount),
    team: z.string().nullable(),
    leads: z.array(z.string()).nullable(),
  })
  .meta({ id: 'Account' })
export type AccountView = z.infer<typeof account>

/** ASVS 6.2: at least 8, no composition rules, 128 so that a hash is not a denial of service. */
export const password = z.string().min(8).max(128)

export const signIn = z.strictObject({
  login: z.string().min(1).max(64),
  password: z.string().min(1).max(128),
})

export const newAccount = z.strictObject({
  login: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/,
      'letters, digits and . _ @ - only, beginning with a letter or digit',
    ),
  name: z.string().trim().min(1).max(128),
  role,
  language: deskLanguage.default('en'),
  password,
  extensions: z.array(extensionOfAccount).max(20).default([]),
  team: team.nullable().default(null),
  leads: z.array(team).max(200).nullable().default(null),
})

export const accountChange = z.strictObject({
  name: z.string().trim().min(1).max(128).optional(),
  role: role.optional(),
  language: deskLanguage.optional(),
  password: password.optional(),
  extensions: z.array(extensionOfAccount).max(20).optional(),
  team: team.nullable().optional(),
  leads: z.array(team).max(200).nullable().optional(),
  disabled: z.boolean().optional(),
})

/** The signed-in person and what their desktop needs to know of the house. */
export const me = z
  .strictObject({
    account,
    sources: z.array(z.string()),
    queues: z.array(z.strictObject({ source: z.string(), id: z.string(), name: z.string() })),
    /** What the house asks its customers for. */
    facts: z.array(shownFactKind),
    /** Those that belong to another stand behind it and name it. */
    dispositions: z.array(
      z.strictObject({
        id: z.string(),
        name: z.record(z.string(), z.string()),
        parent: z.string().nullable(),
      }),
    ),
    /** What `/key` in a note becomes, by language. */
    snippets: z.array(z.strictObject({ key: z.string(), text: z.record(z.string(), z.string()) })),
    tiers: z.array(z.string()),
    /** Who in the house may own a case or be asked about one. */
    departments: z.array(z.strictObject({ id: z.string(), name: z.record(z.string(), z.string()) })),
    /** Groups of people whose supervisors see their work. */
    teams: z.array(z.strictObject({ id: z.string(), name: z.record(z.string(), z.string()) })),
    /** How agents make sure who is speaking. */
    verificationMethods: z.array(z.strictObject({ id: z.string(), name: z.record(z.string(), z.string()) })),
    /** Origins of pages that may hold `/embed/pop`; it tells them which call it shows. */
    embedAncestors: z.array(z.string()),
    demo: z.boolean(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const ownChange = z.strictObject({ language: deskLanguage.optional() })
