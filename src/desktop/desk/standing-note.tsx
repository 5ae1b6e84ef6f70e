import { IconTrendingDown } from '@tabler/icons-react'
import type { Pop } from '../../wire/pop.ts'
import type { PopStanding } from '../../wire/pop-matters.ts'
import { Hint } from '../frame/hint.tsx'
import { useWords } from '../words/words-context.tsx'
import { mattersOf } from './matters-of.ts'
import card from './pop-card.module.css'
import { WeighedList } from './weighed-list.tsx'

/** That a customer may leave; what makes it so is for whoever hovers or listens. Nothing where all is well. */
export function StandingNote({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { standing } = mattersOf(pop)
  if (!standing || standing.risk === 'none') return null
  return (
    <Hint hint={<WhySo standing={standing} />}>
      <span className={card.risk} data-risk={standing.risk}>
        <IconTrendingDown size={14} aria-hidden />
        {words.card.risks[standing.risk]}
      </span>
    </Hint>
  )
}

/** What the house suggests for customers who stand like this, in one quiet line. */
export function SuggestionLine({ pop }: { pop: Pop }) {
  const { words } = useWords()
  const { standing } = mattersOf(pop)
  if (!standing?.suggestion) return null
  return (
    <Hint className={card.suggestion ?? ''} hint={<WhySo standing={standing} />}>
      <span className={card.quiet}>
        {words.standing.suggestion} <bdi>{standing.suggestion}</bdi>
      </span>
    </Hint>
  )
}

function WhySo({ standing: { value, why } }: { standing: PopStanding }) {
  const { words, spoken } = useWords()
  const say = words.standing
  const heading = value === null ? say.unknown : say.value(spoken.count(value))
  const rows = why.map(({ of, kind, points }) => ({
    text: say.kinds[kind as keyof typeof say.kinds] ?? kind,
    // What speaks for leaving speaks against the customer's staying.
    points: of === 'risk' ? -points : points,
  }))
  return <WeighedList heading={heading} rows={rows} />
}
