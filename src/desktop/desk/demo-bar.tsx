import { Button, NativeSelect } from '@mantine/core'
import { IconPhoneIncoming, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useAnswer } from '../frame/answer.ts'
import { useErrand } from '../frame/errand.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import styles from './dock.module.css'

/** Demo only: lets one call of a chosen kind come in, or all of them by themselves. */
export function DemoBar() {
  const { ask } = useSession()
  const { words } = useWords()
  const demo = useAnswer((signal) => ask('readDemo', { signal }), [ask])
  const [chosen, setChosen] = useState<string>()
  const kind = chosen ?? demo.value?.kinds[0] ?? ''
  const play = useErrand(() => ask('playDemoCall', { body: { kind } }))
  const pause = useErrand(async (playing: boolean) => demo.put(await ask('setDemo', { body: { playing } })))
  const playing = demo.value?.playing ?? false
  return (
    <section className={styles.demo} aria-label={words.demo.label}>
      <strong>{words.demo.label}</strong>
      <NativeSelect
        size="xs"
        aria-label={words.demo.kind}
        value={kind}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={(demo.value?.kinds ?? []).map((value) => ({ value, label: words.demo.kinds[value] ?? value }))}
      />
      <Button
        size="xs"
        leftSection={<IconPhoneIncoming size={14} />}
        loading={play.running}
        disabled={kind === ''}
        onClick={() => play.run()}
      >
        {words.demo.play}
      </Button>
      <span className={styles.demoState}>{playing ? words.demo.playing : words.demo.paused}</span>
      <Button
        size="xs"
        variant="default"
        leftSection={playing ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
        loading={pause.running}
        onClick={() => pause.run(!playing)}
      >
        {playing ? words.demo.pause : words.demo.goOn}
      </Button>
      <RefusalNote refused={play.refused ?? pause.refused ?? demo.refused} />
    </section>
  )
}
