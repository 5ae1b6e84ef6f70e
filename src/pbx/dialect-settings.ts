import type { z } from 'zod'
import { type DialectKind, dialectKinds, dialects } from './dialects.ts'

/** Each phone system's own settings of a source, under the name of its kind; what they may be its converter says. */
export const dialectSettings = Object.fromEntries(
  dialectKinds.map((kind) => [kind, dialects[kind].settings.optional()]),
) as { [K in DialectKind]: z.ZodOptional<(typeof dialects)[K]['settings']> }

/** What a source of a kind that proves itself in its own way lacks. */
export function dialectFaults(
  source: { readonly secrets: readonly string[]; readonly tokens: readonly string[] },
  where: { readonly kind: DialectKind; readonly path: string; readonly publicUrl: string | undefined },
): { path: string; message: string }[] {
  const { kind, path, publicUrl } = where
  const { proof, settings, signsAddress } = dialects[kind]
  const hasSecret = source.secrets.length > 0
  const hasToken = source.tokens.length > 0
  const fault = (field: string, message: string) => [{ path: `${path}.${field}`, message }]
  const own = (source as { readonly [K in DialectKind]?: unknown })[kind]
  const missing = own === undefined ? (settings.safeParse({}).error?.issues ?? []) : []
  return [
    ...((proof === 'secret' || proof === 'both') && !hasSecret
      ? fault('secrets', `a source of the kind ${kind} needs the secret that it is signed with`)
      : []),
    ...((proof === 'token' || proof === 'both') && !hasToken
      ? fault('tokens', `a source of the kind ${kind} needs a token`)
      : []),
    ...(proof === 'either' && !hasSecret && !hasToken
      ? fault('secrets', `a source of the kind ${kind} needs at least one secret or token`)
      : []),
    ...(signsAddress && publicUrl === undefined
      ? [{ path: 'publicUrl', message: `${kind} signs the address that it calls: state it` }]
      : []),
    ...missing.flatMap((issue) => fault([kind, ...issue.path].join('.'), issue.message)),
  ]
}
