/** What a value on a screen may be bound to: its fields and data, then those of other screens. */
import { componentSpec, type ProducedValue } from '../catalogue/index.ts'
import { bindingText } from '../expressions/index.ts'
import { type ComponentNode, type Flow, findScreen, type Screen, walkComponents } from '../flow.ts'
import { isRecord } from '../record.ts'
import { versionNumber } from '../version.ts'

export type BindingChoice = {
  /** As it is written: `${form.city}`. */
  readonly text: string
  readonly name: string
  /** The label on the phone, or the data field's type. */
  readonly hint: string
  readonly source: 'form' | 'data'
  /** The other screen's id; null for the screen itself. */
  readonly screen: string | null
  /** What the field keeps; null for data. */
  readonly produces: ProducedValue | null
  /** Ids a choice can hold, as far as they are written in the flow. */
  readonly options: readonly string[]
}

/** Other screens can be named in bindings since this version (reference §5.1). */
const OTHER_SCREENS_SINCE = versionNumber('4.0') ?? 400

/** Fields of one panel ask for the same choices; an edit makes a new flow and so new choices. */
const known = new WeakMap<Flow, Map<string, BindingChoice[]>>()

/** Choices for a screen, its own first; empty where the flow has no such screen. */
export function bindingsOn(flow: Flow, screenId: string): readonly BindingChoice[] {
  const byScreen = known.get(flow) ?? new Map<string, BindingChoice[]>()
  known.set(flow, byScreen)
  const choices = byScreen.get(screenId) ?? choicesOn(flow, screenId)
  byScreen.set(screenId, choices)
  return choices
}

function choicesOn(flow: Flow, screenId: string): BindingChoice[] {
  const own = findScreen(flow, screenId)
  if (!own) return []
  const version = versionNumber(flow.version)
  const knowsOthers = version === null || version >= OTHER_SCREENS_SINCE
  const others = knowsOthers ? flow.screens.filter((screen) => screen.id !== screenId) : []
  return [...choicesOf(own, null), ...others.flatMap((screen) => choicesOf(screen, screen.id))]
}

const LISTS = ['ids', 'files', 'dates']

/** Those that conditions, expressions and Switch can look at: one text, number or yes. */
export const simpleBindingsOn = (flow: Flow, screenId: string): BindingChoice[] =>
  bindingsOn(flow, screenId).filter(({ produces, hint, source }) =>
    source === 'form' ? !LISTS.includes(produces ?? '') : hint !== 'array' && hint !== 'object',
  )

function choicesOf(screen: Screen, holder: string | null): BindingChoice[] {
  const choices: BindingChoice[] = []
  const names = new Set<string>()
  for (const component of walkComponents(screen.children)) {
    const { kind, name, props } = component
    const produces = componentSpec(kind)?.produces ?? null
    if (name === null || name === '' || produces === null || names.has(name)) continue
    names.add(name)
    choices.push({
      text: bindingText({ source: 'form', screen: holder, path: [name] }),
      name,
      hint: typeof props.label === 'string' ? props.label : kind,
      source: 'form',
      screen: holder,
      produces,
      options: optionIdsOf(component),
    })
  }
  for (const [name, { type }] of Object.entries(screen.data))
    choices.push({
      text: bindingText({ source: 'data', screen: holder, path: [name] }),
      name,
      hint: type,
      source: 'data',
      screen: holder,
      produces: null,
      options: type === 'boolean' ? ['true', 'false'] : [],
    })
  return choices
}

/** Ids of the options of a choice that are written in the flow; empty where they come with the data. */
export function optionIdsOf({ props }: ComponentNode): string[] {
  const list = props['data-source']
  if (!Array.isArray(list)) return []
  return list.flatMap((option) =>
    isRecord(option) && typeof option.id === 'string' ? [option.id] : [],
  )
}
