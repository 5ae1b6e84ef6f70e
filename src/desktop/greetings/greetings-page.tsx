import { NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { GreetingPhrase } from '../../wire/greeting-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import pageStyles from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import styles from './greetings.module.css'
import { PhraseEditor } from './phrase-editor.tsx'
import { PhraseList } from './phrase-list.tsx'

/** How the house words what its agents say first. What was typed and not saved stays while one looks at another text. */
export function GreetingsPage() {
  const { ask } = useSession()
  const { words, language: mine, spoken } = useWords()
  const answer = useAnswer((signal) => ask('readGreetings', { signal }), [ask])
  const [language, setLanguage] = useState<GreetingPhrase['language']>(mine === 'zh-CN' ? 'zh-Hans' : 'en')
  const [phrase, setPhrase] = useState<GreetingPhrase['phrase']>('usual')
  const [drafts, setDrafts] = useState<ReadonlyMap<string, string>>(new Map())
  const items = answer.value?.items ?? []
  const languages = [...new Set(items.map((one) => one.language))]
  const shown = items.filter((one) => one.language === language)
  const chosen = shown.find((one) => one.phrase === phrase)
  const keep = (key: string, text: string | null) =>
    setDrafts((before) => {
      const after = new Map(before)
      if (text === null) after.delete(key)
      else after.set(key, text)
      return after
    })
  const saved = (changed: GreetingPhrase) => {
    if (!answer.value) return
    answer.put({
      ...answer.value,
      items: answer.value.items.map((one) => (keyOf(one) === keyOf(changed) ? changed : one)),
    })
    keep(keyOf(changed), null)
  }
  return (
    <div className={pageStyles.page} data-wide>
      <PageHeading title={words.greetings.heading} intro={words.greetings.intro} />
      <RefusalNote refused={answer.refused} again={answer.again} />
      {answer.value && chosen && (
        <div className={styles.columns}>
          <div className={styles.choice}>
            <NativeSelect
              label={words.greetings.language}
              value={language}
              data={languages.map((tag) => ({ value: tag, label: spoken.language(tag) }))}
              onChange={(event) => setLanguage(event.currentTarget.value as GreetingPhrase['language'])}
            />
            <PhraseList
              phrases={shown}
              chosen={phrase}
              lawful={answer.value.arguments}
              isUnsaved={(one) => drafts.has(keyOf(one))}
              onChoose={setPhrase}
            />
          </div>
          <PhraseEditor
            key={keyOf(chosen)}
            phrase={chosen}
            lawful={answer.value.arguments[chosen.phrase]}
            draft={drafts.get(keyOf(chosen)) ?? null}
            onType={(text) => keep(keyOf(chosen), text === chosen.text ? null : text)}
            onSaved={saved}
            again={answer.again}
          />
        </div>
      )}
    </div>
  )
}

function keyOf({ language, phrase }: Pick<GreetingPhrase, 'language' | 'phrase'>): string {
  return `${language} ${phrase}`
}
