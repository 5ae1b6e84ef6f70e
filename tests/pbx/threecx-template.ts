import { readFileSync } from 'node:fs'

/** The CRM template that is uploaded to a 3CX. */
export const template = readFileSync(new URL('../../deploy/3cx-greetline.xml', import.meta.url), 'utf8')

/** What stands between the tags of the scenario with this id. */
export function scenario(id: string): string {
  const [, inside = ''] = template.split(`<Scenario Id="${id}" `)
  return inside.split('</Scenario>')[0] ?? ''
}

/** Every value of an attribute, in the order of the file. */
export function attributes(xml: string, element: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element} [^>]*?\\b${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  )
}

/** Key and text of each `<Value>` between the tags of `element`. */
export function valuesIn(xml: string, element: string): Record<string, string> {
  const inside = xml.split(new RegExp(`<${element}\\b[^>]*>`))[1]?.split(`</${element}>`)[0] ?? ''
  return Object.fromEntries(
    [...inside.matchAll(/<Value Key="([^"]*)"[^>]*>([^<]*)<\/Value>/g)].map(([, key = '', text = '']) => [
      key,
      text,
    ]),
  )
}

/** What 3CX makes of a text of the template: each `[Name]` is replaced, dates are written as they are asked for. */
export function filledIn(written: string, values: Readonly<Record<string, string>>): string {
  return written
    .replace(/\[\[(\w+)\]\.ToString\("yyyy-MM-ddTHH:mm:ssZ"\)\]/g, (_, name: string) => values[name] ?? '')
    .replace(/\[(\w+)\]/g, (_, name: string) => values[name] ?? '')
}
