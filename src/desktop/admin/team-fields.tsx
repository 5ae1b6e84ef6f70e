import { MultiSelect, Select } from '@mantine/core'
import type { Role } from '../../wire/access-api.ts'
import { teamName, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'

interface Teams {
  readonly team: string | null
  readonly leads: readonly string[] | null
}

interface TeamFieldsProps extends Teams {
  readonly role: Role
  readonly onChange: (change: Partial<Teams>) => void
}

/** Where an agent works, or whose work a supervisor sees; nothing in a house without teams. */
export function TeamFields({ role, team, leads, onChange }: TeamFieldsProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const say = words.accounts
  // A team that the configuration has no more is still shown, so that it can be taken away.
  const ids = new Set([...me.teams.map(({ id }) => id), ...(leads ?? []), ...(team === null ? [] : [team])])
  const data = [...ids].map((value) => ({ value, label: teamName(me, value, language) }))
  if (data.length === 0) return null
  if (role === 'agent') {
    return (
      <Select
        label={say.team}
        placeholder={say.noTeam}
        clearable
        data={data}
        value={team}
        onChange={(chosen) => onChange({ team: chosen })}
      />
    )
  }
  if (role !== 'supervisor') return null
  return (
    <MultiSelect
      label={say.leads}
      description={say.leadsHint}
      placeholder={leads === null ? say.allTeams : ''}
      clearable
      data={data}
      value={[...(leads ?? [])]}
      onChange={(chosen) => onChange({ leads: chosen.length === 0 ? null : chosen })}
    />
  )
}
