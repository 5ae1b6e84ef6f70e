import { type SurveyWords, surveyLanguages } from './survey-words.ts'

/** What was filled in, to be shown again where it was not enough. */
export type Filled = Readonly<Record<'satisfaction' | 'recommendation' | 'effort' | 'text', string>>
export const nothingFilled: Filled = { satisfaction: '', recommendation: '', effort: '', text: '' }

const longestText = 2000

/** The questions, as a plain form: it needs no script. Nothing on it is of the customer, not even the address it was sent to. */
export function questionPage(
  words: SurveyWords,
  house: string,
  filled: Filled = nothingFilled,
  fault: string | null = null,
): string {
  const form = `<form method="post" autocomplete="off">
<input type="hidden" name="language" value="${words.language}">
${fault === null ? '' : `<p class="fault" role="alert">${safe(fault)}</p>`}
${scale(
  words.satisfaction,
  'satisfaction',
  words.satisfactions.map((label, n) => [String(n + 1), label]),
  filled,
)}
${scale(words.recommendation, 'recommendation', tens(words), filled)}
${scale(
  words.effort,
  'effort',
  words.efforts.map((label, n) => [String(n + 1), label]),
  filled,
)}
<label class="text">${safe(words.text)}
<textarea name="text" rows="4" maxlength="${longestText}" aria-describedby="cards">${safe(filled.text)}</textarea></label>
<p id="cards" class="quiet">${safe(words.noCards)}</p>
<button type="submit">${safe(words.send)}</button>
</form>
${otherLanguages(words)}`
  return page(words, house, `<h1>${safe(words.title)}</h1>${form}`)
}

/** One sentence: thanks, or why there is nothing to fill in. */
export function notePage(words: SurveyWords, house: string, note: string): string {
  return page(words, house, `<p class="note" role="status">${safe(note)}</p>`)
}

type Choice = readonly [value: string, label: string]

function tens({ notAtAll, certainly }: SurveyWords): readonly Choice[] {
  return Array.from({ length: 11 }, (_, n) => {
    const label = n === 0 ? notAtAll : n === 10 ? certainly : String(n)
    return [String(n), label] as const
  })
}

function scale(question: string, name: keyof Filled, choices: readonly Choice[], filled: Filled): string {
  const options = choices.map(([value, label]) => {
    const checked = filled[name] === value ? ' checked' : ''
    return `<label><input type="radio" name="${name}" value="${value}"${checked}><span>${safe(label)}</span></label>`
  })
  return `<fieldset data-name="${name}"><legend>${safe(question)}</legend><div>${options.join('')}</div></fieldset>`
}

function otherLanguages({ language }: SurveyWords): string {
  const names: Readonly<Record<string, string>> = {
    en: 'English',
    de: 'Deutsch',
    'zh-CN': '简体中文',
    'zh-Hant': '繁體中文',
  }
  const links = surveyLanguages
    .filter((one) => one.language !== language)
    .map((one) => {
      const name = names[one.language] ?? one.language
      return `<a href="?language=${one.language}" lang="${one.language}" hreflang="${one.language}">${name}</a>`
    })
  return `<nav aria-label="Language">${links.join(' ')}</nav>`
}

function page({ language, direction, title }: SurveyWords, house: string, content: string): string {
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${safe(title)}</title>
<style>${style}</style>
</head>
<body><main><p class="house"><bdi>${safe(house)}</bdi></p>${content}</main></body>
</html>
`
}

/** Large enough for thumbs, readable without colour, and quiet about movement. */
const style = `
:root { --ink: #1b1f27; --quiet: #59616f; --line: #8a93a3; --ground: #f6f7f9; --card: #fff; --accent: #1d4ed8; --fault: #b3261e }
@media (prefers-color-scheme: dark) {
:root { --ink: #e9ecf2; --quiet: #aab2c0; --line: #6d7686; --ground: #12151b; --card: #1b1f27; --accent: #8ab0ff; --fault: #ff9d94 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 38rem; margin: 0 auto; padding: 24px 16px 48px }
.house { color: var(--quiet); margin: 0 }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 4px 0 20px }
fieldset { border: 0; margin: 0 0 24px; padding: 0 }
legend, label.text { font-weight: 600; padding: 0 }
fieldset > div { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px }
fieldset label { position: relative; flex: 1 1 auto }
fieldset input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer }
fieldset span { display: grid; place-items: center; min-width: 44px; min-height: 44px; padding: 6px 10px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); text-align: center }
input:checked + span { border: 3px solid var(--accent); padding: 4px 8px; font-weight: 600 }
input:focus-visible + span, textarea:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
textarea { display: block; width: 100%; margin-top: 8px; padding: 10px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); color: inherit; font: inherit; font-weight: 400 }
.quiet { color: var(--quiet); font-size: .9rem; margin: 6px 0 20px }
.fault { color: var(--fault); font-weight: 600 }
.note { font-size: 1.15rem }
button { min-height: 48px; padding: 0 28px; border: 0; border-radius: 10px; background: var(--accent); color: var(--card); font: inherit; font-weight: 600; cursor: pointer }
nav { display: flex; flex-wrap: wrap; gap: 16px; margin-top: 32px; font-size: .9rem }
a { color: var(--accent); padding: 6px 0 }
`

function safe(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}
