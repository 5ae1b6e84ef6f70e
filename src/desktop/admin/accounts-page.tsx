import { Button, Modal, Table } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { AccountView } from '../../wire/access-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { teamName, useSession } from '../session.tsx'
import styles from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'
import { AccountForm } from './account-form.tsx'

/** Who may sign in, as what, and at which extensions their phone rings. */
export function AccountsPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const accounts = useAnswer((signal) => ask('readAccounts', { signal }), [ask])
  const [open, setOpen] = useState<AccountView | 'new' | null>(null)
  const saved = () => {
    setOpen(null)
    accounts.again()
  }
  return (
    <div className={styles.page} data-wide>
      <PageHeading
        title={words.accounts.heading}
        actions={
          <Button leftSection={<IconUserPlus size={16} />} onClick={() => setOpen('new')}>
            {words.accounts.create}
          </Button>
        }
      />
      <RefusalNote refused={accounts.refused} again={accounts.again} />
      <AccountTable accounts={accounts.value?.items ?? []} onOpen={setOpen} />
      {open !== null && (
        <Modal
          opened
          onClose={() => setOpen(null)}
          title={open === 'new' ? words.accounts.create : words.accounts.change}
        >
          <AccountForm
            account={open === 'new' ? null : open}
            onSaved={saved}
            onCancel={() => setOpen(null)}
          />
        </Modal>
      )}
    </div>
  )
}

interface AccountTableProps {
  readonly accounts: readonly AccountView[]
  readonly onOpen: (account: AccountView) => void
}

function AccountTable({ accounts, onOpen }: AccountTableProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const say = words.accounts
  const teamsOf = ({ role, team, leads }: AccountView): string => {
    if (role === 'agent') return team === null ? '' : teamName(me, team, language)
    if (role !== 'supervisor') return ''
    return leads?.map((id) => teamName(me, id, language)).join(', ') ?? say.allTeams
  }
  return (
    <div className={styles.tablePlace}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.name}</Table.Th>
            <Table.Th>{say.login}</Table.Th>
            <Table.Th>{say.role}</Table.Th>
            {me.teams.length > 0 && <Table.Th>{say.team}</Table.Th>}
            <Table.Th>{say.extensions}</Table.Th>
            <Table.Th>{say.state}</Table.Th>
            <Table.Th />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {accounts.map((account) => (
            <Table.Tr key={account.id} data-disabled={account.disabled || undefined}>
              <Table.Td className={styles.strong}>
                <bdi>{account.name}</bdi> {account.id === me.account.id && <small>({say.you})</small>}
              </Table.Td>
              <Table.Td>
                <bdi>{account.login}</bdi>
              </Table.Td>
              <Table.Td>{words.account.roles[account.role]}</Table.Td>
              {me.teams.length > 0 && <Table.Td>{teamsOf(account)}</Table.Td>}
              <Table.Td>
                {account.extensions.map((one) => (
                  <span key={`${one.source} ${one.extension}`} className={styles.extension}>
                    {one.extension} <span className={styles.quiet}>{one.source}</span>
                  </span>
                ))}
              </Table.Td>
              <Table.Td>
                <span className={styles.phase} data-phase={account.disabled ? 'disabled' : 'active'}>
                  {account.disabled ? say.disabled : say.active}
                </span>
              </Table.Td>
              <Table.Td className={styles.right}>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => onOpen(account)}
                  aria-label={`${words.form.edit}: ${account.name}`}
                >
                  {words.form.edit}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
