import { Button, SegmentedControl } from '@mantine/core'
import { IconExternalLink, IconMail, IconMessage } from '@tabler/icons-react'
import { useState } from 'react'
import type { GuidanceTopic } from '../../wire/guidance-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './guidance.module.css'
import { ShowMarkdown } from './show-markdown.tsx'

interface GuidanceTextProps {
  readonly topic: Pick<GuidanceTopic, 'id' | 'texts' | 'links'>
  /** The call whose caller it may be sent to; none where nobody is on the line. */
  readonly callId?: string | undefined
}

/** One topic to read: what to ask, what to look at, how to say it, what to send. */
export function GuidanceText({ topic, callId }: GuidanceTextProps) {
  const { words, language: desk, spoken } = useWords()
  const say = words.guidance
  const languages = Object.keys(topic.texts)
  const [chosen, setChosen] = useState<string | null>(null)
  const lang = languages.find((one) => one === chosen) ?? closest(languages, desk) ?? languages[0] ?? 'en'
  const text = topic.texts[lang]
  if (!text) return null
  return (
    <article className={styles.topic}>
      <h3 lang={lang} dir="auto">
        {text.title}
      </h3>
      {languages.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={say.language}
          data={languages.map((one) => ({ value: one, label: spoken.language(one) }))}
          value={lang}
          onChange={setChosen}
        />
      )}
      {text.opening && <Say heading={say.opening} lang={lang} text={text.opening} />}
      {text.check && (
        <section>
          <h4>{say.check}</h4>
          <ShowMarkdown text={text.check} lang={lang} />
        </section>
      )}
      {text.explain && (
        <section>
          <h4>{say.explain}</h4>
          <ShowMarkdown text={text.explain} lang={lang} />
        </section>
      )}
      {text.closing && <Say heading={say.closing} lang={lang} text={text.closing} />}
      {topic.links.length > 0 && <Links topic={topic} callId={callId} />}
    </article>
  )
}

function closest(languages: readonly string[], desk: string): string | undefined {
  const main = desk.split('-')[0]
  return languages.find((one) => one === desk) ?? languages.find((one) => one.split('-')[0] === main)
}

function Say({ heading, lang, text }: { heading: string; lang: string; text: string }) {
  return (
    <section>
      <h4>{heading}</h4>
      <p className={styles.say} lang={lang} dir="auto">
        {text}
      </p>
    </section>
  )
}

function Links({ topic, callId }: GuidanceTextProps) {
  const { ask } = useSession()
  const { words } = useWords()
  const say = words.guidance
  const [sent, setSent] = useState<string | null>(null)
  const send = useErrand(async (link: string, channel: 'sms' | 'e-mail') => {
    await ask('sendGuidance', { params: { id: callId ?? '' }, body: { topic: topic.id, link, channel } })
    setSent(link)
  })
  return (
    <section>
      <h4>{say.links}</h4>
      <ul className={styles.links}>
        {topic.links.map(({ title, url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer noopener">
              <bdi>{title}</bdi> <IconExternalLink size={13} aria-hidden />
            </a>
            {callId !== undefined && (
              <span>
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconMessage size={13} />}
                  loading={send.running}
                  onClick={() => send.run(url, 'sms')}
                >
                  {say.sendSms}
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  leftSection={<IconMail size={13} />}
                  loading={send.running}
                  onClick={() => send.run(url, 'e-mail')}
                >
                  {say.sendMail}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      <p role="status">{sent !== null && !send.refused ? say.sent : ''}</p>
      <RefusalNote refused={send.refused} />
    </section>
  )
}
