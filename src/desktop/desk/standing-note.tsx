import { IconTrendingDown } from '@tabler/icons-react'
import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import { mattersOf } from './matters-of.ts'
import card from './pop-card.module.css'

/** That a customer may leave; the figure behind it is for whoever hovers or listens. Nothing where all is well. */
export function StandingNote({ pop }: { pop: Pop }) {
  const { words, spoken } = useWords()
  const { standing } = mattersOf(pop)
  if (!standing || standing.risk === 'none') return null
  const value = standing.value === null ? '' : words.card.value(spoken.count(standing.value))
  return (
    <span className={card.risk} data-risk={standing.risk} title={value}>
      <IconTrendingDown size={14} aria-hidden />
      {words.card.risks[standing.risk]}
    </span>
  )
}
