/** The way to a place in the flow, in the words of its screens and components. */
import { kindTitle } from '../../../shared/flow/catalogue/index.ts'
import { type Flow, walkComponents } from '../../../shared/flow/flow.ts'
import { formatPath, parsePath } from '../../../shared/flow/path.ts'

export type Crumb = { words: string; path: string }

/** Steps that only lead on and name nothing. */
const SILENT = new Set(['layout', 'children', 'screens'])

/** `screens[0].layout.children[1].label` → SERVICE › Dropdown service › label. */
export function crumbsOf(path: string, flow: Flow | null): Crumb[] {
  const segments = parsePath(path) ?? []
  const screen = flow?.screens.find((one) => one.path === `screens[${segments[1]}]`)
  const components = new Map(
    [...walkComponents(screen?.children ?? [])].map((one) => [one.path, one]),
  )
  const crumbs: Crumb[] = []
  segments.forEach((segment, at) => {
    const here = formatPath(segments.slice(0, at + 1))
    if (at === 1 && segments[0] === 'screens' && typeof segment === 'number') {
      crumbs.push({ words: screen?.id || `screen ${segment + 1}`, path: here })
      return
    }
    const component = components.get(here)
    if (component) {
      const title = kindTitle(component.kind)
      crumbs.push({ words: component.name ? `${title} ${component.name}` : title, path: here })
    } else if (typeof segment === 'number') {
      const last = crumbs.at(-1)
      if (last && segments[at - 1] !== 'children') last.words = `${last.words} ${segment + 1}`
      if (last) last.path = here
    } else if (!SILENT.has(segment)) crumbs.push({ words: segment, path: here })
  })
  return crumbs
}
