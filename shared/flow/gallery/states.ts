/** Every component kind in every state that it can have, made from the catalogue: small screens for looking at. */
import { newComponent } from '../build/new-component.ts'
import {
  type ComponentKind,
  type ComponentSpec,
  componentSpecs,
  type PropertySpec,
} from '../catalogue/index.ts'
import { start, step, view } from '../interpret/index.ts'
import type { RunEvent } from '../interpret/state.ts'
import type { ScreenView } from '../interpret/view-item.ts'
import { readFlow } from '../read.ts'
import { extras } from './extras.ts'
import { fillings } from './fillings.ts'

type Json = Record<string, unknown>

export type GalleryState = {
  /** "Empty", "Filled", "Error"… */
  readonly name: string
  /** The phone shows it as if it had the focus. */
  readonly focus: boolean
  readonly view: ScreenView
}

export type GalleryKind = {
  readonly kind: ComponentKind
  readonly title: string
  readonly help: string
  readonly states: readonly GalleryState[]
}

/** One state before it is drawn: the component, and what happens to it first. */
type Draft = { name: string; component: Json; events?: RunEvent[]; focus?: boolean }

const DATA = {
  words: { type: 'string', __example__: 'Words from the data' },
  yes: { type: 'boolean', __example__: true },
}

/** All kinds in the catalogue's order. */
export const gallery = (): GalleryKind[] =>
  componentSpecs.map((spec) => ({
    kind: spec.kind,
    title: spec.title,
    help: spec.help,
    states: statesOf(spec).map(draw),
  }))

function statesOf(spec: ComponentSpec<ComponentKind>): Draft[] {
  const base = plainOf(spec.kind)
  const has = (name: string) => spec.properties.some((property) => property.name === name)
  const name = typeof base.name === 'string' ? base.name : ''
  const filling = fillings[spec.kind]
  const need: Json = has('required') ? { required: true } : {}
  const filled: RunEvent[] = filling === null ? [] : [{ type: 'input', name, value: filling.full }]
  const drafts: Draft[] = [
    { name: filling === null ? 'Usual' : 'Empty', component: { ...base, ...need } },
  ]
  if (filling !== null)
    drafts.push({ name: 'Filled', component: { ...base, ...need }, events: filled })
  if (filling !== null && spec.produces !== 'item')
    drafts.push(
      { name: 'Focused', component: { ...base, ...need }, focus: true },
      {
        name: 'Error',
        component: { ...base, ...need, ...filling.needs },
        events: [...filled, { type: 'input', name, value: filling.wrong }, { type: 'blur', name }],
      },
    )
  if (has('required')) drafts.push({ name: 'Optional', component: { ...base, required: false } })
  if (has('enabled'))
    drafts.push({ name: 'Disabled', component: { ...base, ...need, enabled: false } })
  const long = lengthened(base, spec.properties)
  if (JSON.stringify(long) !== JSON.stringify(base))
    drafts.push({ name: 'Long text', component: { ...long, ...need } })
  const word = spec.properties.find(
    ({ name: at, bindable }) => bindable && ['label', 'text'].includes(at),
  )
  if (word && typeof base[word.name] === 'string')
    drafts.push({ name: 'Bound', component: { ...base, ...need, [word.name]: '${data.words}' } })
  for (const [called, more] of Object.entries(extras[spec.kind]))
    drafts.push({ name: called, component: { ...base, ...need, ...more } })
  return drafts
}

/** The component as the palette makes it, with what makes it drawable by itself. */
function plainOf(kind: ComponentKind): Json {
  const { flow } = readFlow(textOf([]))
  const screen = flow?.screens[0]
  if (!flow || !screen) throw new Error('The gallery’s empty screen cannot be read.')
  return { ...newComponent(kind, flow, screen) }
}

function textOf(children: Json[]): string {
  const layout = (of: Json[]) => ({ type: 'SingleColumnLayout', children: of })
  return JSON.stringify({
    version: '7.3',
    screens: [
      { id: 'HERE', title: 'Here', data: DATA, layout: layout(children) },
      { id: 'NEXT', title: 'Next', terminal: true, layout: layout([]) },
    ],
  })
}

function draw({ name, component, events = [], focus = false }: Draft): GalleryState {
  const { flow } = readFlow(textOf([component]))
  if (!flow) throw new Error(`The gallery’s “${name}” cannot be read.`)
  let state = start(flow, { examples: true, flowToken: 'gallery' })
  for (const event of events) state = step(flow, state, event).state
  return { name, focus, view: view(flow, state) }
}

/** Words beyond what a phone shows, with one that has no place to break. */
const longText = (chars: number): string =>
  `Donaudampfschifffahrtsgesellschaftskapitän ${'and everything else that had to be said here '.repeat(100)}`.slice(
    0,
    Math.min(Math.max(Math.ceil(chars * 1.5), 60), 420),
  )

/** The same component with every text as long as authors make them, and longer. */
function lengthened(base: Json, properties: readonly PropertySpec[]): Json {
  const long: Json = { ...base }
  for (const { name, limit, type, shape } of properties) {
    const now = long[name]
    const isText = type === 'text' || type === 'lines'
    if (
      isText &&
      limit &&
      (typeof now === 'string' || name === 'helper-text' || name === 'description')
    )
      long[name] = longText(limit.chars)
    else if (type === 'list' && shape && Array.isArray(now))
      long[name] = now.map((entry: Json) => lengthened(entry, shape.properties))
    else if (type === 'object' && shape && typeof now === 'object' && now !== null)
      long[name] = lengthened(now as Json, shape.properties)
  }
  return long
}
