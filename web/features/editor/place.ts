/** Which screen and component a path in the flow's text belongs to. */
import { formatPath, parsePath } from '../../../shared/flow/path.ts'

export type Place = {
  /** Index in `screens`, or null outside of them. */
  screen: number | null
  /** Path of the innermost component, or null. */
  component: string | null
}

const LISTS = new Set(['children', 'then', 'else'])

/** `screens[0].layout.children[1].label` → screen 0, component `screens[0].layout.children[1]`. */
export function placeOf(path: string): Place {
  const segments = parsePath(path) ?? []
  if (segments[0] !== 'screens' || typeof segments[1] !== 'number')
    return { screen: null, component: null }
  let end = 0
  for (let at = 2; at < segments.length; at++) {
    if (typeof segments[at] !== 'number') continue
    const list = segments[at - 1]
    const inCase = segments[at - 2] === 'cases'
    if (inCase || (typeof list === 'string' && LISTS.has(list))) end = at + 1
    // An option's or payload's own lists begin inside the component and end the search.
    else break
  }
  return {
    screen: segments[1],
    component: end === 0 ? null : formatPath(segments.slice(0, end)),
  }
}
