import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import styles from '../customer/customer.module.css'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'

export interface ExtensionFields {
  readonly source: string
  readonly extension: string
}

interface ExtensionsFieldProps {
  readonly extensions: readonly ExtensionFields[]
  readonly onChange: (extensions: readonly ExtensionFields[]) => void
}

/** At which extensions of which phone systems an agent is reached. */
export function ExtensionsField({ extensions, onChange }: ExtensionsFieldProps) {
  const { me } = useSession()
  const { words } = useWords()
  const say = words.accounts
  const set = (at: number, change: Partial<ExtensionFields>) =>
    onChange(extensions.map((one, index) => (index === at ? { ...one, ...change } : one)))
  return (
    <fieldset className={styles.numbers}>
      <legend>{say.extensions}</legend>
      {extensions.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other identity while it is being typed
        <div key={index} className={styles.extensionRow}>
          <NativeSelect
            aria-label={say.source}
            value={one.source}
            data={[...new Set([...me.sources, one.source])]}
            onChange={(event) => set(index, { source: event.currentTarget.value })}
          />
          <TextInput
            aria-label={say.extension}
            placeholder={say.extension}
            maxLength={128}
            value={one.extension}
            onChange={(event) => set(index, { extension: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${words.form.remove}: ${one.extension}`}
            onClick={() => onChange(extensions.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={me.sources.length === 0}
        onClick={() => onChange([...extensions, { source: me.sources[0] ?? '', extension: '' }])}
      >
        {say.addExtension}
      </Button>
    </fieldset>
  )
}
