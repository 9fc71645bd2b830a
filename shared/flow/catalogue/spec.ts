/** How one component kind, and one property of it, is described as data. */

/** Versions in which something entered the language. */
export type Since = '2.1' | '4.0' | '5.0' | '5.1' | '6.0' | '6.1' | '6.2' | '6.3' | '7.0' | '7.1'

export type ActionName = 'navigate' | 'complete' | 'data_exchange' | 'update_data' | 'open_url'

/**
 * What a property holds.
 * `text` non-blank string · `lines` string or list of strings · `name` static identifier ·
 * `word` one of `enum` · `option-id`, `option-ids`, `option-list` the choices · `init-values`,
 * `messages` maps by component name · `components`, `cases` child lists · `condition`, `selector`
 * what If and Switch decide by · `pattern` regular expression source · the rest as named.
 */
export type PropertyType =
  | 'text'
  | 'lines'
  | 'name'
  | 'word'
  | 'boolean'
  | 'number'
  | 'integer'
  | 'date'
  | 'dates'
  | 'image'
  | 'pattern'
  | 'option-id'
  | 'option-ids'
  | 'option-list'
  | 'action'
  | 'init-values'
  | 'messages'
  | 'components'
  | 'cases'
  | 'condition'
  | 'selector'

export type PropertySpec = {
  readonly name: string
  readonly type: PropertyType
  /** One sentence for hover and property panel. */
  readonly help: string
  readonly required?: boolean
  /** Takes a whole-value binding (or, from 6.0, a backtick expression) instead of a literal. */
  readonly bindable?: boolean
  readonly enum?: readonly string[]
  /** What a phone shows of the text; longer is a warning. `largeChars` with `label-variant: large`. */
  readonly limit?: { readonly chars: number; readonly largeChars?: number }
  readonly since?: Since
  /** Bounds of a number. */
  readonly min?: number
  readonly max?: number
  /** The actions that may stand here. Those of `sinceActions` came later. */
  readonly actions?: readonly ActionName[]
  readonly sinceActions?: Readonly<Partial<Record<ActionName, Since>>>
  /** Allowed only on a component outside a Form; inside, the Form's own property is used. */
  readonly outsideForm?: boolean
  /** What applies when the property is absent. */
  readonly initial?: string | number | boolean
}

/** Type of `${form.<name>}` (reference §5.1); `number` for a TextInput of type number or passcode. */
export type ProducedValue = 'text' | 'ids' | 'id' | 'boolean' | 'date' | 'dates' | 'files' | 'item'

export type ComponentGroupName = 'text' | 'input' | 'choice' | 'media' | 'layout' | 'button'

/** Since when a kind may stand in a place; null when never. */
export type Places = {
  readonly root: Since | null
  readonly form: Since | null
  readonly if: Since | null
  readonly switch: Since | null
}

export type ComponentSpec<K extends string = string> = {
  readonly kind: K
  readonly since: Since
  readonly group: ComponentGroupName
  /** How people call it. */
  readonly title: string
  /** One line for completion and hover. */
  readonly help: string
  readonly properties: readonly PropertySpec[]
  readonly produces: ProducedValue | null
  readonly places: Places
  readonly maxPerScreen: number | null
  /** False while preview and property checks do not know the kind in detail. */
  readonly covered: boolean
}

export const defineComponent = <const K extends string>(spec: ComponentSpec<K>): ComponentSpec<K> =>
  spec

/** May stand everywhere a component can. */
export const ANYWHERE: Places = { root: '2.1', form: '2.1', if: '4.0', switch: '4.0' }

/** Inputs left the Form in 4.0. */
export const INPUT_PLACES: Places = { root: '4.0', form: '2.1', if: '4.0', switch: '4.0' }
