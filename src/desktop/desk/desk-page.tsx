import { Shelter } from '../frame/shelter.tsx'
import { useDesk } from './desk-context.tsx'
import { Overview } from './overview.tsx'
import { PopCard } from './pop-card.tsx'
import { WarmUp } from './warm-up.tsx'

/** The card of the shown call, or what is left to do between calls. Of a closed call nothing stays but why it closed. */
export function DeskPage() {
  return (
    <>
      <WarmUp />
      <Shown />
    </>
  )
}

function Shown() {
  const { desk, shown } = useDesk()
  const pop = desk.pops.find((one) => one.callId === shown)
  if (!pop || pop.state === 'closed') return <Overview closing={pop?.closing ?? null} />
  return (
    <Shelter key={pop.callId}>
      <PopCard pop={pop} />
    </Shelter>
  )
}
