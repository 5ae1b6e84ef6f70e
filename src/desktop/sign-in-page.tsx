import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Me } from '../wire/access-api.ts'
import type { Ask } from './ask.ts'
import { Brand } from './frame/brand.tsx'
import { useErrand } from './frame/errand.ts'
import styles from './frame/frame.module.css'
import { RefusalNote } from './frame/refusal-note.tsx'
import { type Language, languageNames } from './words/pick-language.ts'
import { useWords } from './words/words-context.tsx'

interface SignInPageProps {
  readonly ask: Ask
  /** The session ended by itself. */
  readonly expired: boolean
  readonly onSignedIn: (me: Me) => void
  readonly onLanguage: (language: Language) => void
}

export function SignInPage({ ask, expired, onSignedIn, onLanguage }: SignInPageProps) {
  const { words, language } = useWords()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const enter = useErrand(async () => onSignedIn(await ask('signIn', { body: { login, password } })))
  const send = (event: FormEvent) => {
    event.preventDefault()
    enter.run()
  }
  return (
    <main className={styles.signIn}>
      <form className={styles.signInCard} onSubmit={send} aria-label={words.signIn.heading}>
        <Brand large />
        <p className={styles.signInIntro}>{expired ? words.signIn.expired : words.signIn.intro}</p>
        <TextInput
          label={words.signIn.login}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          size="md"
          required
          withAsterisk={false}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.signIn.password}
          name="password"
          autoComplete="current-password"
          size="md"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <RefusalNote refused={enter.refused} />
        <Button type="submit" size="md" loading={enter.running} fullWidth>
          {words.signIn.send}
        </Button>
      </form>
      <SegmentedControl
        aria-label={words.account.language}
        size="xs"
        value={language}
        onChange={(chosen) => onLanguage(chosen as Language)}
        data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
      />
    </main>
  )
}
