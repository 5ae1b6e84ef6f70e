import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Place {
  readonly host: string
  readonly port: number
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '127.0.0.1'
}

/** Resolves when requests can come in; rejects where the door is taken. */
export function listen(http: Server, { host, port }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  })
}

/** 0 while it does not listen. */
export function portOf(http: Server): number {
  return (http.address() as AddressInfo | null)?.port ?? 0
}

/** Requests under way are answered; connections that only wait are closed. Four seconds, then none is left. */
export function closeServer(http: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => http.closeAllConnections(), 4000)
    // What was under way goes out with the promise that the connection is kept; it is idle only after that.
    const sweep = setInterval(() => http.closeIdleConnections(), 50)
    http.close(() => {
      clearTimeout(cut)
      clearInterval(sweep)
      resolve()
    })
  })
}

/** Where people on this machine reach it, without a slash at the end. */
export function urlOf(http: Server, { host }: Pick<Place, 'host'>): string {
  return `http://${isEverywhere(host) ? 'localhost' : host}:${portOf(http)}`
}
