import { Button, Modal, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { GuidanceTopic, GuidanceText as Text } from '../../wire/guidance-api.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './guidance.module.css'
import { GuidanceText } from './guidance-text.tsx'
import { linksOf, writeLinks } from './link-lines.ts'

interface TopicEditorProps {
  /** Null for a new one. */
  readonly topic: GuidanceTopic | null
  readonly onClose: () => void
  readonly onSaved: (id: string | null) => void
}

const blank: Text = { title: '', opening: null, check: '', explain: '', closing: null }

/** Writes a topic, with what agents will see beside it. Somebody else's newer save is never overwritten. */
export function TopicEditor({ topic, onClose, onSaved }: TopicEditorProps) {
  const { ask } = useSession()
  const { words, language, spoken } = useWords()
  const say = words.guidance
  const [id, setId] = useState(topic?.id ?? '')
  const [keys, setKeys] = useState<string[]>(topic?.keys ?? [])
  const [texts, setTexts] = useState<Record<string, Text>>(topic?.texts ?? { [language]: blank })
  const [lang, setLang] = useState(Object.keys(texts)[0] ?? language)
  const [links, setLinks] = useState(writeLinks(topic?.links ?? []))
  const [newLanguage, setNewLanguage] = useState('')
  const text = texts[lang] ?? blank
  const change = (more: Partial<Text>): void => setTexts({ ...texts, [lang]: { ...text, ...more } })
  const written = Object.fromEntries(Object.entries(texts).filter(([, one]) => one.title.trim() !== ''))
  const body = { keys, texts: written, links: linksOf(links, topic?.links) }
  const save = useErrand(async () => {
    await ask('saveGuidance', { params: { id }, body: { version: topic?.version ?? 0, ...body } })
    onSaved(id)
  })
  const remove = useErrand(async () => {
    await ask('removeGuidance', { params: { id } })
    onSaved(null)
  })
  return (
    <Modal opened onClose={onClose} title={topic ? say.edit : say.create} size="90rem">
      <div className={styles.editor}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            save.run()
          }}
        >
          {!topic && (
            <TextInput
              required
              label={say.id}
              description={say.idHint}
              pattern="[a-z0-9][a-z0-9\-]{0,63}"
              value={id}
              onChange={(event) => setId(event.currentTarget.value)}
            />
          )}
          <TagsInput label={say.keys} description={say.keysHint} value={keys} onChange={setKeys} />
          <fieldset className={styles.languages}>
            <legend>{say.language}</legend>
            {Object.keys(texts).map((one) => (
              <Button
                key={one}
                size="compact-sm"
                variant={one === lang ? 'filled' : 'default'}
                aria-pressed={one === lang}
                onClick={() => setLang(one)}
              >
                {spoken.language(one)}
              </Button>
            ))}
            <TextInput
              size="xs"
              aria-label={say.addLanguage}
              placeholder={say.addLanguage}
              value={newLanguage}
              onChange={(event) => setNewLanguage(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return
                event.preventDefault()
                const tag = newLanguage.trim()
                if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) return
                setTexts({ ...texts, [tag]: texts[tag] ?? blank })
                setLang(tag)
                setNewLanguage('')
              }}
            />
          </fieldset>
          <TextInput
            required={Object.keys(written).length === 0}
            label={say.title}
            maxLength={120}
            lang={lang}
            dir="auto"
            value={text.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
          />
          <TextInput
            label={say.opening}
            maxLength={300}
            lang={lang}
            dir="auto"
            value={text.opening ?? ''}
            onChange={(event) => change({ opening: event.currentTarget.value || null })}
          />
          <Textarea
            label={say.check}
            description={say.markdown}
            autosize
            minRows={3}
            maxRows={10}
            lang={lang}
            dir="auto"
            value={text.check}
            onChange={(event) => change({ check: event.currentTarget.value })}
          />
          <Textarea
            label={say.explain}
            autosize
            minRows={4}
            maxRows={14}
            lang={lang}
            dir="auto"
            value={text.explain}
            onChange={(event) => change({ explain: event.currentTarget.value })}
          />
          <TextInput
            label={say.closing}
            maxLength={300}
            lang={lang}
            dir="auto"
            value={text.closing ?? ''}
            onChange={(event) => change({ closing: event.currentTarget.value || null })}
          />
          <Textarea
            label={say.links}
            description={say.linksHint}
            autosize
            minRows={2}
            value={links}
            onChange={(event) => setLinks(event.currentTarget.value)}
          />
          <RefusalNote refused={save.refused ?? remove.refused} />
          <div className={styles.actions}>
            {topic && (
              <Button variant="subtle" color="red" loading={remove.running} onClick={() => remove.run()}>
                {words.form.remove}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {words.form.cancel}
            </Button>
            <Button type="submit" loading={save.running}>
              {words.form.save}
            </Button>
          </div>
        </form>
        <section className={styles.preview} aria-label={say.preview}>
          <h3 className={styles.quiet}>{say.preview}</h3>
          <GuidanceText key={lang} topic={{ id, texts: { [lang]: text }, links: body.links }} />
        </section>
      </div>
    </Modal>
  )
}
