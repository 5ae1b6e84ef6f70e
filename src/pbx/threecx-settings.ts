interface ThreecxSource {
  readonly '3cx'?:
    | {
        readonly url?: string | undefined
        readonly clientId?: string | undefined
        readonly clientSecret?: string | undefined
      }
    | undefined
  readonly tokens: readonly string[]
}

/** What a 3CX's source lacks: it is connected to, or it posts its journal. */
export function threecxFaults(source: ThreecxSource, path: string): { path: string; message: string }[] {
  const { url, clientId, clientSecret } = source['3cx'] ?? {}
  const fault = (field: string, message: string) => [{ path: `${path}.${field}`, message }]
  if (url === undefined && source.tokens.length === 0) {
    return fault(
      '3cx.url',
      'state the address of its call control, or a token with which it posts its journal',
    )
  }
  if (url === undefined) return []
  return [
    ...(clientId === undefined ? fault('3cx.clientId', 'call control needs a client id') : []),
    ...(clientSecret === undefined ? fault('3cx.clientSecret', 'call control needs a client secret') : []),
  ]
}
