import { Button, PasswordInput, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AccountView, Role } from '../../wire/access-api.ts'
import styles from '../customer/customer.module.css'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { type Language, languageNames } from '../words/pick-language.ts'
import { useWords } from '../words/words-context.tsx'
import { type ExtensionFields, ExtensionsField } from './extensions-field.tsx'
import { TeamFields } from './team-fields.tsx'

interface AccountFormProps {
  /** Null for a new one. */
  readonly account: AccountView | null
  readonly onSaved: () => void
  readonly onCancel: () => void
}

const roles = ['agent', 'supervisor', 'admin', 'auditor'] as const

interface AccountFields {
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly language: Language
  readonly password: string
  readonly disabled: boolean
  readonly extensions: readonly ExtensionFields[]
  readonly team: string | null
  readonly leads: readonly string[] | null
}

export function AccountForm({ account, onSaved, onCancel }: AccountFormProps) {
  const { me, ask } = useSession()
  const { words, language } = useWords()
  const say = words.accounts
  const [fields, setFields] = useState(() => fieldsOf(account, language))
  const set = (change: Partial<AccountFields>) => setFields((before) => ({ ...before, ...change }))
  const save = useErrand(async () => {
    const { login, password, disabled, ...rest } = fields
    const extensions = rest.extensions.filter((one) => one.extension.trim() !== '')
    if (account === null)
      await ask('createAccount', {
        body: { ...rest, leads: rest.leads && [...rest.leads], extensions, login, password },
      })
    else {
      const body = {
        ...rest,
        leads: rest.leads && [...rest.leads],
        extensions,
        disabled,
        ...(password && { password }),
      }
      await ask('changeAccount', { params: { id: account.id }, body: onlyChanged(account, body) })
    }
    onSaved()
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    save.run()
  }
  return (
    <form onSubmit={send} className={styles.form}>
      <TextInput
        label={say.name}
        required
        data-autofocus
        maxLength={128}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      {account === null && (
        <TextInput
          label={say.login}
          description={say.loginHint}
          required
          maxLength={64}
          autoComplete="off"
          value={fields.login}
          onChange={(event) => set({ login: event.currentTarget.value })}
        />
      )}
      <PasswordInput
        label={account === null ? say.password : say.newPassword}
        description={account === null ? say.passwordHint : say.passwordKeep}
        required={account === null}
        minLength={8}
        maxLength={128}
        autoComplete="new-password"
        value={fields.password}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={say.role}
        value={fields.role}
        onChange={(role) => set({ role: role as Role })}
        data={roles.map((value) => ({ value, label: words.account.roles[value] }))}
      />
      <TeamFields role={fields.role} team={fields.team} leads={fields.leads} onChange={set} />
      <SegmentedControl
        aria-label={say.language}
        value={fields.language}
        onChange={(chosen) => set({ language: chosen as Language })}
        data={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
      />
      <ExtensionsField extensions={fields.extensions} onChange={(extensions) => set({ extensions })} />
      {account !== null && (
        <Switch
          label={say.disable}
          checked={fields.disabled}
          disabled={account.id === me.account.id}
          onChange={(event) => set({ disabled: event.currentTarget.checked })}
        />
      )}
      {account !== null && <p className={styles.quiet}>{say.endsSessions}</p>}
      <RefusalNote refused={save.refused} />
      <div className={styles.formEnd}>
        <Button variant="default" onClick={onCancel}>
          {words.form.cancel}
        </Button>
        <Button type="submit" loading={save.running}>
          {account === null ? words.form.create : words.form.save}
        </Button>
      </div>
    </form>
  )
}

function fieldsOf(account: AccountView | null, language: Language): AccountFields {
  return {
    login: account?.login ?? '',
    name: account?.name ?? '',
    role: account?.role ?? 'agent',
    language: account ? (account.language === 'zh-CN' ? 'zh-CN' : 'en') : language,
    password: '',
    disabled: account?.disabled ?? false,
    extensions: account?.extensions ?? [],
    team: account?.team ?? null,
    leads: account?.leads ?? null,
  }
}

/** What stands as before is not sent, because a role or state that is sent ends the person's sessions. */
function onlyChanged<C extends object>(account: AccountView, change: C): Partial<C> {
  const before = account as Record<string, unknown>
  const differs = ([key, value]: [string, unknown]) => JSON.stringify(before[key]) !== JSON.stringify(value)
  return Object.fromEntries(Object.entries(change).filter(differs)) as Partial<C>
}
