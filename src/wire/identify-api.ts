import { z } from 'zod'
import { recognitionOutcome, tier, trust } from './pop.ts'

/** In which words the answer is given; each but `json` is what one kind of phone system reads. */
export const lookupFormats = ['json', 'text', 'hash', 'freepbx', 'freeswitch', '3cx'] as const
export type LookupFormat = (typeof lookupFormats)[number]

const text = (most: number) => z.string().max(most)
const claimName = /^claim_([A-Za-z][A-Za-z0-9_.-]{0,63})$/

/**
 * What a dialplan, an IVR or a phone asks with. `claim_<name>` is what the caller typed or said; parameters that are not
 * known are passed over, since phone systems add their own.
 */
export const identifyQuery = z
  .looseObject({
    number: text(512).default('').meta({ description: 'The caller’s number as the phone system has it.' }),
    presentation: z.enum(['allowed', 'restricted', 'unavailable']).default('allowed'),
    did: text(512).optional().meta({ description: 'The number that was dialled.' }),
    queue: text(128).optional().meta({ description: 'The queue’s id at the phone system.' }),
    attestation: z.enum(['A', 'B', 'C', 'failed', 'none', 'diverted']).optional(),
    diversion: text(512).optional().meta({ description: 'Who sent the call on to us.' }),
    format: z.enum(lookupFormats).default('json'),
  })
  .transform((query) => ({ ...query, claims: claimsIn(query) }))
export type IdentifyQuery = z.infer<typeof identifyQuery>

function claimsIn(query: Readonly<Record<string, unknown>>): Record<string, string> {
  const claims = Object.entries(query).flatMap(([key, value]) => {
    const name = claimName.exec(key)?.[1]
    return name === undefined || typeof value !== 'string' ? [] : [[name, value.slice(0, 512)] as const]
  })
  return Object.fromEntries(claims.slice(0, 32))
}

/** What a lookup token may be told. Each level is told what those before it are. */
export const lookupLevels = ['routing', 'name', 'all'] as const
export type LookupLevel = (typeof lookupLevels)[number]

const place = z.strictObject({ id: z.string(), name: z.string() })

/** Who a number is, for whoever routes the call or shows a name on a phone. */
export const identified = z
  .strictObject({
    outcome: recognitionOutcome,
    trust,
    language: z.string().nullable().meta({ description: 'Where all it may be speak the same.' }),
    tier: tier.nullable(),
    preferredAgent: z
      .strictObject({ name: z.string(), extension: z.string().nullable() })
      .nullable()
      .meta({ description: 'Who of us spoke with them last; null where nobody who takes calls did.' }),
    hasOpenCase: z.boolean(),
    queue: place.nullable().meta({
      description: 'Where this caller is best helped: by language, else by what the last call was about.',
    }),
    display: z.string().nullable().meta({
      description:
        'For the phone’s display: the person recognised, or the company or household they call from. Null below the level `name`, and where nobody may be named.',
    }),
    customer: z
      .strictObject({
        id: z.int(),
        externalId: z.string().nullable(),
        name: z.string(),
        givenName: z.string().nullable(),
        familyName: z.string().nullable(),
        company: z.string().nullable(),
        url: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Only at the level `all`, and only where somebody is named.' }),
    openCase: z
      .strictObject({ reference: z.string().nullable(), subject: z.string(), openedAt: z.int() })
      .nullable()
      .meta({ description: 'The newest. Only at the level `all`.' }),
  })
  .meta({ id: 'Identified', description: 'Who a number is.' })
export type Identified = z.infer<typeof identified>
