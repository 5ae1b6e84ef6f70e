import { MantineProvider } from '@mantine/core'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Me } from '../wire/access-api.ts'
import { makeAsk } from './ask.ts'
import { type Clock, ClockContext } from './clock.ts'
import { type DraftKeeper, makeDraftKeeper } from './desk/draft-keeper.ts'
import { Desktop } from './frame/desktop.tsx'
import { Opening } from './frame/opening.tsx'
import { type Session, SessionContext } from './session.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { theme } from './theme.ts'
import { type Language, languageOf, pickLanguage, rememberLanguage } from './words/pick-language.ts'
import { WordsProvider } from './words/words-context.tsx'

type Stage =
  | { readonly kind: 'opening'; readonly unreachable: boolean }
  | { readonly kind: 'signed-out'; readonly expired: boolean }
  | { readonly kind: 'signed-in'; readonly me: Me }

const leave = (expired: boolean): Stage => ({ kind: 'signed-out', expired })

/** Who is there: nobody knows yet, nobody, or somebody. */
export function App({ clock }: { clock: Clock }) {
  const [stage, setStage] = useState<Stage>({ kind: 'opening', unreachable: false })
  const [language, setLanguage] = useState<Language>(pickLanguage)

  const ask = useMemo(
    () =>
      makeAsk(() => setStage((now) => (now.kind === 'signed-out' ? now : leave(now.kind === 'signed-in')))),
    [],
  )
  const speak = useCallback((chosen: Language) => {
    rememberLanguage(chosen)
    setLanguage(chosen)
  }, [])
  const enter = useCallback(
    (me: Me) => {
      speak(languageOf(me.account))
      setStage({ kind: 'signed-in', me })
    },
    [speak],
  )
  const look = useCallback(async () => {
    try {
      const { me } = await ask('readSession', {})
      if (me) enter(me)
      else setStage(leave(false))
    } catch {
      setStage({ kind: 'opening', unreachable: true })
    }
  }, [ask, enter])
  useEffect(() => {
    look()
  }, [look])

  const drafts = useRef<{ accountId: string; keeper: DraftKeeper } | null>(null)
  const me = stage.kind === 'signed-in' ? stage.me : null
  const draftsOf = useCallback(
    (accountId: string) => {
      if (drafts.current?.accountId !== accountId)
        drafts.current = { accountId, keeper: makeDraftKeeper(ask, clock.now) }
      return drafts.current.keeper
    },
    [ask, clock],
  )
  const session = useMemo<Session | null>(
    () =>
      me && {
        me,
        ask,
        drafts: draftsOf(me.account.id),
        renew: enter,
        signOut: () => {
          setStage(leave(false))
          ask('signOut', {}).catch(() => {})
        },
      },
    [me, ask, enter, draftsOf],
  )
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ClockContext value={clock}>
        <WordsProvider language={language}>
          {stage.kind === 'opening' && <Opening unreachable={stage.unreachable} again={look} />}
          {stage.kind === 'signed-out' && (
            <SignInPage ask={ask} expired={stage.expired} onSignedIn={enter} onLanguage={speak} />
          )}
          {session && (
            <SessionContext value={session}>
              <Desktop key={session.me.account.id} onSignedOut={() => setStage(leave(true))} />
            </SessionContext>
          )}
        </WordsProvider>
      </ClockContext>
    </MantineProvider>
  )
}
