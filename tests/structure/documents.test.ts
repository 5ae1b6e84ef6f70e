import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { eventMessages } from '../../src/wire/event-contract.ts'
import { routes } from '../../src/wire/routes.ts'
import { filesBelow, readText, rootPath } from './read-sources.ts'

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...filesBelow('docs', /\.md$/)].map(
  (path) => ({ path, text: readText(path) }),
)

const long = 'x'.repeat(32)
const environment = {
  GREETLINE_ASTERISK_SECRET: long,
  GREETLINE_CLOUD_SECRET: long,
  GREETLINE_CRM_TOKEN: long,
  GREETLINE_PHONES_TOKEN: long,
}
const example = () =>
  readConfig(JSON.parse(readText('greetline.config.example.json')), environment, {
    demo: false,
    folder: rootPath('.'),
  })

describe('the documents', () => {
  it('show a configuration that is accepted', () => {
    expect(example().sources.map((source) => source.kind)).toEqual(['asterisk', 'webhook'])
  })

  it('are all led to from the README', () => {
    const readme = readText('README.md')
    const own = filesBelow('docs', /\.md$/).filter((path) => !path.startsWith('docs/phone-systems/'))
    expect(own.filter((path) => !readme.includes(`](${path})`))).toEqual([])
  })

  it('name only routes that there are', () => {
    const declared = Object.values(routes).map(({ method, path }) => ({
      method: method.toUpperCase(),
      // A document may name a part by its name, in capitals, or by an example.
      pattern: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
    }))
    const doors = /^\/v1\/(?:sources\/|identify|desktop|lookup)/
    const unknown = documents
      .filter(({ path }) => path !== 'CHANGELOG.md')
      .flatMap(({ path, text }) =>
        [...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE) (\/v1\/[\w/:{}.-]*)/g)]
          .filter(
            ([, method, address = '']) =>
              !doors.test(address) &&
              !declared.some((route) => route.method === method && route.pattern.test(address)),
          )
          .map(([named]) => `${path}: ${named}`),
      )
    expect(unknown).toEqual([])
  })

  it('name every setting, with the default that it has', () => {
    const table = readText('docs/configuration.md')
    const row = (setting: string) =>
      table.split('\n').find((line) => line.startsWith('|') && line.includes(`\`${setting}\``))
    for (const [setting, value] of settingsIn(example(), '')) {
      expect(row(setting), `docs/configuration.md has no row for ${setting}`).toBeDefined()
      if (isDefault(setting)) {
        expect(row(setting), `docs/configuration.md has another default for ${setting}`).toContain(
          `\`${value}\``,
        )
      }
    }
  })

  it('name every setting of a source', () => {
    const table = readText('docs/configuration.md')
    const keys = new Set(example().sources.flatMap((source) => Object.keys(source)))
    for (const key of keys) expect(table).toContain(`\`sources[].${key}`)
    for (const key of Object.keys(example().sources[0]?.asterisk ?? {})) {
      expect(table).toMatch(new RegExp(`sources\\[\\]\\.asterisk\\.[^|]*\\b${key}\\b`))
    }
  })

  it('show events that the server takes', () => {
    const shown = [...readText('docs/events.md').matchAll(/```json\n([\s\S]*?)```/g)]
    expect(shown.length).toBeGreaterThan(0)
    for (const [, text = ''] of shown) {
      expect(eventMessages.safeParse(JSON.parse(text)).error?.issues).toBeUndefined()
    }
  })

  it('link to what is there', () => {
    const broken = documents.flatMap(({ path, text }) =>
      [...withoutCode(text).matchAll(/\]\(([^)#]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^https?:/.test(target))
        .filter((target) => !existsSync(rootPath(join(dirname(path), target))))
        .map((target) => `${path} links to ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('name no command that is not there', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }
    const commands = readText('src/main.ts')
    for (const { path, text } of documents) {
      for (const [, script = ''] of text.matchAll(/npm run (?:--silent )?([a-z:-]+)/g)) {
        expect(Object.keys(scripts), path).toContain(script)
      }
      for (const [, command = ''] of text.matchAll(/npm run (?:--silent )?cli -- ([a-z-]+)/g)) {
        expect(commands, `${path}: ${command}`).toMatch(new RegExp(`^ {2}'?${command}'?: \\{`, 'm'))
      }
    }
  })
})

/** Settings of the example with `[]` for lists of objects; what is the example's own is only looked for by name. */
function settingsIn(value: unknown, path: string): [setting: string, value: string][] {
  if (Array.isArray(value) && (value.length === 0 || typeof value[0] === 'object')) return [[`${path}[]`, '']]
  if (Array.isArray(value)) return [[path, String(value[0])]]
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value)
    .map(([key, one]) => [path === '' ? key : `${path}.${key}`, one] as const)
    .filter(([setting]) => setting !== 'sources')
    .flatMap(([setting, one]) => settingsIn(one, setting))
}

function isDefault(setting: string): boolean {
  const own = ['house.name', 'publicUrl', 'data', 'trustedProxies']
  return !own.includes(setting) && !setting.endsWith('[]')
}

/** What stands between backquotes is no link, whatever it looks like. */
function withoutCode(text: string): string {
  return text.replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, '')
}
