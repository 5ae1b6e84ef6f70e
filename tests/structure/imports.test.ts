import { describe, expect, it } from 'vitest'
import { type Import, readSources, type Source } from './read-sources.ts'

const sources = readSources()

/** The folders on the way of a call. */
const rooms = [
  'pbx',
  'recognition',
  'customer',
  'screenpop',
  'push',
  'wrapup',
  'callbacks',
  'history',
  'access',
  'webhooks',
  'directories',
  'surveys',
  'standing',
  'guidance',
  'record',
  'alerts',
  'live',
  'reports',
  'mystery',
  'export',
  'quality',
  'store',
]

/** What a folder may import besides itself: whole, or only its types. */
const mayImport: Readonly<
  Record<string, { readonly all: readonly string[]; readonly types: readonly string[] }>
> = {
  call: { all: [], types: [] },
  wire: { all: [], types: [] },
  ...Object.fromEntries(
    rooms.map((room) => [
      room,
      { all: ['call', 'wire', 'errors.ts', 'start-thread.ts', 'work-in-background.ts'], types: ['store'] },
    ]),
  ),
  client: { all: ['wire'], types: ['errors.ts'] },
  reference: { all: ['wire'], types: [] },
  // Whole only what holds no schemas, so that zod stays out of the page.
  desktop: { all: ['wire/route-addresses.ts'], types: ['wire', 'errors.ts'] },
}

/** Each package has one door: where it may be imported, and nowhere else. */
const doors: Readonly<Record<string, RegExp>> = {
  'socket.io': /^push\//,
  'socket.io-parser': /^push\//,
  'socket.io-client': /^(client|desktop)\//,
  'better-sqlite3': /^store\/sqlite[^/]*$/,
  pg: /^store\/postgres[^/]*$/,
  express: /^(app\.ts|(.*\/)?[^/]*route[^/]*\.ts)$/,
  helmet: /^(app\.ts|(.*\/)?[^/]*route[^/]*\.ts)$/,
  'prom-client': /^metrics\.ts$/,
  '@node-rs/argon2': /^access\//,
  ldapts: /^directories\//,
  '@formatjs/icu-messageformat-parser': /^screenpop\/read-message\.ts$/,
  'csv-parse': /^(customer|cli)\//,
  'libphonenumber-js': /^(recognition\/|config\.ts$)/,
  pino: /^(main\.ts|app\.ts|cli\/)/,
  zod: /^(wire\/|config\.ts$|(phone|live|alert|report|policy|matter|mystery|export|quality|outside|directory|survey|wrap-up)-settings\.ts$|pbx\/(dialect|hook-fields))/,
  react: /^desktop\//,
  'react-dom': /^desktop\//,
  '@mantine/core': /^desktop\//,
  '@mantine/hooks': /^desktop\//,
  '@tabler/icons-react': /^desktop\//,
  recharts: /^desktop\/reports\//,
  vite: /^desktop\/vite/,
  '@vitejs/plugin-react': /^desktop\/vite/,
}

/** What does nothing by itself may be named as a type anywhere. */
const typesAnywhere = ['zod', 'pino', 'prom-client']

/** The first part of a path: the folder below `src/`, or the file that lies there itself. */
const placeOf = (path: string): string => path.split('/')[0] ?? path

const said = (source: Source, one: Import): string =>
  `src/${source.path} imports ${one.isTypeOnly ? 'types of ' : ''}${one.from}`

describe('who may import whom', () => {
  it('each room knows itself, the words of a call and of the wire, and types of the store', () => {
    const wrong = sources.flatMap((source) => {
      const place = placeOf(source.path)
      const rule = mayImport[place]
      if (!rule) return []
      return source.imports
        .filter((one): one is Import & { file: string } => one.file !== null)
        .filter(({ file, isTypeOnly }) => {
          const target = placeOf(file)
          const allowed = [place, ...rule.all, ...(isTypeOnly ? rule.types : [])]
          return !allowed.includes(target) && !allowed.includes(file)
        })
        .map((one) => said(source, one))
    })
    expect(wrong, 'a room imports what it must be handed').toEqual([])
  })

  it('only the edges know the demo and the commands', () => {
    const edges = /^(main\.ts|app\.ts|cli\/|demo\/)/
    const wrong = sources
      .filter((source) => !edges.test(source.path))
      .flatMap((source) =>
        source.imports
          .filter(({ file }) => file !== null && /^(main\.ts|cli\/|demo\/)/.test(file))
          .map((one) => said(source, one)),
      )
    expect(wrong).toEqual([])
  })

  it('each package has one door', () => {
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter((one) => one.package !== null && !one.package.startsWith('node:'))
        .filter((one) => !(one.isTypeOnly && typesAnywhere.includes(one.package ?? '')))
        .filter((one) => !doors[one.package ?? '']?.test(source.path))
        .map((one) =>
          doors[one.package ?? '']
            ? `${said(source, one)}, whose door is ${doors[one.package ?? '']}`
            : `${said(source, one)}, which has no door in tests/structure/imports.test.ts`,
        ),
    )
    expect(wrong).toEqual([])
  })

  it('nothing imports itself on a way round, not even for types', () => {
    expect(circles(sources), 'import circles').toEqual([])
  })

  it('every import of ours leads to a file, written with its ending', () => {
    const paths = new Set(sources.map((source) => source.path))
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter((one) => one.file !== null && !paths.has(one.file))
        .map((one) => said(source, one)),
    )
    expect(wrong).toEqual([])
  })
})

describe('the check itself', () => {
  it('reads every form of an import', () => {
    const found = readSources().flatMap((source) => source.imports)
    expect(found.length).toBeGreaterThan(200)
    expect(found.some((one) => one.isTypeOnly)).toBe(true)
    const journey = sources.find((source) => source.path === 'journey.ts')
    expect(journey?.imports.map((one) => one.file)).toContain('decide-call.ts')
  })

  it('finds a circle', () => {
    const file = (path: string, ...imported: string[]): Source => ({
      path,
      text: '',
      imports: imported.map((one) => ({
        from: one,
        file: one,
        package: null,
        isTypeOnly: true,
        isThread: false,
      })),
    })
    expect(circles([file('a.ts', 'b.ts'), file('b.ts', 'c.ts'), file('c.ts', 'b.ts')])).toEqual([
      'b.ts → c.ts → b.ts',
    ])
  })
})

/**
 * A thread that is started by its address has a module graph of its own, so that is no import; its messages' types are
 * often named by both sides. Each circle once, beginning with its first file in alphabetical
 * order.
 */
function circles(all: readonly Source[]): string[] {
  const imports = new Map(
    all.map((source) => [
      source.path,
      source.imports.flatMap((one) => (one.file === null || one.isThread ? [] : [one.file])),
    ]),
  )
  const found = new Set<string>()
  const done = new Set<string>()
  const walk = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path)
    if (start >= 0) {
      found.add(fromFirst(way.slice(start)))
      return
    }
    if (done.has(path)) return
    for (const next of imports.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) walk(path, [])
  return [...found].sort()
}

function fromFirst(circle: readonly string[]): string {
  const first = circle.indexOf([...circle].sort()[0] ?? '')
  const turned = [...circle.slice(first), ...circle.slice(0, first)]
  return [...turned, turned[0]].join(' → ')
}
