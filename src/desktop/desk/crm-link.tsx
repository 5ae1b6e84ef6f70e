import { IconExternalLink } from '@tabler/icons-react'
import type { Pop } from '../../wire/pop.ts'
import { useWords } from '../words/words-context.tsx'
import { crmLinkId } from './field-ids.ts'
import card from './pop-card.module.css'

/** The customer's page in the house's own CRM, in a window of its own that is told nothing of this one. */
export function CrmLink({ pop }: { pop: Pop }) {
  const { words } = useWords()
  if (!pop.crmUrl) return null
  return (
    <a
      id={crmLinkId}
      className={card.crmLink}
      href={pop.crmUrl}
      target="_blank"
      rel="noopener noreferrer"
      title="Alt+C"
    >
      <IconExternalLink size={14} aria-hidden />
      {words.pop.openInCrm}
    </a>
  )
}
