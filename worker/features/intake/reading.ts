/** A stored webhook while it is being read. */
import type { ChannelEvent } from '../../channels/events.ts'
import type { RawEvent } from './store.ts'

/** What one stored webhook says. `trouble` collects why parts of it were put aside; `again` why it must wait. */
export type Reading = {
  raw: RawEvent
  events: ChannelEvent[]
  trouble: string[]
  again: string | null
}
