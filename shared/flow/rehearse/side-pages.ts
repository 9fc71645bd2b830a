/** Pages beside the way: what one reads by a link, and leaves by Back. */
import { type Flow, type Screen, walkComponents } from '../flow.ts'
import { actionsOf, opensSidePage } from '../graph.ts'
import { isRecord, ownValue } from '../record.ts'

/** Screens that only links beside the way lead to: one reads them and goes back. */
export function sidePagesOf(flow: Flow): Set<string> {
  const beside = new Set<string>()
  const onTheWay = new Set<string>()
  for (const screen of flow.screens) {
    for (const component of walkComponents(screen.children))
      for (const action of actionsOf(component)) {
        const to = isRecord(action.next) ? action.next.name : undefined
        if (typeof to === 'string') (opensSidePage(component.kind) ? beside : onTheWay).add(to)
      }
    for (const to of ownValue(flow.routingModel ?? {}, screen.id) ?? [])
      if (!navigatesBeside(screen, to)) onTheWay.add(to)
  }
  return new Set([...beside].filter((id) => !onTheWay.has(id)))
}

const navigatesBeside = (screen: Screen, to: string): boolean =>
  [...walkComponents(screen.children)].some(
    (component) =>
      opensSidePage(component.kind) &&
      [...actionsOf(component)].some(({ next }) => isRecord(next) && next.name === to),
  )
