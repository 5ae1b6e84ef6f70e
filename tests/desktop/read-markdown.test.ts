import { describe, expect, it } from 'vitest'
import { linksOf, writeLinks } from '../../src/desktop/guidance/link-lines.ts'
import { leadsOut, readMarkdown, readSpans } from '../../src/desktop/guidance/read-markdown.ts'

describe('Markdown that a supervisor has written', () => {
  it('is headings, lists, quotes and paragraphs', () => {
    const text = '# Refunds\r\nIt takes\nfive days.\n\n- first\n  goes on\n- second\n1. one\n> said so'
    const shape = readMarkdown(text).map((block) =>
      block.kind === 'list'
        ? [block.ordered ? 'ol' : 'ul', ...block.items.map((spans) => spans.map((one) => one.text).join(''))]
        : [block.kind, block.spans.map((one) => one.text).join('')],
    )
    expect(shape).toEqual([
      ['heading', 'Refunds'],
      ['paragraph', 'It takes five days.'],
      ['ul', 'first goes on', 'second'],
      ['ol', 'one'],
      ['quote', 'said so'],
    ])
  })

  it('knows bold, italic, code and links within a line, and leaves file_names and sums alone', () => {
    expect(
      readSpans('**a** and *b*, `c_d`, [e](https://x.example/a_b)').map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ['strong', 'a'],
      ['text', ' and '],
      ['emphasis', 'b'],
      ['text', ', '],
      ['code', 'c_d'],
      ['text', ', '],
      ['link', 'e'],
    ])
    expect(readSpans('my_file_name 2 * 3 * 4')).toEqual([{ kind: 'text', text: 'my_file_name 2 * 3 * 4' }])
    expect(readSpans('**重要**事项').map(({ kind }) => kind)).toEqual(['strong', 'text'])
  })

  it('[P89] is never HTML and never a script', () => {
    const html = '<img src=x onerror=alert(1)> <b>x</b>'
    expect(readMarkdown(html)).toEqual([{ kind: 'paragraph', spans: [{ kind: 'text', text: html }] }])
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil.example',
      'JaVaScRiPt:x',
    ]) {
      expect(leadsOut(url), url).toBe(false)
      expect(readSpans(`[x](${url})`).map(({ kind }) => kind)).not.toContain('link')
    }
    expect(leadsOut('tel:+4930901820')).toBe(true)
  })

  it('is read in no time, whatever is in it', () => {
    const began = performance.now()
    readMarkdown(`${'*'.repeat(5000)}${'_a'.repeat(5000)}${'[x]('.repeat(2000)}`)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

it('links are lines, and come back as they were', () => {
  const links = [{ title: 'How refunds work', url: 'https://help.example/a', language: null }]
  expect(linksOf(`${writeLinks(links)}\nno address\njavascript:alert(1)\n`)).toEqual(links)
  expect(linksOf('https://help.example/b')).toEqual([
    { title: 'https://help.example/b', url: 'https://help.example/b', language: null },
  ])
})
