import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'

/**
 * Whether the write-ahead log holds what was once committed to it. SQLite itself stops reading at the first frame whose
 * checksum does not fit and takes the rest for the torn end of a last write, so damage in the middle loses every commit
 * behind it without a word. With `synchronous=FULL` a commit begins only after the one before it is on the disk: two
 * whole commits behind a bad frame, or frames behind a bad header, are no torn end. Damage in the very last commit cannot
 * be told from one. Format: sqlite.org/fileformat2.html#walformat
 */
export function isLogDamaged(log: string): boolean {
  let before: string | null = null
  for (let round = 0; round < mostRounds; round++) {
    const found = existsSync(log) ? findDamage(log) : null
    if (found === null) return false
    if (found === before) return true
    // Somebody may be writing to the log: what was half written is whole the next time, and damage stays where it is.
    before = found
  }
  return false
}

const mostRounds = 20

/** Where the damage begins, and in which log: the header changes when the log is begun anew. */
function findDamage(log: string): string | null {
  const fd = openSync(log, 'r')
  try {
    const header = Buffer.alloc(headerBytes)
    readSync(fd, header, 0, headerBytes, 0)
    const at = scan(fd, header)
    return at === null ? null : `${at} ${header.toString('hex')}`
  } finally {
    closeSync(fd)
  }
}

const headerBytes = 32
const frameHeaderBytes = 24
const magic = 0x377f0682

interface Sum {
  readonly first: number
  readonly second: number
}

function scan(fd: number, header: Buffer): number | null {
  const { size } = fstatSync(fd)
  if (size <= headerBytes) return null
  const isBig = (header.readUInt32BE(0) & 1) === 1
  const start = addUp({ first: 0, second: 0 }, header.subarray(0, 24), isBig)
  if (header.readUInt32BE(0) >>> 1 !== magic >>> 1 || !fits(start, header, 24)) return 0
  const frame = Buffer.alloc(frameHeaderBytes + pageBytes(header))
  let sum = start
  let brokenAt: number | null = null
  let commitsInARow = 0
  for (let at = headerBytes; at + frame.length <= size; at += frame.length) {
    readSync(fd, frame, 0, frame.length, at)
    const isOfThisLog = frame.compare(header, 16, 24, 8, 16) === 0
    const next = addUp(addUp(sum, frame.subarray(0, 8), isBig), frame.subarray(frameHeaderBytes), isBig)
    const isWhole = isOfThisLog && fits(next, frame, 16)
    if (!isWhole) {
      brokenAt ??= at
      commitsInARow = 0
    } else if (brokenAt !== null && frame.readUInt32BE(4) !== 0 && ++commitsInARow === 2) return brokenAt
    // Behind a bad frame the sum goes on from what that frame says it is.
    sum = isWhole ? next : { first: frame.readUInt32BE(16), second: frame.readUInt32BE(20) }
  }
  return null
}

function pageBytes(header: Buffer): number {
  const bytes = header.readUInt32BE(8)
  return bytes === 1 ? 65_536 : bytes
}

function fits(sum: Sum, buffer: Buffer, at: number): boolean {
  return sum.first === buffer.readUInt32BE(at) && sum.second === buffer.readUInt32BE(at + 4)
}

function addUp({ first, second }: Sum, bytes: Buffer, isBig: boolean): Sum {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let one = first
  let two = second
  for (let n = 0; n < bytes.length; n += 8) {
    one = (one + words.getUint32(n, !isBig) + two) >>> 0
    two = (two + words.getUint32(n + 4, !isBig) + one) >>> 0
  }
  return { first: one, second: two }
}
