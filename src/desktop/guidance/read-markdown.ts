/** A part of a line. Nothing here is ever HTML: what is not known as a sign is text. */
export type Span =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }

export type Block =
  | { readonly kind: 'heading' | 'quote' | 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }

/** Headings, lists, quotes and paragraphs of a Markdown text; docs/guidance.md says which signs are read. */
export function readMarkdown(text: string): readonly Block[] {
  const blocks: Block[] = []
  for (const part of text.replace(/\r\n?/g, '\n').split(/\n\s*\n/)) blocks.push(...readPart(part))
  return blocks
}

const item = /^\s*(?:[-*+]|(\d{1,3})[.)])\s+(.*)$/
const heading = /^\s*#{1,6}\s+(.*?)\s*#*$/
const quote = /^\s*>\s?(.*)$/

function readPart(part: string): Block[] {
  const blocks: Block[] = []
  let plain: string[] = []
  let items: { ordered: boolean; lines: string[] } | null = null
  const endPlain = (): void => {
    if (plain.length > 0) blocks.push({ kind: 'paragraph', spans: readSpans(plain.join(' ')) })
    plain = []
  }
  const endList = (): void => {
    if (items) blocks.push({ kind: 'list', ordered: items.ordered, items: items.lines.map(readSpans) })
    items = null
  }
  for (const line of part.split('\n').filter((one) => one.trim() !== '')) {
    const asItem = item.exec(line)
    const asHeading = heading.exec(line)
    const asQuote = quote.exec(line)
    if (!asItem && (asHeading || asQuote || !items)) endList()
    if (asItem || asHeading || asQuote) endPlain()
    if (asItem) {
      const ordered = asItem[1] !== undefined
      if (items && (items as { ordered: boolean }).ordered !== ordered) endList()
      items ??= { ordered, lines: [] }
      items.lines.push(asItem[2] ?? '')
    } else if (asHeading) blocks.push({ kind: 'heading', spans: readSpans(asHeading[1] ?? '') })
    else if (asQuote) blocks.push({ kind: 'quote', spans: readSpans(asQuote[1] ?? '') })
    else if (items) items.lines.push(`${items.lines.pop() ?? ''} ${line.trim()}`)
    else plain.push(line.trim())
  }
  endPlain()
  endList()
  return blocks
}

const sign =
  /`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)|\*\*(?=\S)(.+?\S?)\*\*|(?<![\p{L}\p{N}])__(?=\S)(.+?)__(?![\p{L}\p{N}])|\*(?=\S)([^*]+?)\*|(?<![\p{L}\p{N}])_(?=\S)([^_]+?)_(?![\p{L}\p{N}])/gu

export function readSpans(line: string): readonly Span[] {
  const spans: Span[] = []
  let from = 0
  for (const found of line.matchAll(sign)) {
    if (found.index > from) spans.push({ kind: 'text', text: line.slice(from, found.index) })
    spans.push(spanOf(found))
    from = found.index + found[0].length
  }
  if (from < line.length) spans.push({ kind: 'text', text: line.slice(from) })
  return spans
}

function spanOf([
  whole,
  code,
  label,
  url,
  strong,
  alsoStrong,
  emphasis,
  alsoEmphasis,
]: RegExpMatchArray): Span {
  if (code !== undefined) return { kind: 'code', text: code }
  if (label !== undefined && url !== undefined) {
    return leadsOut(url) ? { kind: 'link', text: label, url } : { kind: 'text', text: whole }
  }
  const bold = strong ?? alsoStrong
  if (bold !== undefined) return { kind: 'strong', text: bold }
  return { kind: 'emphasis', text: emphasis ?? alsoEmphasis ?? '' }
}

/** Only where a click can do no more than open a page, a letter or a call. */
export function leadsOut(url: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)[^\s]+$/i.test(url)
}
