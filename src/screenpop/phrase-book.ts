import { eastAsianPhrases } from './east-asian-phrases.ts'
import type { Phrases } from './phrases.ts'
import { westernPhrases } from './western-phrases.ts'

const book = new Map([...westernPhrases, ...eastAsianPhrases].map((phrases) => [phrases.language, phrases]))

/** Phrases of the first of these languages (BCP 47) that we speak; English if it is none of them. */
export function findPhrases(languages: readonly (string | null)[]): Phrases {
  for (const tag of languages) {
    const phrases = tag === null ? undefined : book.get(spokenAs(tag))
    if (phrases) return phrases
  }
  return book.get('en') as Phrases
}

function spokenAs(tag: string): string {
  const [language = '', ...rest] = tag.toLowerCase().split('-')
  if (language === 'zh' || language === 'yue') return chinese(language, rest)
  if (language === 'es')
    return rest.some((part) => part !== 'es' && /^([a-z]{2}|419)$/.test(part)) ? 'es-419' : 'es'
  return language
}

/** The script decides, and where it is not said, the region (RFC 5646 has `zh-TW` and `zh-Hant-TW` mean the same). */
function chinese(language: string, rest: readonly string[]): string {
  if (rest.includes('hans')) return 'zh-Hans'
  if (language === 'yue' || rest.includes('hk') || rest.includes('mo')) return 'zh-Hant-HK'
  return rest.includes('hant') || rest.includes('tw') ? 'zh-Hant' : 'zh-Hans'
}
