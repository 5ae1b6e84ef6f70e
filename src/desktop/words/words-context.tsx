import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { en, type Words } from './en.ts'
import { type Language, regionalTag } from './pick-language.ts'
import { makeSpoken, type Spoken } from './speak.ts'
import { zhCn } from './zh-cn.ts'

export const wordsOf: Record<Language, Words> = { en, 'zh-CN': zhCn }

interface Speech {
  readonly language: Language
  readonly words: Words
  readonly spoken: Spoken
}

const SpeechContext = createContext<Speech | null>(null)

export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const speech = useMemo<Speech>(
    () => ({
      language,
      words: wordsOf[language],
      spoken: makeSpoken(regionalTag(language, navigator.languages), wordsOf[language]),
    }),
    [language],
  )
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

/** The words of the chosen language and how dates and numbers are said in it. */
export function useWords(): Speech {
  const speech = useContext(SpeechContext)
  if (!speech) throw new Error('useWords needs a WordsProvider above it')
  return speech
}
