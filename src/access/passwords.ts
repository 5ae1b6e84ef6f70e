import * as argon2Library from '@node-rs/argon2'
import { boundedQueue } from './bounded-queue.ts'

/** Makes and checks password hashes. Both reject with `too-many-attempts` when more are waiting than can be served soon. */
export interface Passwords {
  hash(password: string): Promise<string>
  /** False for a missing hash, after the same work as for a wrong password. */
  isRight(hash: string | null, password: string): Promise<boolean>
}

export interface PasswordTools {
  randomBytes(size: number): Uint8Array
  /** The library's own two functions, unless something is to listen in. */
  readonly argon2?: Pick<typeof argon2Library, 'hash' | 'verify'>
}

/** OWASP's first choice of parameters for argon2id, which is the library's default kind: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A verify takes some 11 ms, so whoever is last in this queue waits about a second. */
const limits = { inFlight: 2, waiting: 150 }

/** Opens the hashing of passwords; hashes once, so that there is something to check unknown logins against. */
export async function openPasswords({
  randomBytes,
  argon2 = argon2Library,
}: PasswordTools): Promise<Passwords> {
  const queue = boundedQueue(limits)
  const hash = (password: string): Promise<string> =>
    queue(() => argon2.hash(typed(password), { ...cost, salt: randomBytes(16) }))
  const nobodys = await hash(Buffer.from(randomBytes(16)).toString('hex'))
  return {
    hash,
    async isRight(stored, password) {
      const fits = await queue(() => argon2.verify(stored ?? nobodys, typed(password)))
      return stored !== null && fits
    },
  }
}

/** The same characters, whichever keyboard or system composed them (NIST SP 800-63B 5.1.1.2). */
function typed(password: string): string {
  return password.normalize('NFKC')
}
