import { readFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { isSupportedCountry } from 'libphonenumber-js/max'
import { z } from 'zod'
import { numberFormats } from './call/caller-number.ts'
import { placeFiles } from './directory-settings.ts'
import { factFaults } from './fact-faults.ts'
import { matterFaults, promiseSettings, signalSettings, standingPromises } from './matter-settings.ts'
import { mysteryFaults } from './mystery-settings.ts'
import { outsideFaults, outsideSettings } from './outside-settings.ts'
import { dialectFaults, dialectSettings } from './pbx/dialect-settings.ts'
import { dialectKinds, isDialect } from './pbx/dialects.ts'
import { freeswitchFaults } from './pbx/freeswitch-settings.ts'
import { threecxFaults } from './pbx/threecx-settings.ts'
import { asterisk, freeswitch, threecx } from './phone-settings.ts'
import { label, language, name, named, policySettings, secret, valueSettings } from './policy-settings.ts'
import { qualityFaults } from './quality-settings.ts'
import { supervisionSettings } from './supervision-settings.ts'
import { teamFaults } from './team-settings.ts'
import { factSetting } from './wire/facts-api.ts'
import { lookupLevels } from './wire/identify-api.ts'
import { dispositions, snippets, wrapUpFaults } from './wrap-up-settings.ts'

const region = z
  .string()
  .refine((code) => isSupportedCountry(code), 'not an ISO 3166 region such as DE, HK or US')
const timeZone = z.string().refine(isTimeZone, 'not an IANA time zone such as Europe/Berlin')

const source = z.strictObject({
  name,
  kind: z.enum(['webhook', 'asterisk', ...dialectKinds]),
  ...dialectSettings,
  /** Secrets for signed requests (`whsec_…` or plain); several while one is being replaced. */
  secrets: z.array(secret).default([]),
  /** Bearer tokens, for phone systems that cannot sign. */
  tokens: z.array(secret).default([]),
  numberFormat: z.enum(numberFormats, `state how numbers arrive: one of ${numberFormats.join(', ')}`),
  region,
  areaCode: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
  outsidePrefix: z
    .string()
    .regex(/^\d{1,3}$/)
    .optional(),
  extensionLength: z.int().min(1).max(8).optional(),
  timeZone: timeZone.optional(),
  language: language.default('en'),
  dids: z
    .array(z.strictObject({ number: z.string().min(1), name: label, language: language.optional() }))
    .default([]),
  queues: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        name: label,
        language: language.optional(),
        /** Whether this queue rings several agents at once, though the phone system reports them one by one. */
        ringsSeveral: z.boolean().default(false),
        /** Instead of `live.answerWithinSeconds`. */
        answerWithinSeconds: z.int().min(1).max(3600).optional(),
      }),
    )
    .default([]),
  asterisk: asterisk.optional(),
  freeswitch: freeswitch.optional(),
  '3cx': threecx.optional(),
})

const file = z.strictObject({
  house: z.strictObject({ name: label, language: language.default('en') }),
  port: z.int().min(0).max(65535).default(8080),
  host: z.string().default('127.0.0.1'),
  /** How people reach this: decides Secure cookies and which pages may open a socket. */
  publicUrl: z.url().optional(),
  data: z.string().default('data'),
  /** `sqlite`, in the folder `data`; or the address of a PostgreSQL, which several nodes may share. */
  store: secret.default('sqlite'),
  spool: z
    .strictObject({
      /** What a node keeps on its own disk while PostgreSQL is away; beyond it events are refused. */
      mostMegabytes: z.int().min(16).max(1_000_000).default(2048),
    })
    .prefault({}),
  sources: z.array(source).min(1, 'configure at least one source'),
  dispositions,
  /** Who in the house may own a case or be asked about one. */
  departments: z.array(named).default([]),
  /** Who works together, and which queues they serve: a supervisor may be given some of them. */
  teams: z
    .array(named.extend({ queues: z.array(z.string().min(1)).default([]) }))
    .max(200)
    .default([]),
  /** What the house asks its customers for. */
  facts: z.array(factSetting).max(200).default([]),
  snippets,
  /** Whom somebody visits regularly, by tier. */
  visits: z
    .array(z.strictObject({ tier: z.string().min(1).max(32), everyDays: z.int().min(1).max(3650) }))
    .default([]),
  tiers: z.array(z.string().min(1).max(32)).min(1).default(['standard', 'silver', 'gold']),
  session: z
    .strictObject({
      /** Without a person's action for this long, a session is over. A desk that waits for calls must outlast the wait. */
      idleMinutes: z.int().min(5).max(1440).default(480),
      /** Over in any case, so that a forgotten desk is not open tomorrow. */
      absoluteMinutes: z.int().min(30).max(2880).default(840),
    })
    .prefault({}),
  /** Proxies of your own in front, whose X-Forwarded-For is believed. */
  trustedProxies: z.int().min(0).max(5).default(0),
  /** The most desktops at once. */
  mostDesktops: z.int().min(1).max(100_000).default(10_000),
  /** Desktops that are let in per second, when many come at once. */
  desktopsPerSecond: z.int().min(1).max(100_000).default(1000),
  apiTokens: z
    .array(
      z.strictObject({
        name,
        role: z.enum(['supervisor', 'admin', 'auditor']),
        token: secret,
        /** The teams whose work it sees; all where nothing is said. */
        teams: z.array(z.string()).optional(),
      }),
    )
    .default([]),
  /** Dialplans, IVRs and phones that ask who a number is: each with a token of its own and no more than it needs. */
  lookups: z
    .array(
      z.strictObject({
        name,
        source: z.string().min(1),
        token: secret,
        shows: z.enum(lookupLevels).default('name'),
        /** Where this one asks in another way than the source reports: mod_cidlookup strips all but digits. */
        numberFormat: z.enum(numberFormats).optional(),
      }),
    )
    .default([]),
  ...outsideSettings,
  value: valueSettings,
  policy: policySettings,
  promises: promiseSettings,
  standingPromises,
  signals: signalSettings,
  ...supervisionSettings,
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
      /** Numbers and names in log lines, for finding a fault; off unless you turn it on. */
      personalData: z.boolean().default(false),
    })
    .prefault({}),
})

