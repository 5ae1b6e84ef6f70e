import type { AccountView } from '../../wire/access-api.ts'

export type Language = 'en' | 'zh-CN'

/** In its own language, so that everybody finds theirs. */
export const languageNames: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' }

const remembered = 'greetline.language'

/** The page's language before anybody has signed in: the one chosen here last, else the browser's. */
export function pickLanguage(): Language {
  const stored = localStorage.getItem(remembered)
  if (stored === 'en' || stored === 'zh-CN') return stored
  const wanted = navigator.languages.find((tag) => /^(en|zh)\b/i.test(tag))
  return wanted?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/**
 * The language with the region that the browser names for it, so that an English desk in London writes 3 May. Browsers
 * also name what is no language tag (`en-US@posix` where the system's locale is `C`), at which Intl throws.
 */
export function regionalTag(language: Language, wanted: readonly string[]): string {
  const main = language.split('-')[0] ?? language
  const fits = (tag: string) => tag.split('-')[0] === main && tag.includes('-') && isTag(tag)
  return wanted.find(fits) ?? language
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(remembered, language)
}

export function languageOf(account: AccountView): Language {
  return account.language === 'zh-CN' ? 'zh-CN' : 'en'
}
