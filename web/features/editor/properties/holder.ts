/** An object of the flow whose properties are edited, whether it is written already or not. */
import { joinPath } from '../../../../shared/flow/path.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import type { Editing } from '../editing.ts'

export type Holder = {
  /** Where it is, or would be. */
  readonly path: string
  readonly value: Readonly<Record<string, unknown>>
  write: (property: string, value: unknown) => void
  remove: (property: string) => void
  /** A text that is being typed: `shown` is what stood in the field before. Returns false as `Editing.type` does. */
  type: (property: string, shown: string, typed: string) => boolean
}

/** An object that stands in the text. */
export const holderAt = (
  editing: Editing,
  path: string,
  value: Readonly<Record<string, unknown>>,
): Holder => ({
  path,
  value,
  write: (property, written) =>
    void editing.carryOut({ kind: 'set-property', path, property, value: written }),
  remove: (property) => void editing.carryOut({ kind: 'unset-property', path, property }),
  type: (property, shown, typed) => editing.type(path, property, shown, typed),
})

/** The object under a property; made with its first property where it is not there yet. */
export function holderIn(editing: Editing, outer: Holder, property: string): Holder {
  const value = outer.value[property]
  const path = joinPath(outer.path, property)
  if (isRecord(value)) return holderAt(editing, path, value)
  const begin = (key: string, first: unknown) => outer.write(property, { [key]: first })
  return {
    path,
    value: {},
    write: begin,
    remove: () => {},
    type: (key, _shown, typed) => {
      begin(key, typed)
      return true
    },
  }
}
