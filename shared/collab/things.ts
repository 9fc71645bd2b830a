/** What a comment can stand on: the screens and components of a flow's text, each with what tells it from the others. */
import type { ComponentNode } from '../flow/flow.ts'
import { walkComponents } from '../flow/flow.ts'
import { isStrictJson } from '../flow/parse.ts'
import { readFlow } from '../flow/read.ts'

/** What something is called, to be said of it also when it is gone. Empty where there is nothing to say. */
export type Was = {
  /** Id of its screen. */
  readonly screen: string
  /** A component's kind; `Screen` for a screen. */
  readonly kind: string
  readonly name: string
  /** Its label, heading or text, cut short. */
  readonly label: string
  /** `screens[0].layout.children[1]` */
  readonly path: string
}

export type Thing = Was & {
  readonly target: 'screen' | 'component'
  /** Where it stands, in UTF-16 units. */
  readonly offset: number
  readonly length: number
  /** The same for the same words, whatever stands between them. */
  readonly print: string
}

const labelUnits = 80

/** Every screen and component in order, and whether the text is strict JSON: in a broken one they may be out of place. */
export function thingsIn(text: string): { things: Thing[]; isWhole: boolean } {
  const { flow, parsed } = readFlow(text)
  const things: Thing[] = []
  for (const screen of flow?.screens ?? []) {
    const { id, title, path, range } = screen
    things.push({
      target: 'screen',
      screen: id,
      kind: 'Screen',
      name: id,
      label: title.slice(0, labelUnits),
      path,
      ...range,
      print: printOf(text.slice(range.offset, range.offset + range.length)),
    })
    for (const component of walkComponents(screen.children))
      things.push({
        target: 'component',
        screen: id,
        kind: component.kind,
        name: component.name ?? '',
        label: labelOf(component),
        path: component.path,
        ...component.range,
        print: printOf(
          text.slice(component.range.offset, component.range.offset + component.range.length),
        ),
      })
  }
  return { things, isWhole: isStrictJson(parsed) }
}

function labelOf({ props }: ComponentNode): string {
  for (const key of ['label', 'title', 'text'] as const) {
    const value = props[key]
    const words = Array.isArray(value) ? value[0] : value
    if (typeof words === 'string' && words !== '') return words.slice(0, labelUnits)
  }
  return ''
}

/** Space between tokens does not count. */
function printOf(source: string): string {
  let high = 0x811c9dc5
  let low = 0x1000193
  let size = 0
  let inString = false
  for (let i = 0; i < source.length; i++) {
    const unit = source.charCodeAt(i)
    if (inString) {
      if (unit === 0x5c) {
        // The escaped character can end nothing.
        i++
        low = Math.imul(low ^ source.charCodeAt(i), 0x85ebca6b)
      } else if (unit === 0x22) inString = false
    } else if (unit === 0x22) inString = true
    else if (unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09) continue
    high = Math.imul(high ^ unit, 0x01000193)
    low = Math.imul(low ^ unit ^ (low >>> 15), 0xc2b2ae35)
    size++
  }
  return `${size.toString(36)}.${(high >>> 0).toString(36)}.${(low >>> 0).toString(36)}`
}

/** Whether two are the same by their own account: the same words throughout, or the same name. */
export const isSame = (a: Was & { print: string }, b: Was & { print: string }): boolean =>
  a.kind === b.kind && (a.print === b.print || (a.name !== '' && a.name === b.name))

/** The one of `found` that is most like `it`: by words, then screen, then place; null where none is left. */
export function mostLike<T extends Was & { print: string }>(
  it: Was & { print: string },
  found: readonly T[],
): T | null {
  const score = (one: T): number =>
    (one.print === it.print ? 8 : 0) +
    (one.screen === it.screen ? 4 : 0) +
    (one.path === it.path ? 2 : 0) +
    (one.label === it.label ? 1 : 0)
  return found.reduce<T | null>(
    (best, one) => (best === null || score(one) > score(best) ? one : best),
    null,
  )
}
