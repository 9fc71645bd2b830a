/** What somebody wants changed, as plain data, and why it may be refused. */
import type { JsonRecord } from '../json-record.ts'

/**
 * `path` names a place as diagnostics do: `screens[0].layout.children[1]`. Lists of components are
 * `….children`, `….then`, `….else`, `….cases.key`; `index` counts in the list before the change.
 */
export type Intent =
  | { readonly kind: 'add-screen'; readonly index?: number; readonly screen?: JsonRecord }
  | { readonly kind: 'move-screen'; readonly id: string; readonly index: number }
  | { readonly kind: 'duplicate-screen'; readonly id: string }
  | { readonly kind: 'delete-screen'; readonly id: string }
  | { readonly kind: 'rename-screen'; readonly id: string; readonly to: string }
  | {
      readonly kind: 'connect-screens'
      readonly from: string
      readonly to: string
      /** What is handed over; absent: what both screens have under one name. */
      readonly payload?: JsonRecord
    }
  | {
      readonly kind: 'add-component'
      readonly list: string
      readonly index?: number
      readonly component: JsonRecord
    }
  | {
      readonly kind: 'move-component'
      readonly path: string
      readonly list: string
      readonly index: number
    }
  | { readonly kind: 'duplicate-component'; readonly path: string }
  | { readonly kind: 'delete-component'; readonly path: string }
  | {
      readonly kind: 'wrap-in-if'
      readonly list: string
      /** The first and the last one to wrap. */
      readonly from: number
      readonly until: number
      readonly condition: string
    }
  /** Takes an If away and leaves its `then`; refused while `else` holds something. */
  | { readonly kind: 'unwrap-if'; readonly path: string }
  | {
      readonly kind: 'rename-field'
      readonly screen: string
      readonly name: string
      readonly to: string
    }
  | {
      readonly kind: 'rename-data-field'
      readonly screen: string
      readonly name: string
      readonly to: string
    }
  | {
      readonly kind: 'add-data-field'
      readonly screen: string
      readonly name: string
      readonly field: JsonRecord
    }
  | {
      readonly kind: 'set-property'
      readonly path: string
      readonly property: string
      readonly value: unknown
    }
  | { readonly kind: 'unset-property'; readonly path: string; readonly property: string }
  /** Another key before the same value: a case of a Switch, an entry of a payload. */
  | {
      readonly kind: 'rename-key'
      readonly path: string
      readonly key: string
      readonly to: string
    }
  /** Entries of any list: options, rows, images, routes. */
  | {
      readonly kind: 'add-item'
      readonly list: string
      readonly index?: number
      readonly value: unknown
    }
  /** Several at once, in their order; several components too. */
  | {
      readonly kind: 'add-items'
      readonly list: string
      readonly index?: number
      readonly values: readonly unknown[]
    }
  | { readonly kind: 'remove-item'; readonly list: string; readonly index: number }
  | {
      readonly kind: 'move-item'
      readonly list: string
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'upgrade-version'; readonly to: string }

/** Why nothing was changed; the message says it to a person. */
export type Refusal = {
  readonly kind:
    | 'broken-text'
    | 'no-such-place'
    | 'name-taken'
    | 'bad-name'
    | 'bad-place'
    | 'bad-version'
  readonly message: string
}
