/** What became of a flow between two texts, in sentences about screens, components and options. */
import { kindTitle } from './catalogue/index.ts'
import { type ComponentNode, type Flow, type Screen, walkComponents } from './flow.ts'
import { isRecord } from './record.ts'

/** `path` leads to the place in the later flow, or in the earlier one where it is gone. */
export type MeaningChange = {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly words: string
  readonly path: string
}

/** Every change one would tell a colleague of, in the order of the later flow. */
export function changesBetween(before: Flow, after: Flow): MeaningChange[] {
  const changes: MeaningChange[] = []
  if (before.version !== after.version)
    changes.push({
      kind: 'changed',
      words: `Language version ${before.version || 'none'} became ${after.version || 'none'}`,
      path: 'version',
    })
  if (before.dataApiVersion !== after.dataApiVersion)
    changes.push({
      kind: 'changed',
      words:
        after.dataApiVersion === null
          ? 'The flow no longer talks to an endpoint'
          : before.dataApiVersion === null
            ? 'The flow talks to an endpoint now'
            : `The data API version is ${after.dataApiVersion} now`,
      path: 'data_api_version',
    })
  screens(before, after, changes)
  return changes
}

function screens(before: Flow, after: Flow, changes: MeaningChange[]) {
  const old = new Map(before.screens.map((screen) => [screen.id, screen]))
  const now = new Map(after.screens.map((screen) => [screen.id, screen]))
  const gone = before.screens.filter(({ id }) => !now.has(id))
  const come = after.screens.filter(({ id }) => !old.has(id))
  /** A screen that went and one that came with the same insides is the same screen, renamed. */
  const renamed = new Map<Screen, Screen>()
  for (const screen of come) {
    const former = gone.find(
      (other) => ![...renamed.values()].includes(other) && likeness(other, screen) > 0.6,
    )
    if (former) renamed.set(screen, former)
  }
  const kept = (list: readonly Screen[], other: ReadonlyMap<string, Screen>) =>
    list.map(({ id }) => id).filter((id) => other.has(id))
  const wasOrder = kept(before.screens, now)
  const isOrder = kept(after.screens, old)
  const movedIds = movedIn(wasOrder, isOrder)
  for (const screen of after.screens) {
    const former = old.get(screen.id) ?? renamed.get(screen)
    if (!former) {
      changes.push({ kind: 'added', words: `Screen ${screen.id} added`, path: screen.path })
      continue
    }
    if (former.id !== screen.id)
      changes.push({
        kind: 'changed',
        words: `Screen ${former.id} is called ${screen.id} now`,
        path: screen.path,
      })
    else if (movedIds.has(screen.id))
      changes.push({ kind: 'moved', words: `Screen ${screen.id} moved`, path: screen.path })
    oneScreen(former, screen, changes)
  }
  for (const screen of gone)
    if (![...renamed.values()].includes(screen))
      changes.push({ kind: 'removed', words: `Screen ${screen.id} removed`, path: screen.path })
}

/** The share of a screen's components that another has too. */
function likeness(a: Screen, b: Screen): number {
  const kinds = (screen: Screen) =>
    [...walkComponents(screen.children)].map((component) => `${component.kind} ${component.name}`)
  const [left, right] = [kinds(a), kinds(b)]
  if (left.length === 0 && right.length === 0) return 0
  const shared = left.filter((one) => right.includes(one)).length
  return shared / Math.max(left.length, right.length)
}

/** Those that stand elsewhere among the others: not in the longest stretch that kept its order. */
function movedIn(was: readonly string[], is: readonly string[]): Set<string> {
  const places = new Map(was.map((id, at) => [id, at]))
  const order = is.map((id) => places.get(id) ?? -1)
  /** The longest ascending row, by patience. */
  const tails: number[] = []
  const links: number[] = []
  order.forEach((place, at) => {
    let low = 0
    while (low < tails.length && order[tails[low]!]! < place) low++
    links[at] = low > 0 ? tails[low - 1]! : -1
    tails[low] = at
  })
  const kept = new Set<number>()
  for (let at = tails.at(-1) ?? -1; at !== -1; at = links[at] ?? -1) kept.add(at)
  return new Set(is.filter((_, at) => !kept.has(at)))
}

function oneScreen(before: Screen, after: Screen, changes: MeaningChange[]) {
  const on = `screen ${after.id}`
  if (before.title !== after.title)
    changes.push({
      kind: 'changed',
      words: `Title of ${on}: ${quoted(before.title)} became ${quoted(after.title)}`,
      path: `${after.path}.title`,
    })
  if (before.terminal !== after.terminal)
    changes.push({
      kind: 'changed',
      words: after.terminal
        ? `${capital(on)} can end the flow now`
        : `${capital(on)} no longer ends the flow`,
      path: after.path,
    })
  for (const name of Object.keys(after.data))
    if (!Object.hasOwn(before.data, name))
      changes.push({
        kind: 'added',
        words: `Data ${name} added to ${on}`,
        path: `${after.path}.data.${name}`,
      })
    else if (JSON.stringify(before.data[name]?.schema) !== JSON.stringify(after.data[name]?.schema))
      changes.push({
        kind: 'changed',
        words: `Data ${name} of ${on} changed`,
        path: `${after.path}.data.${name}`,
      })
  for (const name of Object.keys(before.data))
    if (!Object.hasOwn(after.data, name))
      changes.push({
        kind: 'removed',
        words: `Data ${name} removed from ${on}`,
        path: after.path,
      })
  components(before, after, on, changes)
}

