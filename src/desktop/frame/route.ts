import { useSyncExternalStore } from 'react'

export type Place =
  | { readonly kind: 'desk' }
  | { readonly kind: 'live' }
  | { readonly kind: 'alerts' }
  | { readonly kind: 'cases' }
  | { readonly kind: 'promises' }
  | { readonly kind: 'search' }
  | { readonly kind: 'reports'; readonly view?: string }
  /** `view` stands behind the path and begins with `?`: days and parts of the house, never a person. */
  | { readonly kind: 'report'; readonly id: string; readonly view?: string }
  | { readonly kind: 'standings' }
  | { readonly kind: 'customers' }
  | { readonly kind: 'customer'; readonly id: number }
  | { readonly kind: 'call'; readonly id: string }
  | { readonly kind: 'signals' }
  | { readonly kind: 'imports' }
  | { readonly kind: 'greetings' }
  | { readonly kind: 'guidance' }
  | { readonly kind: 'quality' }
  | { readonly kind: 'exports' }
  | { readonly kind: 'mystery-calls' }
  | { readonly kind: 'accounts' }
  | { readonly kind: 'webhooks' }
  | { readonly kind: 'record' }
  /** The links of screens on the wall; the screen itself is no page of the desktop. */
  | { readonly kind: 'walls' }
  /** Shown in a frame of another system's page. */
  | { readonly kind: 'embedded' }
  | { readonly kind: 'nowhere' }

const plain = [
  'desk',
  'live',
  'alerts',
  'cases',
  'promises',
  'search',
  'reports',
  'standings',
  'customers',
  'signals',
  'imports',
  'greetings',
  'guidance',
  'quality',
  'exports',
  'mystery-calls',
  'accounts',
  'webhooks',
  'record',
  'walls',
] as const
const embeddedPath = '/embed/pop'
const moved = 'greetline:moved'

/** The page that a path names; ids only, never what somebody searched for. */
export function readPlace(path: string): Place {
  const [first = '', second, ...deeper] = path.split('/').filter(Boolean)
  if (first === '') return { kind: 'desk' }
  if (path === embeddedPath) return { kind: 'embedded' }
  if (deeper.length > 0) return { kind: 'nowhere' }
  if (first === 'customers' && second !== undefined) {
    return /^\d{1,16}$/.test(second) ? { kind: 'customer', id: Number(second) } : { kind: 'nowhere' }
  }
  if (first === 'calls' && second !== undefined) return readCallPlace(second)
  if (first === 'reports' && second !== undefined) {
    return /^[a-z-]{1,40}$/.test(second) ? { kind: 'report', id: second } : { kind: 'nowhere' }
  }
  const kind = plain.find((one) => one === first)
  return kind && second === undefined ? { kind } : { kind: 'nowhere' }
}

function readCallPlace(encoded: string): Place {
  try {
    return { kind: 'call', id: decodeURIComponent(encoded) }
  } catch {
    return { kind: 'nowhere' }
  }
}

export function pathOf(place: Place): string {
  if (place.kind === 'customer') return `/customers/${place.id}`
  if (place.kind === 'call') return `/calls/${encodeURIComponent(place.id)}`
  if (place.kind === 'report') return `/reports/${place.id}${place.view ?? ''}`
  if (place.kind === 'reports') return `/reports${place.view ?? ''}`
  if (place.kind === 'embedded') return embeddedPath
  return place.kind === 'nowhere' ? '/desk' : `/${place.kind}`
}

export function goTo(place: Place): void {
  const path = pathOf(place)
  if (path === location.pathname + location.search) return
  history.pushState(null, '', path)
  dispatchEvent(new Event(moved))
}

export function usePlace(): Place {
  return readPlace(useSyncExternalStore(hearMoves, () => location.pathname))
}

export function hearMoves(tell: () => void): () => void {
  addEventListener('popstate', tell)
  addEventListener(moved, tell)
  return () => {
    removeEventListener('popstate', tell)
    removeEventListener(moved, tell)
  }
}
