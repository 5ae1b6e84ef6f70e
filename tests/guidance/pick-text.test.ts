import { describe, expect, it } from 'vitest'
import { pickText } from '../../src/guidance/pick-text.ts'
import { plainText } from '../../src/guidance/plain-text.ts'

const text = (title: string) => ({ title, opening: null, check: '', explain: '', closing: null })
const topic = (...languages: string[]) => ({
  texts: Object.fromEntries(languages.map((language) => [language, text(language)])),
})

describe('the language of a topic', () => {
  it.each([
    [['de-AT'], ['en', 'de'], 'de'],
    [['zh-TW'], ['en', 'zh-CN', 'zh-Hant-HK'], 'zh-Hant-HK'],
    [['zh-Hant'], ['en', 'zh-CN'], 'zh-CN'],
    [['zh'], ['zh-Hant', 'zh-CN'], 'zh-CN'],
    [[null, 'fr', 'de'], ['en', 'de'], 'de'],
    [['fr'], ['de', 'en-GB'], 'en-GB'],
    [['fr'], ['ar'], 'ar'],
    [['not a tag'], ['de', 'en'], 'en'],
  ])('for %j of %j is %s', (wanted, there, picked) => {
    expect(pickText(topic(...there), wanted).language).toBe(picked)
  })
})

it('a message is plain words, and a name with underscores stays one', () => {
  expect(
    plainText('## Why\n\n**Storms** delay *some* parcels: [see](https://x.example/a)\n> quoted `code`'),
  ).toBe('Why\n\nStorms delay some parcels: see (https://x.example/a)\nquoted code')
  expect(plainText('my_file_name 2 * 3 * 4')).toBe('my_file_name 2 * 3 * 4')
})
