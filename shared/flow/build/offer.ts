/** Which kinds of component may be put into a list of a flow, and why the others may not. */
import {
  type ComponentGroupName,
  type ComponentSpec,
  componentSpec,
  componentSpecs,
  isInput,
} from '../catalogue/index.ts'
import { sinceNumber } from '../catalogue/property-index.ts'
import { type ComponentNode, type Flow, type Screen, walkComponents } from '../flow.ts'
import { CURRENT_VERSION, versionNumber } from '../version.ts'
import { simpleBindingsOn } from './bindings.ts'

export type Offer = {
  readonly spec: ComponentSpec
  /** Why it cannot go there; null where it can. */
  readonly refusal: string | null
}

/** The groups in the order a palette shows them. */
export const offerGroups: readonly { name: ComponentGroupName; title: string }[] = [
  { name: 'text', title: 'Text' },
  { name: 'input', title: 'Questions' },
  { name: 'choice', title: 'Choices' },
  { name: 'media', title: 'Pictures' },
  { name: 'button', title: 'Buttons and links' },
  { name: 'layout', title: 'Logic' },
]

type Place = 'root' | 'form' | 'if' | 'switch'

const placeWords: Record<Place, string> = {
  root: 'directly on a screen',
  form: 'inside a Form',
  if: 'inside an If',
  switch: 'inside a Switch',
}

/** Every kind, for the list at a path such as `screens[0].layout.children` or `….then`. */
export function offersFor(flow: Flow, screen: Screen, list: string): Offer[] {
  const version = versionNumber(flow.version) ?? versionNumber(CURRENT_VERSION) ?? 0
  const holder = holderOf(screen, list)
  const all = [...walkComponents(screen.children)]
  return componentSpecs.map((spec: ComponentSpec) => ({
    spec,
    refusal: refusalOf(spec, { flow, screen, list, version, holder, all }),
  }))
}

/** Why a component that exists already may not stand in a list; how many there are is not asked. */
export function placeRefusal(
  kind: string,
  flow: Flow,
  screen: Screen,
  list: string,
): string | null {
  const spec = componentSpec(kind)
  const version = versionNumber(flow.version) ?? versionNumber(CURRENT_VERSION) ?? 0
  return spec ? wrongPlace(spec, holderOf(screen, list), version) : null
}

function wrongPlace(spec: ComponentSpec, holder: ComponentNode | null, version: number) {
  const place: Place =
    holder === null
      ? 'root'
      : holder.kind === 'Form'
        ? 'form'
        : holder.kind === 'If'
          ? 'if'
          : 'switch'
  const since = spec.places[place]
  if (since === null) return `${spec.title} cannot stand ${placeWords[place]}.`
  return sinceNumber(since) > version
    ? `${spec.title} may stand ${placeWords[place]} from version ${since}.`
    : null
}

type Around = {
  flow: Flow
  screen: Screen
  list: string
  version: number
  holder: ComponentNode | null
  all: readonly ComponentNode[]
}

function refusalOf(spec: ComponentSpec, around: Around): string | null {
  const { flow, screen, list, version, holder, all } = around
  if (sinceNumber(spec.since) > version)
    return `From version ${spec.since} of the flow language; this flow is ${flow.version}.`
  const wrong = wrongPlace(spec, holder, version)
  if (wrong) return wrong
  const form = all.find(({ kind }) => kind === 'Form')
  if (form && isInput(spec) && !list.startsWith(`${form.path}.`))
    return 'This screen has a Form: put it inside.'
  if (spec.kind === 'Form' && all.some(({ kind }) => isQuestion(kind)))
    return 'This screen asks without a Form already.'
  const tooMany = overflow(spec, screen, list)
  if (tooMany) return tooMany
  const loner = all.map(({ kind }) => componentSpec(kind)).find((other) => other?.alone)
  if (loner && loner.kind !== spec.kind && !mayShare(loner, spec.kind, version))
    return `${loner.title} wants this screen to itself.`
  if (spec.alone) {
    const other = all.find(
      ({ kind }) => kind !== 'Form' && kind !== spec.kind && !mayShare(spec, kind, version),
    )
    if (other || all.some(({ kind }) => kind === spec.kind && kind === 'RichText'))
      return `${spec.title} needs a screen to itself.`
  }
  if (spec.kind === 'NavigationList' && screen.terminal)
    return 'A navigation list leads on; this screen ends the flow.'
  if (spec.kind === 'NavigationList' && flow.screens.length < 2)
    return 'A navigation list leads to another screen; add one first.'
  if (
    (spec.kind === 'If' || spec.kind === 'Switch') &&
    simpleBindingsOn(flow, screen.id).length === 0
  )
    return `${spec.title} decides by an answer; ask something first.`
  if (spec.kind === 'If' && depthOf(holder, screen) >= 3) return 'Ifs nest at most 3 deep.'
  return null
}

const isQuestion = (kind: string): boolean => {
  const spec = componentSpec(kind)
  return spec !== undefined && isInput(spec)
}

const mayShare = (spec: ComponentSpec, kind: string, version: number): boolean =>
  spec.alone?.some((other) => other.kind === kind && sinceNumber(other.since) <= version) ?? true

/** The component that holds a list; null for the screen's own. */
function holderOf(screen: Screen, list: string): ComponentNode | null {
  for (const component of walkComponents(screen.children))
    if (component.groups.some(({ path }) => path === list)) return component
  return null
}

/** How many Ifs stand around and including a component. */
function depthOf(holder: ComponentNode | null, screen: Screen): number {
  if (holder === null) return 0
  let depth = 0
  for (const { kind, path } of walkComponents(screen.children))
    if (kind === 'If' && (holder.path === path || holder.path.startsWith(`${path}.`))) depth++
  return depth
}

/** Why one more would be too many; of branches the fullest counts, since one shows at a time. */
function overflow(spec: ComponentSpec, screen: Screen, list: string): string | null {
  if (spec.maxPerScreen === null) return null
  const kinds = componentSpecs
    .filter((other: ComponentSpec) =>
      spec.pool ? other.pool === spec.pool : other.kind === spec.kind,
    )
    .map(({ kind }) => kind as string)
  const count = (children: readonly ComponentNode[], path: string): number =>
    children.reduce(
      (sum, { kind, groups }) =>
        sum +
        (kinds.includes(kind) ? 1 : 0) +
        Math.max(0, ...groups.map((group) => count(group.children, group.path))),
      path === list ? 1 : 0,
    )
  return count(screen.children, `${screen.path}.layout.children`) > spec.maxPerScreen
    ? `A screen has at most ${spec.maxPerScreen} of these.`
    : null
}
