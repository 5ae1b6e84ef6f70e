import { createElement, type ReactNode } from 'react'
import { type Block, readMarkdown, type Span } from './read-markdown.ts'

/** A Markdown text as elements. `lang` is the text's own language, so that it is read and hyphenated as such. */
export function ShowMarkdown({ text, lang }: { text: string; lang: string }) {
  return (
    <div lang={lang} dir="auto">
      {keyed(readMarkdown(text).map(showBlock))}
    </div>
  )
}

/** The places of a text are what its parts are known by: it is shown anew as a whole. */
function keyed(nodes: readonly ReactNode[]): ReactNode {
  return createElement('div', null, ...nodes)
}

function showBlock(block: Block): ReactNode {
  if (block.kind === 'list') {
    const items = block.items.map((spans) => createElement('li', { dir: 'auto' }, ...spans.map(showSpan)))
    return createElement(block.ordered ? 'ol' : 'ul', null, ...items)
  }
  const element = { heading: 'h4', quote: 'blockquote', paragraph: 'p' }[block.kind]
  return createElement(element, { dir: 'auto' }, ...block.spans.map(showSpan))
}

function showSpan(span: Span): ReactNode {
  if (span.kind === 'text') return span.text
  if (span.kind === 'link') {
    return createElement('a', { href: span.url, target: '_blank', rel: 'noreferrer noopener' }, span.text)
  }
  return createElement({ strong: 'strong', emphasis: 'em', code: 'code' }[span.kind], null, span.text)
}
