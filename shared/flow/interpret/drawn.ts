/** A screen as a builder shows it: every component drawn with example data, hidden ones and all branches too. */
import type { Flow, Screen } from '../flow.ts'
import { compiled } from './compiled.ts'
import { drawLeaf } from './draw.ts'
import { stageAt } from './stage.ts'
import { start } from './step.ts'
import { footerView } from './view.ts'
import type { FooterView, ViewItem } from './view-item.ts'

export type Drawn =
  | { readonly kind: 'item'; readonly item: ViewItem }
  | { readonly kind: 'footer'; readonly footer: FooterView }

/** Drawings by the component's path; containers have none of their own. */
export function drawn(flow: Flow, screen: Screen): Map<string, Drawn> {
  const state = start(flow, { screen: screen.id, examples: true, flowToken: 'builder' })
  const stage = stageAt(flow, state, screen)
  const drawings = new Map<string, Drawn>()
  for (const leaf of compiled(screen).leaves) {
    const { kind, path } = leaf.component
    drawings.set(
      path,
      kind === 'Footer'
        ? { kind: 'footer', footer: { ...footerView(leaf, state, stage), enabled: true } }
        : { kind: 'item', item: drawLeaf(leaf, state, stage) },
    )
  }
  return drawings
}
