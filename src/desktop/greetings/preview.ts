import { useEffect, useState } from 'react'
import type {
  GreetingArgument,
  GreetingCase,
  GreetingPhrase,
  GreetingPreview,
  MessageFault,
} from '../../wire/greeting-api.ts'
import type { Refused } from '../ask.ts'
import { useAnswer } from '../frame/answer.ts'
import { useLatest } from '../frame/latest.ts'
import { useSession } from '../session.tsx'
import { casesFor, madeUp } from './cases-for.ts'

export interface Preview {
  readonly faults: readonly MessageFault[]
  readonly lines: readonly { readonly of: GreetingCase; readonly text: string; readonly fellBack: boolean }[]
  readonly refused: Refused | undefined
  /** Whether the server has said yet what any text would say. */
  readonly isTried: boolean
}

type Shown = Pick<Preview, 'faults' | 'lines' | 'isTried'>

interface Tried {
  readonly phrase: GreetingPhrase
  readonly lawful: readonly GreetingArgument[]
  readonly text: string
  /** One to try it on besides; blank for none. */
  readonly name: string
  readonly matter: string
}

/** So long after the last key the server is asked, ms. */
const restMs = 200
const most = 40

/** What the text would say, as the server says it. The lines of an earlier text stay until there are new ones. */
export function usePreview({ phrase, lawful, text, name, matter }: Tried): Preview {
  const { ask } = useSession()
  const { language } = phrase
  const known = useAnswer(
    (signal) => ask('readGreetingCases', { query: { language }, signal }),
    [ask, language],
  )
  const [shown, setShown] = useState<Shown>({ faults: [], lines: [], isTried: false })
  const trial = useLatest(async (signal, tried: string, cases: GreetingCase[]) => {
    const body = { language, phrase: phrase.phrase, text: tried, cases }
    const answer = await ask('tryGreeting', { body, signal })
    return () => setShown((before) => shownOf(answer, cases, before.lines))
  })
  const { run } = trial
  const all = known.value?.items
  useEffect(() => {
    if (!all) return
    const isNamed = lawful.includes('name')
    const cases = casesFor(phrase.phrase, isNamed, all, matter)
    const [like] = cases
    const mine = name.trim() !== '' && like && isNamed ? [madeUp(name.trim(), like)] : []
    const timer = setTimeout(() => run(text, [...mine, ...cases].slice(0, most)), restMs)
    return () => clearTimeout(timer)
  }, [all, lawful, phrase.phrase, text, name, matter, run])
  return { ...shown, refused: known.refused ?? trial.refused }
}

function shownOf(
  { faults, lines }: GreetingPreview,
  cases: readonly GreetingCase[],
  before: Preview['lines'],
): Shown {
  if (faults.length > 0) return { faults, lines: before, isTried: true }
  const said = cases.flatMap((of, n) => {
    const line = lines[n]
    return line ? [{ of, ...line }] : []
  })
  return { faults, lines: said, isTried: true }
}
