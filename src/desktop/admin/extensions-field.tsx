import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import styles from '../customer/customer.module.css'
import { useRows } from '../frame/rows.ts'
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
  const rows = useRows(extensions, onChange)
  return (
    <fieldset className={styles.numbers}>
      <legend>{say.extensions}</legend>
      {rows.map(({ one, key, change, remove }) => (
        <div key={key} data-row className={styles.extensionRow}>
          <NativeSelect
            aria-label={say.source}
            value={one.source}
            data={[...new Set([...me.sources, one.source])]}
            onChange={(event) => change({ source: event.currentTarget.value })}
          />
          <TextInput
            aria-label={say.extension}
            placeholder={say.extension}
            maxLength={128}
            value={one.extension}
            onChange={(event) => change({ extension: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${words.form.remove}: ${one.extension}`}
            data-removes
            onClick={(event) => remove(event.currentTarget)}
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
