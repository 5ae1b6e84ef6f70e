import { ActionIcon, Loader, SegmentedControl, Select, Slider } from '@mantine/core'
import {
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBackFilled,
  IconPlayerSkipForwardFilled,
} from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { CallStoryView, StoryMoment } from '../../wire/story-api.ts'
import { useAnswer } from '../frame/answer.ts'
import { RefusalNote } from '../frame/refusal-note.tsx'
import { useSession } from '../session.tsx'
import { useWords } from '../words/words-context.tsx'
import { type Lanes, lanesOf } from './lanes-of.ts'
import styles from './playback.module.css'
import { sayMoment } from './say-moment.ts'
import { SeenPop } from './seen-pop.tsx'
import { type Playing, usePlaying } from './use-playing.ts'

const speeds = ['1', '4', '16']

/** A call moment by moment, with what each agent saw: to be played, or gone through by its moments. */
export function Playback({ id }: { id: string }) {
  const { ask } = useSession()
  const { words } = useWords()
  const told = useAnswer((signal) => ask('readCallStory', { params: { id }, signal }), [ask, id])
  return (
    <section aria-label={words.story.heading} className={styles.playback}>
      <h2 className={styles.heading}>{words.story.heading}</h2>
      <RefusalNote refused={told.refused} again={told.again} />
      {!told.value && told.asking && <Loader size="sm" />}
      {told.value && <Player story={told.value} />}
    </section>
  )
}

function Player({ story }: { story: CallStoryView }) {
  const lanes = useMemo(() => lanesOf(story), [story])
  const [speed, setSpeed] = useState('1')
  const start = story.shown[0]?.at ?? lanes.from
  const playing = usePlaying(lanes.from, lanes.until, start, Number(speed))
  return (
    <>
      <Controls story={story} lanes={lanes} playing={playing} speed={speed} setSpeed={setSpeed} />
      <LaneChart lanes={lanes} playing={playing} />
      <div className={styles.pair}>
        <Moments story={story} lanes={lanes} playing={playing} />
        <Seen story={story} at={playing.at} />
      </div>
    </>
  )
}

interface ControlsProps {
  readonly story: CallStoryView
  readonly lanes: Lanes
  readonly playing: Playing
  readonly speed: string
  readonly setSpeed: (speed: string) => void
}

function Controls({ story, lanes, playing, speed, setSpeed }: ControlsProps) {
  const { words } = useWords()
  const say = words.story
  const { at, isPlaying, goTo, toggle } = playing
  const drawn = story.moments.filter((one) => one.at <= lanes.until)
  const before = drawn.findLast((one) => one.at < at)
  const next = drawn.find((one) => one.at > at)
  return (
    <div className={styles.controls}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={say.before}
        disabled={!before}
        onClick={() => before && goTo(before.at)}
      >
        <IconPlayerSkipBackFilled size={16} />
      </ActionIcon>
      <ActionIcon size="lg" aria-label={isPlaying ? say.pause : say.play} onClick={toggle}>
        {isPlaying ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={say.next}
        disabled={!next}
        onClick={() => next && goTo(next.at)}
      >
        <IconPlayerSkipForwardFilled size={16} />
      </ActionIcon>
      <Slider
        className={styles.slider}
        min={0}
        max={lanes.until - lanes.from}
        step={10}
        value={Math.round(at - lanes.from)}
        onChange={(passed) => goTo(lanes.from + passed)}
        label={null}
        thumbLabel={say.place}
      />
      <output className={styles.place}>{offset(at, lanes.from)}</output>
      <SegmentedControl
        size="xs"
        aria-label={say.speed}
        value={speed}
        onChange={setSpeed}
        data={speeds.map((value) => ({ value, label: say.times(value) }))}
      />
    </div>
  )
}

/** Seconds since the beginning, with thousandths: what a ring decides is decided within them. */
function offset(at: number, from: number): string {
  return `+${((at - from) / 1000).toFixed(3)} s`
}

function LaneChart({ lanes, playing }: { lanes: Lanes; playing: Playing }) {
  const { words } = useWords()
  const say = words.story
  const span = lanes.until - lanes.from
  const left = (at: number) => `${(Math.max(0, Math.min(span, at - lanes.from)) / span) * 100}%`
  const width = (from: number, until: number) => `${((until - from) / span) * 100}%`
  return (
    <figure className={styles.lanes} aria-label={say.lanes}>
      {lanes.lanes.map((lane) => (
        <div key={lane.agent ?? ''} className={styles.lane}>
          <span className={styles.laneName} title={lane.agent ?? undefined}>
            <bdi>{lane.agent ?? say.phone}</bdi>
          </span>
          <div className={styles.track}>
            {lane.bars.map((bar) => (
              <span
                key={bar.kind}
                className={styles.bar}
                data-kind={bar.kind}
                style={{ insetInlineStart: left(bar.from), width: width(bar.from, bar.until) }}
                title={say.bars[bar.kind]}
              >
                {say.bars[bar.kind]}
              </span>
            ))}
            {lane.moments.map((one, n) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: two moments may be alike, and what has happened never changes its order
                key={n}
                className={styles.dot}
                data-kind={one.kind}
                style={{ insetInlineStart: left(one.at) }}
              />
            ))}
            <span className={styles.now} style={{ insetInlineStart: left(playing.at) }} />
          </div>
        </div>
      ))}
    </figure>
  )
}

