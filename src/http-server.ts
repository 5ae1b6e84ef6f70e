import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Place {
  readonly host: string
  readonly port: number
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '127.0.0.1'
}

/**
 * Connections that the system has made and Node has not taken up yet. Node takes one in each turn of its event loop, and its
 * usual 511 are full within half a second when thousands of desktops come back; those beyond hear nothing and try again
 * after 1, 3, 7, 15 … 63 s. (Linux: at most `net.core.somaxconn`, 4096 as well.)
 */
const mostNotTakenUp = 4096

/** Resolves when requests can come in; rejects where the door is taken. */
export function listen(http: Server, { host, port }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject)
    http.listen({ port, host, backlog: mostNotTakenUp }, () => {
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

/** A slow sender holds a connection no longer than this, ms. */
export const requestWithinMs = 10_000
const uploadWithinMs = 60 * 60_000

/**
 * Node cuts every request that takes longer than the server's one time for it, and asks for that time again and again: so
 * while somebody who may do so uploads a file, it is longer for all.
 */
export function uploadTime(http: Server): <T>(upload: () => Promise<T>) => Promise<T> {
  const usual = http.requestTimeout
  let under = 0
  return async (upload) => {
    under++
    http.requestTimeout = uploadWithinMs
    try {
      return await upload()
    } finally {
      under--
      if (under === 0) http.requestTimeout = usual
    }
  }
}

/** Where people on this machine reach it, without a slash at the end. */
export function urlOf(http: Server, { host }: Pick<Place, 'host'>): string {
  return `http://${isEverywhere(host) ? 'localhost' : host}:${portOf(http)}`
}
