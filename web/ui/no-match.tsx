/** What a list says when its search finds nothing, with the way back to all of it. */
import type { JSX } from 'solid-js'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

export function NoMatch(props: {
  /** One of what the list holds: "campaign". */
  what: string
  search: string
  onClear: () => void
}): JSX.Element {
  return (
    <EmptyState
      icon="search"
      title={`No ${props.what} matches “${props.search}”`}
      actions={<Button onClick={() => props.onClear()}>Clear search</Button>}
    />
  )
}
