/** Shows a running flow: one screen with every binding resolved. */
import { componentSpec } from '../catalogue/index.ts'
import type { Flow } from '../flow.ts'
import { activeLeaves, type Leaf } from './compiled.ts'
import { drawLeaf } from './draw.ts'
import { isScreenValid } from './errors.ts'
import { hasOwnIds, optionalText, textProp } from './properties.ts'
import { isOn, isVisible, type Stage, stageOf } from './stage.ts'
import type { RunState } from './state.ts'
import type { FooterView, ScreenView, ViewItem } from './view-item.ts'

/** What to draw now. Texts come as written: a renderer must escape them. */
export function view(flow: Flow, state: RunState): ScreenView {
  const stage = stageOf(flow, state)
  const frame = {
    status: state.status,
    canGoBack: state.history.length > 1,
    payload: state.status === 'completed' ? { ...state.payload } : null,
    snackbar: state.snackbar,
    error: state.error,
  }
  if (stage === null)
    return { ...frame, screenId: '', title: '', terminal: false, items: [], footer: null, path: '' }
  const { screen, compiled, scope } = stage
  const items: ViewItem[] = []
  let footer: FooterView | null = null
  let broken: ScreenView['error'] = null
  for (const leaf of activeLeaves(compiled, scope)) {
    if (leaf.component.kind === 'Footer') footer ??= footerView(leaf, state, stage)
    else if (isVisible(leaf, scope)) {
      broken ??= brokenList(leaf, stage)
      items.push(drawLeaf(leaf, state, stage))
    }
  }
  return {
    ...frame,
    error: state.error ?? broken,
    screenId: screen.id,
    title: textProp(screen.title, scope),
    terminal: screen.terminal,
    items,
    footer,
    path: screen.path,
  }
}

/** Lists whose ids are empty or repeated keep a phone from showing the screen (reference §7.4). */
function brokenList({ component, produces }: Leaf, { scope }: Stage): ScreenView['error'] {
  if (produces !== 'id' && produces !== 'ids' && produces !== 'item') return null
  const { props, name, kind } = component
  if (hasOwnIds(props['data-source'] ?? props['list-items'], scope)) return null
  const title = componentSpec(kind)?.title ?? kind
  return {
    kind: 'broken-list',
    message: `The options of ${title} "${name ?? ''}" need ids that differ.`,
  }
}

export function footerView({ component }: Leaf, state: RunState, stage: Stage): FooterView {
  const { props, path, range } = component
  const { scope } = stage
  return {
    path,
    range,
    label: textProp(props.label, scope),
    enabled:
      state.status === 'open' && isOn(props.enabled, true, scope) && isScreenValid(state, stage),
    leftCaption: optionalText(props['left-caption'], scope),
    centerCaption: optionalText(props['center-caption'], scope),
    rightCaption: optionalText(props['right-caption'], scope),
  }
}
