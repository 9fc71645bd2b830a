/** The typed model of a flow that preview, builder and interpreter work with. */

/** A stretch of the flow's text, in UTF-16 units. */
export type TextRange = { readonly offset: number; readonly length: number }

export type Flow = {
  /** As written, such as "7.3"; empty when missing. */
  readonly version: string
  readonly screens: readonly Screen[]
  /** Screen id → ids it may lead to; null when the flow has none. */
  readonly routingModel: Readonly<Record<string, readonly string[]>> | null
  /** Set in endpoint-powered flows. */
  readonly dataApiVersion: string | null
}

export type Screen = {
  /** As written; empty when missing. */
  readonly id: string
  readonly title: string
  readonly terminal: boolean
  readonly success: boolean
  readonly refreshOnBack: boolean
  /** The screen's data model, by field name. */
  readonly data: Readonly<Record<string, DataField>>
  /** Names of data fields that must be handed over: the model's special entry `required`. */
  readonly requiredData: readonly string[]
  /** Names of components masked in the chat summary. */
  readonly sensitive: readonly string[]
  readonly children: readonly ComponentNode[]
  /** `screens[2]` */
  readonly path: string
  readonly range: TextRange
}

export type DataType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array'

export type DataField = {
  /** As written; may be anything while somebody is typing. */
  readonly type: DataType | string
  /** The `__example__` value; undefined when there is none. */
  readonly example: unknown
  /** The whole schema as plain data. */
  readonly schema: Readonly<Record<string, unknown>>
}

export type ComponentNode = {
  /** As written in `type`: usually a ComponentKind, but any text may stand there. */
  readonly kind: string
  /** The `name` when it is a text, else null. */
  readonly name: string | null
  /** Every property as plain data, child lists and `type` left out. Unknown ones are kept. */
  readonly props: Readonly<Record<string, unknown>>
  /** Child lists: `children` of Form, `then` and `else` of If, one per case of Switch. */
  readonly groups: readonly ComponentGroup[]
  /** `screens[0].layout.children[1]` */
  readonly path: string
  readonly range: TextRange
}

export type ComponentGroup = {
  readonly key: 'children' | 'then' | 'else' | 'case'
  /** The case's key in a Switch, else null. */
  readonly caseKey: string | null
  readonly children: readonly ComponentNode[]
  readonly path: string
}

export const findScreen = (flow: Flow, id: string): Screen | undefined =>
  flow.screens.find((screen) => screen.id === id)

/** Every component of a list in order, with those inside Form, If and Switch, all branches. */
export function* walkComponents(
  children: readonly ComponentNode[],
): Generator<ComponentNode, void, undefined> {
  for (const component of children) {
    yield component
    for (const group of component.groups) yield* walkComponents(group.children)
  }
}
