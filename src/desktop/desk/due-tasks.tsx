import { Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import type { TaskStepOrder, TaskView } from '../../wire/task-api.ts'
import { useClock, useNow } from '../clock.ts'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { groupName, groupsOf, useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { CallParty } from './call-party.tsx'
import { DialButton } from './dial-button.tsx'
import { GiveUpModal } from './give-up-modal.tsx'
import { atNine, inOneHour } from './instant-field.ts'
import styles from './overview.module.css'
import { OverviewPanel } from './overview-panel.tsx'

/** What is mine to do and what is anybody's, the soonest first; follow-ups of wrap-ups stand among it. */
export function DueTasks({ round }: { round: string }) {
  const { ask } = useSession()
  const { words } = useWords()
  // A survey, a colleague or another system may plan something while no call comes.
  const again = useNow(120_000)
  const due = useAnswer((signal) => ask('readDueTasks', { signal }), [ask, round, again])
  const items = due.value?.items
  return (
    <OverviewPanel heading={words.tasks.heading} empty={words.tasks.none} answer={due} items={items} wide>
      <ul className={styles.list}>
        {items?.map((one) => (
          <TaskEntry key={one.id ?? one.followUpOf} one={one} onChanged={due.again} />
        ))}
      </ul>
    </OverviewPanel>
  )
}

export function TaskEntry({ one, onChanged }: { one: TaskView; onChanged: () => void }) {
  const { ask } = useSession()
  const { words } = useWords()
  const [givingUp, setGivingUp] = useState(false)
  const step = useErrand(async (body: TaskStepOrder) => {
    if (one.id !== null)
      await ask('stepTask', { params: { id: one.id }, body: { ...body, version: one.version } })
    else if (one.followUpOf !== null) await ask('closeFollowUp', { params: { id: one.followUpOf } })
    onChanged()
  })
  return (
    <li>
      <div className={styles.entry}>
        <strong dir="auto">{one.reason || words.tasks.kinds[one.kind]}</strong>
        <TaskFacts one={one} />
        <RefusalNote refused={step.refused} />
      </div>
      {one.kind === 'callback' && one.id !== null && (
        <DialButton whom={{ taskId: one.id }} name={one.customerName ?? one.number ?? ''} />
      )}
      <Button
        size="compact-sm"
        variant="default"
        loading={step.running}
        onClick={() => step.run({ kind: 'done' })}
      >
        {words.tasks.done}
      </Button>
      {one.id !== null && <TaskMenu one={one} step={step.run} onGiveUp={() => setGivingUp(true)} />}
      {givingUp && (
        <GiveUpModal
          onClose={() => setGivingUp(false)}
          giveUp={(outcome) => step.run({ kind: 'given-up', outcome })}
        />
      )}
    </li>
  )
}

function TaskFacts({ one }: { one: TaskView }) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const facts = [
    one.reason === '' ? null : words.tasks.kinds[one.kind],
    words.tasks.origins[one.origin] ?? null,
    one.team && groupName(me, one.team, language),
    one.ownerId === null && one.team === null ? words.tasks.anybodys : null,
    one.attempts > 0 ? words.tasks.attempts(one.attempts) : null,
  ]
  return (
    <span className={styles.quiet}>
      <CallParty call={one} />
      {' · '}
      <time title={spoken.exact(one.dueUntil)} data-overdue={one.dueUntil < now || undefined}>
        {spoken.moment(one.dueFrom, now)}
        {one.dueUntil < now && ` (${words.overview.overdue})`}
      </time>
      {facts
        .filter((fact) => fact !== null)
        .map((fact) => (
          <bdi key={fact}> · {fact}</bdi>
        ))}
    </span>
  )
}

interface TaskMenuProps {
  readonly one: TaskView
  readonly step: (body: TaskStepOrder) => void
  readonly onGiveUp: () => void
}

function TaskMenu({ one, step, onGiveUp }: TaskMenuProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const clock = useClock()
  const say = words.tasks
  const isMine = one.ownerId === me.account.id
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="compact-sm" variant="default" aria-label={say.more}>
          <IconDots size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => step({ kind: 'again', dueFrom: inOneHour(clock.now()) })}>
          {say.inOneHour}
        </Menu.Item>
        <Menu.Item onClick={() => step({ kind: 'again', dueFrom: atNine(clock.now(), 1) })}>
          {say.tomorrow}
        </Menu.Item>
        <Menu.Divider />
        {!isMine && (
          <Menu.Item onClick={() => step({ kind: 'pass-on', ownerId: me.account.id })}>{say.mine}</Menu.Item>
        )}
        {isMine && <Menu.Item onClick={() => step({ kind: 'pass-on' })}>{say.toAnybody}</Menu.Item>}
        {groupsOf(me).map(({ id }) => (
          <Menu.Item key={id} onClick={() => step({ kind: 'pass-on', team: id })}>
            {say.toTeam(groupName(me, id, language))}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onGiveUp}>{say.giveUp}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
