import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { type AccountKeeping, changeAccount, createAccount } from '../access/keep-accounts.ts'
import { openPasswords } from '../access/passwords.ts'
import { normalLogin } from '../access/sign-in.ts'
import { Refusal } from '../errors.ts'
import type { Account, AccountStore } from '../store/account-store.ts'
import { accountChange, newAccount } from '../wire/access-api.ts'

export interface AccountIo {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream
  readonly errors: NodeJS.WritableStream
}

export interface AccountWorld {
  openStore(): Promise<AccountStore & { close(): Promise<void> }>
  /** Ids of the house's teams. */
  readonly teams: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

const usage = `usage:
  account add --login LOGIN --name NAME [--role agent|supervisor|admin|auditor] [--language en|zh-CN]
              [--extension SOURCE:EXTENSION]... [--team TEAM] [--leads TEAM]... [--password-from-env VARIABLE]
  account change --login LOGIN [--role ROLE] [--team TEAM|none] [--leads TEAM]... [--leads all]
  account list
  account password --login LOGIN [--password-from-env VARIABLE]
  account disable --login LOGIN
  account enable --login LOGIN
--team is where somebody works; --leads which teams a supervisor sees (all, if nothing is said).
Without --password-from-env the password is asked for, or read from the first line of the standard input.
`

const options = {
  login: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  language: { type: 'string', default: 'en' },
  team: { type: 'string' },
  leads: { type: 'string', multiple: true },
  extension: { type: 'string', multiple: true, default: [] as string[] },
  'password-from-env': { type: 'string' },
} as const

type Values = ReturnType<typeof readArguments>['values']

interface Desk {
  readonly io: AccountIo
  readonly world: AccountWorld
  readonly store: AccountStore
  readonly keeping: AccountKeeping
}

/** What was typed is no command of ours; the message says what to mend. */
class Misuse extends Error {}

/**
 * `account add|list|password|change|disable|enable`: works on the store itself, also while the house is running, whose open
 * sockets notice within a minute. Returns the exit code: 0 done, 1 refused, 2 not understood.
 */
export async function account(
  args: readonly string[],
  io: AccountIo,
  world: AccountWorld,
): Promise<0 | 1 | 2> {
  try {
    const { command, values } = readArguments(args)
    const store = await world.openStore()
    try {
      await command({ io, world, store, keeping: await openKeeping(store, world) }, values)
    } finally {
      await store.close()
    }
    return 0
  } catch (reason) {
    return explain(reason, io)
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: true,
  })
  const name = positionals[0] ?? ''
  const command = positionals.length === 1 && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new Misuse(usage)
  return { command, values }
}

async function openKeeping(store: AccountStore, world: AccountWorld): Promise<AccountKeeping> {
  return {
    store,
    now: world.now,
    randomBytes: world.randomBytes,
    teams: world.teams,
    passwords: await openPasswords({ randomBytes: world.randomBytes }),
    signOutEverywhere: (accountId) => store.endSessionsOf(accountId),
    accountsChanged: async () => undefined,
  }
}

const commands: Record<string, (desk: Desk, values: Values) => Promise<void>> = {
  async add({ io, world, keeping }, values) {
    const { login, name, role = 'agent', language } = values
    const extensions = values.extension.map(readExtension)
    const password = await readPassword(io, world, values)
    const wanted = parse(newAccount, {
      login,
      name,
      role,
      language,
      extensions,
      password,
      ...readTeams(values),
    })
    const made = await createAccount(keeping, null, wanted)
    io.output.write(`${made.login} can sign in as ${made.role}.\n`)
  },
  async list({ io, store }) {
    for (const one of await store.readAccounts()) io.output.write(`${lineOf(one)}\n`)
  },
  async password({ io, world, store, keeping }, values) {
    const { id, login } = await findAccount(store, values.login)
    const change = parse(accountChange, { password: await readPassword(io, world, values) })
    await changeAccount(keeping, null, id, change)
    io.output.write(`${login} has a new password; every session has ended.\n`)
  },
  async change({ io, store, keeping }, values) {
    const { id, login } = await findAccount(store, values.login)
    const wanted = { ...(values.role !== undefined && { role: values.role }), ...readTeams(values) }
    if (Object.keys(wanted).length === 0) throw new Misuse(usage)
    await changeAccount(keeping, null, id, parse(accountChange, wanted))
    io.output.write(`${login} is changed.\n`)
  },
  async disable({ io, store, keeping }, values) {
    const { id, login } = await findAccount(store, values.login)
    await changeAccount(keeping, null, id, { disabled: true })
    io.output.write(`${login} can no longer sign in.\n`)
  },
  async enable({ io, store, keeping }, values) {
    const { id, login } = await findAccount(store, values.login)
    await changeAccount(keeping, null, id, { disabled: false })
    io.output.write(`${login} can sign in again.\n`)
  },
}

/** What is not said is not changed. */
function readTeams({ team, leads }: Values): { team?: string | null; leads?: readonly string[] | null } {
  return {
    ...(team !== undefined && { team: team === 'none' ? null : team }),
    ...(leads !== undefined && { leads: leads.includes('all') ? null : leads }),
  }
}

/** `main:1001`; a source's name has no colon. */
function readExtension(written: string): { source: string; extension: string } {
  const colon = written.indexOf(':')
  if (colon < 1) throw new Misuse(`--extension ${written}: write SOURCE:EXTENSION, such as main:1001\n`)
  return { source: written.slice(0, colon), extension: written.slice(colon + 1) }
}

async function findAccount(store: AccountStore, login: string | undefined): Promise<Account> {
  if (login === undefined) throw new Misuse(usage)
  const found = await store.readAccountByLogin(normalLogin(login))
  if (!found) throw new Misuse(`There is no account of the login ${login}.\n`)
  return found
}

async function readPassword(io: AccountIo, world: AccountWorld, values: Values): Promise<string> {
  const variable = values['password-from-env']
  if (variable === undefined) return askSecretly(io, 'Password: ')
  const password = world.env[variable]
  if (!password) throw new Misuse(`The environment variable ${variable} is not set.\n`)
  return password
}

/** Nothing of what is typed is shown. */
async function askSecretly({ input, output }: AccountIo, question: string): Promise<string> {
  output.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: silent, terminal: input.isTTY === true })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
    output.write('\n')
  }
}

function parse<T>(schema: { safeParse(value: unknown): Parsed<T> }, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`)
  throw new Misuse(`${faults.join('\n')}\n`)
}

type Parsed<T> =
  | { success: true; data: T }
  | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }

function lineOf({ login, role, name, disabledAt, extensions, team, leads }: Account): string {
  const written = extensions.map(({ source, extension }) => `${source}:${extension}`).join(' ')
  const teams = role === 'supervisor' ? `leads ${leads?.join(' ') ?? 'all'}` : (team ?? '')
  return [login, role, disabledAt === null ? 'enabled' : 'disabled', name, written, teams].join('\t')
}

function explain(reason: unknown, { errors }: AccountIo): 1 | 2 {
  if (reason instanceof Refusal) {
    const faults = (reason.faults ?? []).map(({ path, message }) => `${path}: ${message}\n`)
    errors.write(faults.length > 0 ? faults.join('') : `${reason.message}\n`)
    return 1
  }
  const isMisuse =
    reason instanceof Misuse || String((reason as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')
  if (!isMisuse) throw reason
  errors.write(`${(reason as Error).message.trimEnd()}\n`)
  return 2
}
