/** How component kinds, their parts and their properties are described as data. */

/** Versions in which something entered or left the language. */
export type Since =
  | '2.1'
  | '3.0'
  | '4.0'
  | '4.1'
  | '5.0'
  | '5.1'
  | '6.0'
  | '6.1'
  | '6.2'
  | '6.3'
  | '7.0'
  | '7.1'
  | '7.3'

export type ActionName = 'navigate' | 'complete' | 'data_exchange' | 'update_data' | 'open_url'

/**
 * What a property holds.
 *
 * - `text` non-blank string · `lines` string or list of strings · `texts` list of strings
 * - `name` static identifier · `screen-id` id of a screen · `id` non-blank string
 * - `word` one of `enum` · `words` list of those
 * - `boolean`, `number`, `integer`, `date` (`YYYY-MM-DD`), `dates`, `color` (`#RRGGBB`), `url`
 * - `image` raw base64 · `pattern` regular expression source
 * - `option-id`, `option-ids` what a choice holds
 * - `object` and `list` have the parts named by `shape`; `any` is not looked into
 * - `action` what a tap or a choice does · `payload` values an action hands on
 * - `init-values`, `messages` maps by component name · `file-messages` a text, or texts by media id
 * - `components`, `cases` child lists · `condition`, `selector` what If and Switch decide by
 * - `data-model`, `routes` a screen's data and the flow's routing model
 */
export type PropertyType =
  | 'text'
  | 'lines'
  | 'texts'
  | 'name'
  | 'screen-id'
  | 'id'
  | 'word'
  | 'words'
  | 'boolean'
  | 'number'
  | 'integer'
  | 'date'
  | 'dates'
  | 'color'
  | 'url'
  | 'image'
  | 'pattern'
  | 'option-id'
  | 'option-ids'
  | 'object'
  | 'list'
  | 'any'
  | 'action'
  | 'payload'
  | 'init-values'
  | 'messages'
  | 'file-messages'
  | 'components'
  | 'cases'
  | 'condition'
  | 'selector'
  | 'data-model'
  | 'routes'

export type PropertySpec = {
  readonly name: string
  readonly type: PropertyType
  /** One sentence for hover, property panel and documentation. */
  readonly help: string
  readonly required?: boolean
  /** Takes a whole-value binding (or, from 6.0, a backtick expression) instead of a literal. */
  readonly bindable?: boolean
  readonly enum?: readonly string[]
  /** What a phone shows of the text; longer is a warning. `largeChars` with `label-variant: large`. */
  readonly limit?: { readonly chars: number; readonly largeChars?: number }
  readonly since?: Since
  /** The last version that knew it. */
  readonly until?: Since
  /** Bounds of a number. */
  readonly min?: number
  readonly max?: number
  /** Fewest and most entries of a list; outside is an error. */
  readonly items?: { readonly min?: number; readonly max?: number }
  /** Fewest and most entries a phone shows; outside is a warning. */
  readonly shows?: { readonly min?: number; readonly max?: number; readonly maxWithImages?: number }
  /** Largest picture in KB; `before6` up to version 5.1. More is a warning. */
  readonly maxKb?: { readonly from6: number; readonly before6: number }
  /** The parts of an `object`, or of each entry of a `list`. */
  readonly shape?: ShapeSpec
  /** The actions that may stand here. Those of `sinceActions` came later. */
  readonly actions?: readonly ActionName[]
  readonly sinceActions?: Readonly<Partial<Record<ActionName, Since>>>
  /** Allowed only on a component outside a Form; inside, the Form's own property is used. */
  readonly outsideForm?: boolean
  /** Stands in `mode: range` only. */
  readonly rangeOnly?: boolean
  /** In `mode: range` an object of two parts; these parts are needed. */
  readonly ranged?: { readonly needs: readonly RangePart[] }
  /** What applies when the property is absent. */
  readonly initial?: string | number | boolean
}

export type RangePart = 'start-date' | 'end-date'

/** An object of the language that is no component: an option, an action, a screen. */
export type ShapeSpec = {
  /** How sentences call it: "An option". */
  readonly subject: string
  readonly help: string
  readonly properties: readonly PropertySpec[]
}

/**
 * What a component puts into `${form.<name>}` and payloads (reference §5.1, §6.1): `text`, `id` of
 * one option, `ids` of several, `boolean`, `date`, `dates` (a date, or two in range mode), `files`,
 * `item` the id of a tapped row.
 */
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
  /** One line for completion, hover and documentation. */
  readonly help: string
  readonly properties: readonly PropertySpec[]
  readonly produces: ProducedValue | null
  readonly places: Places
  /** Most on one screen; kinds with the same `pool` are counted together. */
  readonly maxPerScreen: number | null
  readonly pool?: string
  /** Most in one flow. */
  readonly maxPerFlow?: number
  /** Kinds that may share its screen; absent where all may. A Form around it does not count. */
  readonly alone?: readonly { readonly kind: string; readonly since: Since }[]
}

export const defineComponent = <const K extends string>(spec: ComponentSpec<K>): ComponentSpec<K> =>
  spec

/** May stand everywhere a component can. */
export const ANYWHERE: Places = { root: '2.1', form: '2.1', if: '4.0', switch: '4.0' }

/** Inputs left the Form in 4.0. */
export const INPUT_PLACES: Places = { root: '4.0', form: '2.1', if: '4.0', switch: '4.0' }
