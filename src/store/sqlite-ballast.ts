import { existsSync, rmSync, statfsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** A file that only takes up room, to be given up when the disk is full: SQLite cannot even delete without some. */
export interface Ballast {
  isThere(): boolean
  /** Gives the room free at once; true if there was any. */
  release(): boolean
  /** Lets go of what is being made. */
  callOff(): void
  /** Makes the file, if that leaves as much room again. Rejects where the disk refuses it. */
  make(): Promise<'made' | 'no-room'>
}

export const ballastBytes = 16 * 1024 * 1024
/** A piece is longer than what compressing file systems look at in one go, so that it takes up what it says. */
const pieceBytes = 256 * 1024

/** `noise` gives bytes that cannot be compressed. */
export function ballastAt(file: string, noise: (bytes: number) => Uint8Array, bytes = ballastBytes): Ballast {
  const unfinished = `${file}.part`
  let wanted = false
  rmSync(unfinished, { force: true })
  return {
    isThere: () => existsSync(file),
    release() {
      wanted = false
      const was = existsSync(file)
      rmSync(file, { force: true })
      rmSync(unfinished, { force: true })
      return was
    },
    callOff() {
      wanted = false
    },
    async make() {
      const disk = statfsSync(dirname(file))
      if (disk.bavail * disk.bsize < 2 * bytes) return 'no-room'
      wanted = true
      try {
        const handle = await open(unfinished, 'w')
        try {
          const piece = noise(pieceBytes)
          for (let done = 0; done < bytes && wanted; done += pieceBytes) {
            await handle.write(piece)
            // Piece by piece onto the disk: a commit would otherwise have to wait until all of it is there.
            await handle.datasync()
          }
        } finally {
          await handle.close()
        }
        if (!wanted) return 'no-room'
        await rename(unfinished, file)
        return 'made'
      } finally {
        await rm(unfinished, { force: true })
      }
    },
  }
}
