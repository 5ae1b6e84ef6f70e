import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { monotonicMs } from './clock.ts'
import { percentile } from './percentiles.ts'

/** What figures were measured on: without it they mean nothing. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly node: string
  /** Median of appending 4 KB and waiting for the disk, µs: the least that an acknowledged event costs. */
  readonly fsyncUs: number
  /** Others' work on the machine, by the load of the last minute. */
  readonly load: number
}

/** `folder` is where the data lies, since another disk has another fsync. */
export function describeMachine(folder: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    fsyncUs: Math.round(measureFsync(join(folder, 'fsync.probe'))),
    load: loadavg()[0] ?? 0,
  }
}

function measureFsync(file: string): number {
  const handle = openSync(file, 'w')
  const page = Buffer.alloc(4096, 1)
  const took = Float64Array.from({ length: 300 }, () => {
    const begin = monotonicMs()
    writeSync(handle, page)
    fsyncSync(handle)
    return monotonicMs() - begin
  }).sort()
  closeSync(handle)
  rmSync(file)
  return percentile(took, 0.5) * 1000
}
