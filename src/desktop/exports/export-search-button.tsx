import { Button } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import type { ExportOrderInput } from '../../wire/export-api.ts'
import { type Refused, whyNot } from '../ask.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { goTo } from '../frame/route.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'

type Search = Partial<Extract<ExportOrderInput, { kind: 'interactions' }>['search']> & {
  readonly order?: unknown
  readonly before?: unknown
  readonly most?: unknown
}

/** Begins an export of all that a search finds, and goes to the page where it is seen to grow. */
export function ExportSearchButton({ search }: { readonly search: Search }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [refused, setRefused] = useState<Refused>()
  const begin = async (): Promise<void> => {
    // All of it: neither a page nor an order of its own.
    const { order: _, before: __, most: ___, ...wanted } = search
    try {
      await ask('beginExport', { body: { kind: 'interactions', search: wanted } })
      goTo({ kind: 'exports' })
    } catch (thrown) {
      setRefused(whyNot(thrown))
    }
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconFileExport size={14} aria-hidden />}
        onClick={() => void begin()}
      >
        {words.exports.exportAll}
      </Button>
      <RefusalNote refused={refused} />
    </>
  )
}
