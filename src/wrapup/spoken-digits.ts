/** One digit of a text: in figures of any script, or as it is said. */
export interface Digit {
  readonly value: number
  /** Where it stands, in UTF-16 units; of one that is said, the whole word. */
  readonly at: number
  readonly end: number
  /** Nothing but a digit stands right before it. */
  readonly joined: boolean
}

/** The zeros of every script of the Basic Multilingual Plane that writes decimal figures (Unicode 17, general category Nd). */
const zeros = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
  0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
  0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
] as const
const figures = new Map(
  zeros.flatMap((zero) => Array.from({ length: 10 }, (_, n) => [String.fromCharCode(zero + n), n] as const)),
)
for (const [n, written] of [
  '零〇',
  '一幺壹',
  '二两贰兩',
  '三叁',
  '四肆',
  '五伍',
  '六陆',
  '七柒',
  '八捌',
  '九玖',
].entries())
  for (const one of written) figures.set(one, n)

/** As people say single digits, from nought on; several languages share words, never with two meanings. */
const spoken = [
  'zero oh one two three four five six seven eight nine',
  'null eins zwei drei vier fünf sechs sieben acht neun',
  'zéro un deux trois quatre cinq six sept huit neuf',
  'cero uno dos tres cuatro cinco seis siete ocho nueve',
  'zero uno due tre quattro cinque sei sette otto nove',
  'zero um dois três quatro cinco seis sete oito nove',
  'ноль один два три четыре пять шесть семь восемь девять',
  'nul een twee drie vier vijf zes zeven acht negen',
]
const words = new Map<string, string>()
for (const list of spoken) {
  const said = list.split(' ').filter((word) => word !== 'oh')
  for (const [n, word] of said.entries()) words.set(word, String(n))
}
for (const [word, digits] of [
  ['oh', '0'],
  ['zwo', '2'],
  ['uma', '1'],
  ['duas', '2'],
  ['meia', '6'],
] as const)
  words.set(word, digits)
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
for (const [n, word] of teens.entries()) words.set(word, String(10 + n))
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** Chinese characters stand without spaces: each is one. */
const token = /[[\p{L}\p{M}]--\p{sc=Han}]+|\p{sc=Han}|\p{Nd}/gv
const repeats: Readonly<Record<string, number>> = { double: 2, doppel: 2, triple: 3 }

/** Every digit of a text in its order; linear in the length of the text. */
export function digitsIn(text: string): Digit[] {
  const found: Digit[] = []
  let open: { kind: 'repeat' | 'tens'; n: number; at: number; end: number } | undefined
  for (const match of text.matchAll(token)) {
    const at = match.index
    const said = match[0].toLowerCase()
    const before = open && at - open.end <= 1 ? open : undefined
    open = undefined
    const written = figuresOf(said)
    if (written) for (const [n, value] of written.entries()) pushFigure(found, value, at + n)
    else if (repeats[said]) open = { kind: 'repeat', n: repeats[said], at, end: at + said.length }
    else if (tens.includes(said)) {
      const n = 2 + tens.indexOf(said)
      open = { kind: 'tens', n, at, end: at + said.length }
      pushWord(found, `${n}0`, at, open.end)
    } else if (words.has(said)) sayWord(found, words.get(said) ?? '', at, at + said.length, before)
  }
  return found
}

/** `forty two` is 42 and `double one` 11; the words are one then. */
function sayWord(
  found: Digit[],
  digits: string,
  at: number,
  end: number,
  before: { kind: 'repeat' | 'tens'; n: number; at: number } | undefined,
): void {
  const isOnes = before?.kind === 'tens' && digits.length === 1
  if (isOnes) found.splice(-2)
  const all = isOnes ? `${before.n}${digits}` : digits.repeat(before?.kind === 'repeat' ? before.n : 1)
  pushWord(found, all, isOnes || before?.kind === 'repeat' ? before.at : at, end)
}

function figuresOf(said: string): number[] | null {
  const values = said.split('').map((unit) => figures.get(unit))
  return values.every((value) => value !== undefined) ? values : null
}

function pushFigure(found: Digit[], value: number, at: number): void {
  const last = found.at(-1)
  found.push({ value, at, end: at + 1, joined: last?.end === at && last.end - last.at === 1 })
}

function pushWord(found: Digit[], digits: string, at: number, end: number): void {
  for (const [n, digit] of [...digits].entries()) found.push({ value: Number(digit), at, end, joined: n > 0 })
}
