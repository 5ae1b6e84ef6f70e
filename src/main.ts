import { pino } from 'pino'
import type { Surroundings } from './cli/surroundings.ts'

/**
 * The one program. Commands that only read standard input or a file load nothing else, so that they start at once.
 */
const commands: Record<
  string,
  { readonly about: string; readonly run: (args: string[]) => Promise<number> }
> = {
  demo: {
    about: 'serve with a demo tenant and a demo phone system (npm start)',
    run: async (args) => (await import('./cli/serve-demo.ts')).serveDemo(args, surroundings()),
  },
  serve: {
    about: 'serve with your configuration: serve [--config greetline.config.json]',
    run: async (args) => (await import('./cli/serve.ts')).serve(args, surroundings()),
  },
  replay: {
    about:
      'print the calls of a recorded phone system stream: replay FILE --as asterisk --trunk PJSIP/trunk --region DE',
    run: async (args) => (await import('./cli/replay.ts')).replay(args, process),
  },
  explain: {
    about: 'why a call was shown as it was, and what today’s rules would say: explain CALL [--json]',
    run: async (args) => (await import('./cli/explain.ts')).explain(args, surroundings()),
  },
  backtest: {
    about: 'how often the likely reasons would have been right on your own history: backtest [--json]',
    run: async (args) => {
      ;(await import('./work-in-background.ts')).workInBackground()
      return (await import('./cli/backtest.ts')).backtestCommand(args, surroundings())
    },
  },
  number: {
    about: 'read numbers from standard input: number --region DE --format as-dialled [--extension-length 4]',
    run: async (args) => (await import('./cli/number.ts')).number(args, process),
  },
  account: {
    about:
      'add, change, list, disable accounts and set passwords: account add --login alice --name Alice --role agent',
    run: async (args) => (await import('./cli/keep-accounts.ts')).keepAccounts(args, surroundings()),
  },
  import: {
    about: 'import customers, or contacts, from a CSV file: import FILE --region DE [--interactions]',
    run: async (args) => (await import('./cli/import.ts')).importFile(args, surroundings()),
  },
  audit: {
    about: 'verify that nobody has tampered with the record: audit verify [--kept SEAL:HASH]',
    run: async (args) => {
      ;(await import('./work-in-background.ts')).workInBackground()
      return (await import('./cli/audit.ts')).auditCommand(args, surroundings())
    },
  },
  backup: {
    about: 'copy the database while the server runs, verified: backup FILE',
    run: async (args) => {
      ;(await import('./work-in-background.ts')).workInBackground()
      return (await import('./cli/backup.ts')).backup(args, surroundings())
    },
  },
  restore: {
    about: 'put a backup in the place of the database, whose old files are kept: restore FILE',
    run: async (args) => (await import('./cli/restore.ts')).restore(args, surroundings()),
  },
  migrate: {
    about: 'bring the database to the version of this program',
    run: async (args) => (await import('./cli/migrate.ts')).migrateCommand(args, surroundings()),
  },
  move: {
    about: 'move the store of a stopped house into PostgreSQL: move --to postgres://USER@HOST/DATABASE',
    run: async (args) => (await import('./cli/move.ts')).move(args, surroundings()),
  },
  'demo-call': {
    about: 'let the running demo play one call: demo-call KIND',
    run: async (args) => (await import('./cli/demo-call.ts')).demoCall(args, process),
  },
}

function surroundings(): Surroundings {
  return {
    environment: process.env,
    folder: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    now: Date.now,
    random: Math.random,
    stopping: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
      }),
  }
}

function usage(): string {
  const lines = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`)
  return `usage: npm run cli -- COMMAND …\n${lines.join('\n')}\n`
}

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args
  const command = name === undefined ? undefined : commands[name]
  if (!command) {
    process.stderr.write(usage())
    return name === undefined || name === '--help' || name === 'help' ? 0 : 2
  }
  return command.run(rest)
}

// A reader that goes away (`| head`) is no fault of ours.
process.stdout.on('error', (reason: NodeJS.ErrnoException) => {
  if (reason.code === 'EPIPE') process.exit(0)
})
process.on('uncaughtException', (reason) => {
  pino().fatal(reason, 'an error that nobody caught')
  process.exit(1)
})
process.exitCode = await main(process.argv.slice(2))