function components(before: Screen, after: Screen, on: string, changes: MeaningChange[]) {
  const was = keyed(before.children)
  const is = keyed(after.children)
  const gone = new Map([...was].filter(([key]) => !is.has(key)))
  const moved = movedIn(
    [...was.keys()].filter((key) => is.has(key)),
    [...is.keys()].filter((key) => was.has(key)),
  )
  for (const [key, { component, holder }] of is) {
    const former = was.get(key)
    if (former) {
      if (moved.has(key) || holder !== former.holder)
        changes.push({
          kind: 'moved',
          words: `${callOf(component)} moved on ${on}`,
          path: component.path,
        })
      oneComponent(former.component, component, on, changes)
      continue
    }
    // A field that went and one of its kind that came with the same words was renamed.
    const twin = [...gone].find(
      ([, { component: other }]) =>
        other.kind === component.kind &&
        other.name !== null &&
        component.name !== null &&
        other.props.label !== undefined &&
        other.props.label === component.props.label,
    )
    if (twin) {
      gone.delete(twin[0])
      changes.push({
        kind: 'changed',
        words: `Field ${twin[1].component.name} on ${on} is called ${component.name} now`,
        path: component.path,
      })
      oneComponent(twin[1].component, component, on, changes)
    } else
      changes.push({
        kind: 'added',
        words: `${callOf(component)} added to ${on}`,
        path: component.path,
      })
  }
  for (const { component } of gone.values())
    changes.push({
      kind: 'removed',
      words: `${callOf(component)} removed from ${on}`,
      path: component.path,
    })
}

/** `holder` names the list it stands in; empty for the screen's own. */
type Placed = { component: ComponentNode; holder: string }

/** Components by what they are: fields by their name, the rest by kind and which of its kind they are. */
function keyed(children: readonly ComponentNode[]): Map<string, Placed> {
  const map = new Map<string, Placed>()
  const visit = (list: readonly ComponentNode[], holder: string) => {
    for (const component of list) {
      const { kind, name, groups } = component
      const base = name === null ? kind : `${kind} ${name}`
      let key = base
      for (let count = 2; map.has(key); count++) key = `${base} #${count}`
      map.set(key, { component, holder })
      for (const group of groups) visit(group.children, `${key} ${group.caseKey ?? group.key}`)
    }
  }
  visit(children, '')
  return map
}

function oneComponent(
  before: ComponentNode,
  after: ComponentNode,
  on: string,
  changes: MeaningChange[],
) {
  const names = new Set([...Object.keys(before.props), ...Object.keys(after.props)])
  for (const name of names) {
    if (name === 'name') continue
    const [was, is] = [before.props[name], after.props[name]]
    if (JSON.stringify(was) === JSON.stringify(is)) continue
    const path = `${after.path}.${name}`
    if (Array.isArray(was) && Array.isArray(is) && options(was, is, after, on, path, changes))
      continue
    const of = `${name} of ${callOf(after)} on ${on}`
    changes.push({
      kind: is === undefined ? 'removed' : was === undefined ? 'added' : 'changed',
      words:
        is === undefined
          ? `${capital(of)} taken away`
          : was === undefined
            ? `${capital(of)} set to ${shown(is)}`
            : isShort(was) && isShort(is)
              ? `${capital(of)}: ${shown(was)} became ${shown(is)}`
              : `${capital(of)} changed`,
      path,
    })
  }
}

/** Entries that came, went or changed, where both lists have ids. False where they have none. */
function options(
  was: readonly unknown[],
  is: readonly unknown[],
  component: ComponentNode,
  on: string,
  path: string,
  changes: MeaningChange[],
): boolean {
  const old = byId(was)
  const now = byId(is)
  if (!old || !now) return false
  const whose = `${callOf(component)} on ${on}`
  const before = changes.length
  for (const [id, entry] of now) {
    const former = old.get(id)
    const at = `${path}[${is.indexOf(entry)}]`
    if (!former)
      changes.push({ kind: 'added', words: `Option ${titleOf(entry)} added to ${whose}`, path: at })
    else if (JSON.stringify(former) !== JSON.stringify(entry))
      changes.push({
        kind: 'changed',
        words:
          titleOf(former) === titleOf(entry)
            ? `Option ${titleOf(entry)} of ${whose} changed`
            : `Option ${titleOf(former)} of ${whose} is ${titleOf(entry)} now`,
        path: at,
      })
  }
  for (const [id, entry] of old)
    if (!now.has(id))
      changes.push({
        kind: 'removed',
        words: `Option ${titleOf(entry)} removed from ${whose}`,
        path,
      })
  if (changes.length === before)
    changes.push({ kind: 'moved', words: `Options of ${whose} in another order`, path })
  return true
}

function byId(list: readonly unknown[]): Map<string, Record<string, unknown>> | null {
  const map = new Map<string, Record<string, unknown>>()
  for (const entry of list) {
    if (!isRecord(entry) || typeof entry.id !== 'string' || map.has(entry.id)) return null
    map.set(entry.id, entry)
  }
  return map
}

function titleOf(entry: Record<string, unknown>): string {
  const content = entry['main-content']
  const title = isRecord(content) ? content.title : entry.title
  return quoted(typeof title === 'string' ? title : String(entry.id))
}

/** "Dropdown city", "Heading". */
const callOf = ({ kind, name }: ComponentNode): string => {
  const title = kindTitle(kind)
  return name === null ? title : `${title} ${name}`
}

const isShort = (value: unknown): boolean =>
  typeof value === 'boolean' ||
  typeof value === 'number' ||
  (typeof value === 'string' && value.length <= 80)

const shown = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value.length > 80 ? `${value.slice(0, 79)}…` : value)
  return isShort(value) ? String(value) : 'something new'
}

const quoted = (text: string): string => `“${text}”`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
