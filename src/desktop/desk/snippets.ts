import type { Me } from '../../wire/access-api.ts'

type Snippet = Me['snippets'][number]

export interface SnippetAsked {
  /** What stands behind the stroke, as far as it is typed. */
  readonly begun: string
  /** Where the stroke stands, and where what was typed of the key ends. */
  readonly from: number
  readonly to: number
}

/** The `/key` that is being typed right before the caret; a stroke within a word or an address is none. */
export function snippetAsked(text: string, caret: number): SnippetAsked | null {
  const asked = /(?:^|[\s(，。])\/([\p{L}\p{N}_-]{0,32})$/u.exec(text.slice(0, caret))
  if (!asked) return null
  const begun = asked[1] ?? ''
  return { begun, from: caret - begun.length - 1, to: caret }
}

/** Those whose key begins so; the one of just this key first. */
export function fittingSnippets(all: readonly Snippet[], begun: string): readonly Snippet[] {
  const wanted = begun.toLowerCase()
  const fitting = all.filter(({ key }) => key.toLowerCase().startsWith(wanted))
  return fitting.toSorted((a, b) => Number(b.key === begun) - Number(a.key === begun))
}

/** In the language of the page, else in the house's first. */
export function snippetText({ text, key }: Snippet, language: string): string {
  return text[language] ?? text[language.split('-')[0] ?? ''] ?? text.en ?? Object.values(text)[0] ?? key
}

/** The text with the snippet in the place of its key, and where the caret goes. */
export function putSnippet(
  text: string,
  asked: SnippetAsked,
  snippet: string,
): { readonly text: string; readonly caret: number } {
  return {
    text: text.slice(0, asked.from) + snippet + text.slice(asked.to),
    caret: asked.from + snippet.length,
  }
}
