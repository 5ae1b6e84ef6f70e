/** Where a page of the best ended, and what it was put in order by. */
export interface BestCursor {
  /** The newest that fitted when the first page was asked for: nothing that is newer is looked at. */
  readonly newest: number
  readonly weights: readonly number[]
  readonly score: number
  readonly id: number
}

const mostWeights = 50

export function writeBestCursor({ newest, weights, score, id }: BestCursor): string {
  return Buffer.from(JSON.stringify([newest, score, id, ...weights])).toString('base64url')
}

/** Null for what nobody has given. */
export function readBestCursor(written: string | null): BestCursor | null {
  if (written === null) return null
  try {
    const cells: unknown = JSON.parse(Buffer.from(written, 'base64url').toString())
    if (!Array.isArray(cells) || cells.length > mostWeights || !cells.every(Number.isFinite)) return null
    const [newest, score, id, ...weights] = cells as number[]
    if (newest === undefined || score === undefined || id === undefined) return null
    return { newest, score, id, weights }
  } catch {
    return null
  }
}

/** The id of the last of the page before; null for what nobody has given. */
export function readNewestCursor(written: string | null): number | null {
  return written !== null && /^\d{1,16}$/.test(written) ? Number(written) : null
}