type Resolved<T> = T extends { env: string }
  ? string
  : T extends readonly (infer I)[]
    ? Resolved<I>[]
    : T extends object
      ? { [K in keyof T]: Resolved<T[K]> }
      : T

export type Config = Resolved<z.infer<typeof file>>
export type SourceConfig = Config['sources'][number]

export interface ConfigFault {
  /** Where in the file: `sources[0].secrets[1]`. */
  readonly path: string
  readonly message: string
}

/** Every fault of a configuration at once. */
export class ConfigFaults extends Error {
  readonly faults: readonly ConfigFault[]

  constructor(faults: readonly ConfigFault[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((one) => `  ${one.path}: ${one.message}`).join('\n')}`,
    )
    this.faults = faults
  }
}

/** Secrets of the demo, which everybody can read: refused by anything but the demo. */
export const demoSecrets = {
  signing: 'whsec_Z3JlZXRsaW5lLWRlbW8tc2VjcmV0LW5vdC1mb3ItdXNl',
  token: 'demo-token-of-a-phone-system',
  password: 'demo-greetline',
  /** Opens the demo's screen on the wall. */
  wall: 'demo-wall-of-star-courier',
  /** `signing` in base64, in which Sinch gives its secrets. */
  sinch: 'd2hzZWNfWjNKbFpYUnNhVzVsTFdSbGJXOHRjMlZqY21WMExXNXZkQzFtYjNJdGRYTmw=',
  /** The public part of the key with which the demo signs as Telnyx; the private one is made of `signing`. */
  telnyx: '/NP8/wKn/H7jbRops1+Ucqh7lrQ8Db2oJ8AMwzG79Ac=',
} as const

/**
 * Makes a Config of a parsed file. Pure: the environment is handed in. Throws {@link ConfigFaults} with every fault.
 * `PORT` in the environment wins over the file.
 */
export function readConfig(
  content: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly demo: boolean; readonly folder: string },
): Config {
  const parsed = file.safeParse(content)
  if (!parsed.success) {
    throw new ConfigFaults(parsed.error.issues.flatMap((issue) => faultsOf(issue)))
  }
  const faults: ConfigFault[] = []
  const config = resolveSecrets(parsed.data, environment, '', faults) as Config
  faults.push(...crossFaults(config, options.demo), ...(options.demo ? [] : demoFaults(config)))
  const port = readPort(environment.PORT, config.port, faults)
  if (faults.length > 0) throw new ConfigFaults(faults)
  return {
    ...config,
    port,
    data: isAbsolute(config.data) ? config.data : resolve(options.folder, config.data),
    directories: placeFiles(config.directories, options.folder) as Config['directories'],
  }
}

/** Reads and parses the configuration file. Throws {@link ConfigFaults} if it is missing or not JSON. */
export function readConfigFile(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ConfigFaults([
      {
        path,
        message: `cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}); README.md shows one to begin with`,
      },
    ])
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ConfigFaults([{ path, message: `is not JSON: ${(cause as Error).message}` }])
  }
}

function faultsOf(issue: z.core.$ZodIssue): ConfigFault[] {
  const path = pathOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      message: 'there is no such setting',
    }))
  }
  return [{ path: path || '(file)', message: issue.message }]
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (written, part) =>
      typeof part === 'number'
        ? `${written}[${part}]`
        : written
          ? `${written}.${String(part)}`
          : String(part),
    '',
  )
}

function resolveSecrets(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  path: string,
  faults: ConfigFault[],
): unknown {
  if (Array.isArray(value)) {
    return value.map((one, n) => resolveSecrets(one, environment, `${path}[${n}]`, faults))
  }
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value)
  if (keys.length === 1 && keys[0] === 'env') {
    const variable = (value as { env: string }).env
    const found = environment[variable]
    if (!found) faults.push({ path, message: `the environment variable ${variable} is not set` })
    return found ?? ''
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      resolveSecrets(one, environment, path ? `${path}.${key}` : key, faults),
    ]),
  )
}

function crossFaults(config: Config, isDemo: boolean): ConfigFault[] {
  const faults: ConfigFault[] = []
  config.sources.forEach((one, n) => {
    const path = `sources[${n}]`
    if (config.sources.findIndex((other) => other.name === one.name) < n) {
      faults.push({ path: `${path}.name`, message: `there is another source of the name ${one.name}` })
    }
    if (one.kind === 'webhook' && one.secrets.length + one.tokens.length === 0) {
      faults.push({ path: `${path}.secrets`, message: 'a webhook source needs at least one secret or token' })
    }
    if (one.kind === 'asterisk' && !one.asterisk) {
      faults.push({
        path: `${path}.asterisk`,
        message: 'an asterisk source needs host, user, secret and trunks',
      })
    }
    if (one.kind === 'freeswitch') faults.push(...freeswitchFaults(one, path))
    if (one.kind === '3cx') faults.push(...threecxFaults(one, path))
    if (isDialect(one.kind)) {
      faults.push(...dialectFaults(one, { kind: one.kind, path, publicUrl: config.publicUrl }))
    }
    // What the phone system gives out is as long as it makes it.
    const shortest = isDialect(one.kind) ? 12 : 24
    one.secrets.forEach((value, k) => {
      if (value.length > 0 && value.length < shortest) {
        faults.push({
          path: `${path}.secrets[${k}]`,
          message: `a signing secret needs at least ${shortest} characters`,
        })
      }
    })
    one.tokens.forEach((value, k) => {
      if (value.length > 0 && value.length < 24) {
        faults.push({ path: `${path}.tokens[${k}]`, message: 'a token needs at least 24 characters' })
      }
    })
  })
  faults.push(...wrapUpFaults(config), ...matterFaults(config))
  if (config.store !== '' && config.store !== 'sqlite' && !isPostgresAddress(config.store)) {
    faults.push({ path: 'store', message: 'either sqlite or postgres://user:password@host:5432/database' })
  }
  faults.push(...factFaults(config.facts), ...teamFaults(config))
  config.visits.forEach((one, n) => {
    if (!config.tiers.includes(one.tier)) {
      faults.push({ path: `visits[${n}].tier`, message: `there is no tier of the name ${one.tier}` })
    }
  })
  config.lookups.forEach((one, n) => {
    if (one.token.length > 0 && one.token.length < 24) {
      faults.push({ path: `lookups[${n}].token`, message: 'a token needs at least 24 characters' })
    }
    if (!config.sources.some((source) => source.name === one.source)) {
      faults.push({ path: `lookups[${n}].source`, message: `there is no source of the name ${one.source}` })
    }
  })
  faults.push(...outsideFaults(config, isDemo), ...mysteryFaults(config), ...qualityFaults(config))
  config.apiTokens.forEach((one, n) => {
    if (one.token.length > 0 && one.token.length < 24) {
      faults.push({ path: `apiTokens[${n}].token`, message: 'a token needs at least 24 characters' })
    }
  })
  return faults
}

const demoProofs: ReadonlySet<string | undefined> = new Set([
  demoSecrets.signing,
  demoSecrets.token,
  demoSecrets.sinch,
  demoSecrets.telnyx,
])

function demoFaults(config: Config): ConfigFault[] {
  const message = 'this is the demo’s secret, which everybody knows: make one of your own'
  return config.sources.flatMap((one, n) => {
    const given = {
      secrets: [...one.secrets, ...one.tokens],
      'asterisk.secret': [one.asterisk?.secret],
      'freeswitch.password': [one.freeswitch?.password],
      '3cx.clientSecret': [one['3cx']?.clientSecret],
    }
    return Object.entries(given)
      .filter(([, values]) => values.some((value) => demoProofs.has(value)))
      .map(([field]) => ({ path: `sources[${n}].${field}`, message }))
  })
}

function readPort(written: string | undefined, otherwise: number, faults: ConfigFault[]): number {
  if (written === undefined || written === '') return otherwise
  const port = Number(written)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  faults.push({ path: 'PORT', message: 'the environment variable PORT is not a port number' })
  return otherwise
}

function isPostgresAddress(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:\/\/[^/]*\/[^/]/.test(text)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
