/** What the page around is told: ids and nothing else, so that it can show its own record. */
export interface PopMessage {
  readonly type: 'greetline.pop'
  /** Null while there is no call. */
  readonly callId: string | null
  /** Greetline's own id; null where nobody is known for certain. */
  readonly customerId: number | null
  readonly state: string | null
}

/**
 * Tells the page around, if it is one of these origins. The browser itself keeps a message from any other: each is posted
 * to an origin by name, never to `*`.
 */
export function tellParent(origins: readonly string[], message: PopMessage, page: Window = window): void {
  if (page.parent === page) return
  for (const origin of aroundOf(origins, page)) page.parent.postMessage(message, origin)
}

/** The one that holds this page, where the browser says it; else each that may. */
function aroundOf(origins: readonly string[], page: Window): readonly string[] {
  const [around] = page.location.ancestorOrigins ?? []
  return around === undefined ? origins : origins.filter((one) => one === around)
}