interface MomentsProps {
  readonly story: CallStoryView
  readonly lanes: Lanes
  readonly playing: Playing
}

function Moments({ story, lanes, playing }: MomentsProps) {
  const { words } = useWords()
  const say = words.story
  const current = story.moments.findLast((one) => one.at <= playing.at)
  return (
    <ol className={styles.moments} aria-label={say.moments}>
      {story.moments.map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two moments may be alike, and what has happened never changes its order
        <li key={n} data-past={one.at <= playing.at || undefined} aria-current={one === current || undefined}>
          <MomentLine one={one} lanes={lanes} playing={playing} />
        </li>
      ))}
    </ol>
  )
}

function MomentLine({ one, lanes, playing }: { one: StoryMoment } & Pick<MomentsProps, 'lanes' | 'playing'>) {
  const { me } = useSession()
  const { words, spoken, language } = useWords()
  const isLater = one.at > lanes.until
  const whose = one.agent ?? (one.kind === 'event' ? words.story.phone : words.story.house)
  return (
    <button type="button" disabled={isLater} onClick={() => playing.goTo(one.at)}>
      <time dateTime={new Date(one.at).toISOString()} title={spoken.exact(one.at)}>
        {isLater ? spoken.exact(one.at) : offset(one.at, lanes.from)}
      </time>
      <span>
        <bdi className={styles.who}>{whose}</bdi> {words.story.kinds[one.kind]}{' '}
        <bdi>{sayMoment(one, me, words, language)}</bdi>
      </span>
    </button>
  )
}

/** What the chosen agent's desk showed of the call at this instant. */
function Seen({ story, at }: { story: CallStoryView; at: number }) {
  const { words } = useWords()
  const say = words.story
  const spoke = story.moments.find(({ kind }) => kind === 'answered')?.agent
  const [agent, setAgent] = useState(spoke ?? story.agents[0] ?? null)
  const seen = story.shown.findLast((one) => one.agent === agent && one.at <= at)
  const isOn = seen && seen.pop.state !== 'closed'
  return (
    <div className={styles.seenPlace}>
      {story.agents.length > 1 ? (
        <Select
          size="xs"
          aria-label={say.sawOf}
          value={agent}
          onChange={setAgent}
          allowDeselect={false}
          data={story.agents.map((name) => ({ value: name, label: say.saw(name) }))}
        />
      ) : (
        agent && <strong>{say.saw(agent)}</strong>
      )}
      {story.shown.length === 0 && <p className={styles.quiet}>{say.sawGone}</p>}
      {story.shown.length > 0 && !isOn && <p className={styles.quiet}>{say.sawNothing}</p>}
      {isOn && <SeenPop key={agent} pop={seen.pop} />}
    </div>
  )
}
