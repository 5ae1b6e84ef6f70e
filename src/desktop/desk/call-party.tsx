import type { ReactNode } from 'react'
import { PlaceLink } from '../frame/place-link.tsx'
import { useWords } from '../words/words-context.tsx'

interface CallPartyProps {
  readonly call: {
    readonly customerId: number | null
    readonly customerName: string | null
    readonly number: string | null
    readonly presentation?: string
  }
  /** The name as it is to be shown, where it is more than text. */
  readonly shownName?: ReactNode
}

/** With whom a call was: the customer with a link to the record, else the number, else that there was none. */
export function CallParty({ call, shownName }: CallPartyProps) {
  const { words } = useWords()
  if (call.customerId !== null && call.customerName) {
    return (
      <PlaceLink to={{ kind: 'customer', id: call.customerId }}>
        <bdi>{shownName ?? call.customerName}</bdi>
      </PlaceLink>
    )
  }
  if (call.presentation === 'restricted') return <>{words.pop.withheldNumber}</>
  if (call.number) return <bdi dir="ltr">{call.number}</bdi>
  return <>{words.pop.unknownCaller}</>
}
