/** Each screen as a picture of the phone; a picture is made anew only when its screen has changed. */
import { type Accessor, createMemo } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import { start, view } from '../../../../shared/flow/interpret/index.ts'
import type { ScreenView } from '../../../../shared/flow/interpret/view-item.ts'

/** Views by screen id, of `flow` as read from `text`. */
export function createScreenViews(
  flow: Accessor<Flow | null>,
  text: Accessor<string>,
): Accessor<ReadonlyMap<string, ScreenView>> {
  let known = new Map<string, { source: string; view: ScreenView }>()
  return createMemo(() => {
    const now = flow()
    const source = text()
    const next = new Map<string, { source: string; view: ScreenView }>()
    for (const screen of now?.screens ?? []) {
      const { offset, length } = screen.range
      const written = source.slice(offset, offset + length)
      const before = known.get(screen.id)
      next.set(
        screen.id,
        before?.source === written
          ? before
          : {
              source: written,
              view: view(now!, start(now!, { screen: screen.id, examples: true })),
            },
      )
    }
    known = next
    return new Map([...next].map(([id, it]) => [id, it.view]))
  })
}
