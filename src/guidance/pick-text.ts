import type { GuidanceBody, GuidanceText } from '../wire/guidance-api.ts'

export interface PickedText {
  readonly language: string
  readonly text: GuidanceText
}

/**
 * The text in the first of these languages (BCP 47) that there is one in: the same tag, then the same language and script,
 * then the same language; English, or else whatever there is.
 */
export function pickText(
  { texts }: Pick<GuidanceBody, 'texts'>,
  languages: readonly (string | null)[],
): PickedText {
  const there = Object.entries(texts)
  for (const wanted of [...languages, 'en']) {
    const found = wanted === null ? undefined : closest(there, wanted)
    if (found) return { language: found[0], text: found[1] }
  }
  const [language, text] = there[0] ?? [
    'en',
    { title: '', opening: null, check: '', explain: '', closing: null },
  ]
  return { language, text }
}

type Entry = readonly [string, GuidanceText]

function closest(there: readonly Entry[], wanted: string): Entry | undefined {
  const same = (of: (tag: string) => string) => there.find(([tag]) => of(tag) === of(wanted))
  return (
    same((tag) => tag.toLowerCase()) ?? same(withScript) ?? same((tag) => withScript(tag).split('-')[0] ?? '')
  )
}

/** `zh-TW` is written as `zh-Hant-HK` is; what is not said the engine's own likely subtags say. */
function withScript(tag: string): string {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return tag.toLowerCase()
  }
}
