import type { Method, Operation } from '../wire/openapi-document.ts'

/** A command that asks for this operation, ready to be pasted into a POSIX shell. */
export function curlExample(method: Method, path: string, operation: Operation, server: string): string {
  const { security, requestBody } = operation
  const [mediaType, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  const lines = [
    `curl ${isImplied(method, mediaType) ? '' : `-X ${method.toUpperCase()} `}${quoted(server + filled(path))}`,
    ...(security.length > 0 ? [`-H "Authorization: Bearer $TOKEN"`] : []),
    ...(isFromPage(method, operation) ? [`-H ${quoted(`Origin: ${server}`)}`] : []),
    ...(mediaType === undefined ? [] : [`-H ${quoted(`Content-Type: ${mediaType}`)}`]),
    ...(mediaType === 'text/csv' ? ['--data-binary @customers.csv'] : []),
    ...(mediaType === 'application/x-ndjson' ? ['--data-binary @signals.ndjson'] : []),
    ...(mediaType === 'application/json'
      ? [`-d ${quoted(JSON.stringify(content?.example ?? {}, null, 2))}`]
      : []),
  ]
  return lines.join(' \\\n  ')
}

/** The same for a signed request: OpenSSL makes the signature of Standard Webhooks. */
export function signedCurlExample(path: string, operation: Operation, server: string): string {
  const [content] = Object.values(operation.requestBody?.content ?? {})
  const body = Array.isArray(content?.example) ? content.example[0] : content?.example
  return [
    'SECRET=whsec_…',
    `BODY=${quoted(JSON.stringify(body ?? {}))}`,
    'ID="msg_$(date +%s%N)"; NOW=$(date +%s)',
    `KEY=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
    `SIGNATURE=$(printf %s "$ID.$NOW.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)`,
    [
      `curl ${quoted(server + filled(path))}`,
      "-H 'Content-Type: application/json'",
      '-H "webhook-id: $ID" -H "webhook-timestamp: $NOW"',
      '-H "webhook-signature: v1,$SIGNATURE" -d "$BODY"',
    ].join(' \\\n  '),
  ].join('\n')
}

/** curl posts what it is given data for. */
function isImplied(method: Method, mediaType: string | undefined): boolean {
  return method === 'get' || (method === 'post' && mediaType !== undefined)
}

/** Without a token a request that changes something must say that it comes from the house's own page. */
function isFromPage(method: Method, operation: Operation): boolean {
  return method !== 'get' && operation.security.length === 0
}

const placeholders: Readonly<Record<string, string>> = { source: 'main' }

function filled(path: string): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (path.startsWith('/v1/calls/') || path.startsWith('/v1/desk/')) return 'main:c-42'
    return placeholders[name] ?? (path.startsWith('/v1/accounts/') ? 'ACCOUNT' : '4711')
  })
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
