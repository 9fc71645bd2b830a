/** Renames screens, fields and data fields wherever they are named. */
import { err, ok, type Result } from '../../result.ts'
import { applyEdits } from '../../text-edit.ts'
import type { JsonNode } from '../json-node.ts'
import type { Intent, Refusal } from './intent.ts'
import type { Changed } from './lists.ts'
import type { Spot } from './place.ts'
import { findReferences, type Reference } from './references.ts'

type Of<K extends Intent['kind']> = Extract<Intent, { kind: K }>

export function renameScreen(
  spot: Spot,
  { id, to }: Of<'rename-screen'>,
): Result<Changed, Refusal> {
  if (!/^[A-Za-z_]*[A-Za-z][A-Za-z_]*$/.test(to))
    return err({ kind: 'bad-name', message: 'A screen id has letters and underscores only.' })
  if (to.toLowerCase() === 'success')
    return err({ kind: 'bad-name', message: 'SUCCESS is how an endpoint ends a flow.' })
  return renamed(spot, 'screen', null, id, to, `screen ${to}`)
}

export function renameField(
  spot: Spot,
  { screen, name, to }: Of<'rename-field'>,
): Result<Changed, Refusal> {
  return isPlain(to) ? renamed(spot, 'field', screen, name, to, `field "${to}"`) : badName
}

export function renameDataField(
  spot: Spot,
  { screen, name, to }: Of<'rename-data-field'>,
): Result<Changed, Refusal> {
  return isPlain(to) ? renamed(spot, 'data', screen, name, to, `data field "${to}"`) : badName
}

const isPlain = (name: string): boolean =>
  /^\w+$/.test(name) && name !== '__proto__' && name !== 'constructor' && name !== 'prototype'

const badName: Result<never, Refusal> = err({
  kind: 'bad-name',
  message: 'A name has letters, digits and underscores.',
})

function renamed(
  { text, root }: Spot,
  kind: Reference['kind'],
  screen: string | null,
  name: string,
  to: string,
  called: string,
): Result<Changed, Refusal> {
  const all = findReferences(text, root).filter(
    (reference) => reference.kind === kind && (screen === null || reference.screen === screen),
  )
  const mentions = all.filter((reference) => reference.name === name)
  if (mentions.length === 0)
    return err({ kind: 'no-such-place', message: `Nothing here is called ${name}.` })
  if (name === to) return ok({ edits: [] })
  if (all.some((reference) => reference.isDefinition && reference.name === to))
    return err({ kind: 'name-taken', message: `There is a ${called} already.` })
  return ok({ edits: mentions.map(({ at, length }) => ({ at, remove: length, insert: to })) })
}

/** The text of a node with some mentions inside it written differently. */
export function renamedText(
  text: string,
  node: JsonNode,
  mentions: readonly Reference[],
  write: (reference: Reference) => string,
): string {
  const edits = [...mentions]
    .sort((a, b) => a.at - b.at)
    .map((reference) => ({
      at: reference.at - node.offset,
      remove: reference.length,
      insert: write(reference),
    }))
  return applyEdits(text.slice(node.offset, node.offset + node.length), edits)
}

/** Where a name is defined and used; for going there. */
export const referencesTo = (
  { text, root }: Spot,
  { kind, screen, name }: Pick<Reference, 'kind' | 'screen' | 'name'>,
): Reference[] =>
  findReferences(text, root).filter(
    (reference) =>
      reference.kind === kind && reference.screen === screen && reference.name === name,
  )
