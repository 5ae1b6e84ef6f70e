import { setPriority } from 'node:os'

/**
 * Makes this thread yield to the one that pops wherever both want a processor. On Linux a priority belongs to a thread;
 * elsewhere it would be the whole process's, so it is left as it is.
 */
export function workInBackground(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(10)
  } catch {
    // A container may forbid it; then all threads are equal.
  }
}
