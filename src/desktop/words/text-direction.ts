const rightToLeft = new Set(['ar', 'fa', 'he', 'ur'])

/**
 * How a sentence in this language (BCP 47) runs. Not `auto`, which goes by the first letter: a Chinese sentence that
 * begins with an Arabic name is a Chinese sentence.
 */
export function textDirection(language: string): 'ltr' | 'rtl' {
  return rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}
