import type { GuidanceTopic } from '../../wire/guidance-api.ts'
import { leadsOut } from './read-markdown.ts'

type Links = GuidanceTopic['links']

/**
 * One link in a line: what it is called, and its address at the end. A line without an address is not one yet. Whose
 * language a known address is of stays.
 */
export function linksOf(lines: string, known: Links = []): Links {
  return lines.split('\n').flatMap((line) => {
    const [, title = '', url = ''] = /^(.*?)\s*(\S+)\s*$/.exec(line.trim()) ?? []
    return leadsOut(url) && /^http/i.test(url)
      ? [
          {
            title: title || url.slice(0, 120),
            url,
            language: known.find((one) => one.url === url)?.language ?? null,
          },
        ]
      : []
  })
}

export function writeLinks(links: Links): string {
  return links.map(({ title, url }) => `${title} ${url}`).join('\n')
}
