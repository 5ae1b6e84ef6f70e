import { Loader } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'

/**
 * Turns while a search is on its way. The button beside it stays enabled: a newer search overtakes the one on its way,
 * and a form whose button is disabled takes no Enter (HTML, implicit submission).
 */
export function SearchIcon({ searching }: { searching: boolean }) {
  return searching ? <Loader size={17} /> : <IconSearch size={17} aria-hidden />
}
