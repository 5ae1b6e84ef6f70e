/** What a command may know of the process it runs in. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly folder: string
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly now: () => number
  readonly random: () => number
  /** Resolves when the process is asked to stop. */
  readonly stopping: () => Promise<string>
}
