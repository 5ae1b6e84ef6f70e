import { Button, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { WallLinkView } from '../../wire/live-api.ts'
import { type Refused, whyNot } from '../ask.ts'
import { useNow } from '../clock.ts'
import { type Answer, useAnswer } from '../frame/answer.ts'
import { PageHeading } from '../frame/page-heading.tsx'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import supervisor from '../supervisor/supervisor.module.css'
import { useWords } from '../words/words-context.tsx'

/** Links for screens on the wall: made here, shown once, taken back here. */
export function WallsPage() {
  const { ask } = useSession()
  const { words } = useWords()
  const links = useAnswer((signal) => ask('readWallLinks', { signal }), [ask])
  return (
    <div className={supervisor.page}>
      <PageHeading title={words.wall.heading} intro={words.wall.intro} />
      <MakeLink made={links.again} />
      <RefusalNote refused={links.refused} again={links.again} />
      <Links links={links} />
    </div>
  )
}

function MakeLink({ made }: { made: () => void }) {
  const { ask, me } = useSession()
  const { words, language } = useWords()
  const [name, setName] = useState('')
  const [team, setTeam] = useState<string | null>(null)
  const [address, setAddress] = useState<string | null>(null)
  const [refused, setRefused] = useState<Refused>()
  const make = async (event: FormEvent) => {
    event.preventDefault()
    try {
      const { token } = await ask('makeWallLink', { body: { name, teams: team === null ? null : [team] } })
      setAddress(`${location.origin}/wall#${token}`)
      setRefused(undefined)
      setName('')
      made()
    } catch (thrown) {
      setRefused(whyNot(thrown))
    }
  }
  const teams = me.teams.map((one) => ({ value: one.id, label: one.name[language] ?? one.name.en ?? one.id }))
  return (
    <>
      <form className={supervisor.upload} onSubmit={make}>
        <TextInput
          label={words.wall.name}
          value={name}
          required
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {teams.length > 0 && (
          <Select
            label={words.wall.team}
            data={teams}
            value={team}
            clearable
            placeholder={words.wall.allTeams}
            onChange={setTeam}
          />
        )}
        <Button type="submit">{words.wall.make}</Button>
      </form>
      <RefusalNote refused={refused} />
      {address !== null && <Made address={address} />}
    </>
  )
}

function Made({ address }: { address: string }) {
  const { words } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => setCopied(true),
      () => {},
    )
  return (
    <div className={supervisor.upload} role="status">
      <TextInput
        style={{ flex: 1 }}
        label={words.wall.made}
        value={address}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={copy}>
        {copied ? words.wall.copied : words.wall.copy}
      </Button>
    </div>
  )
}

function Links({ links }: { links: Answer<{ items: WallLinkView[] }> }) {
  const { ask, me } = useSession()
  const { words, spoken, language } = useWords()
  const now = useNow(60_000)
  const [refused, setRefused] = useState<Refused>()
  const takeBack = (id: string) =>
    ask('revokeWallLink', { params: { id } }).then(links.again, (thrown) => setRefused(whyNot(thrown)))
  const teamName = (id: string) => {
    const team = me.teams.find((one) => one.id === id)
    return team?.name[language] ?? team?.name.en ?? id
  }
  const items = links.value?.items
  if (items?.length === 0) return <p className={supervisor.nothing}>{words.wall.none}</p>
  return (
    <>
      <RefusalNote refused={refused} />
      <ul className={supervisor.jobs}>
        {items?.map((link) => (
          <li key={link.id} className={supervisor.job}>
            <div className={supervisor.jobHead}>
              <strong className={supervisor.strong}>
                <bdi>{link.name}</bdi>
              </strong>
              <span className={supervisor.quiet}>
                {link.teams === null ? words.wall.allTeams : spoken.list(link.teams.map(teamName))}
                {' · '}
                {words.wall.madeBy(link.createdBy, spoken.moment(link.createdAt, now))}
                {' · '}
                {link.seenAt === null ? words.wall.neverSeen : words.wall.seen(spoken.ago(link.seenAt, now))}
              </span>
              <Button
                variant="default"
                size="compact-sm"
                style={{ marginInlineStart: 'auto' }}
                onClick={() => takeBack(link.id)}
              >
                {words.wall.takeBack}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
