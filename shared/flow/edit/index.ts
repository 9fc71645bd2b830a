/** Intents to the smallest text edits: what the builder, the screen map and quick fixes are made of. */
import { err, ok, type Result } from '../../result.ts'
import type { Moved, TextEdit } from '../../text-edit.ts'
import { memberOf } from '../json-node.ts'
import { isStrictJson, parseFlow } from '../parse.ts'
import { joinPath } from '../path.ts'
import {
  addComponent,
  deleteComponent,
  duplicateComponent,
  moveComponent,
  unwrapIf,
  wrapInIf,
} from './components.ts'
import type { Intent, Refusal } from './intent.ts'
import { addItem, addItems, type Changed, moveItem, removeItem } from './lists.ts'
import { objectAt, type Spot, screenCalled } from './place.ts'
import { removeMember, renameKey, setMember } from './primitives.ts'
import { renameDataField, renameField, renameScreen } from './renames.ts'
import { addScreen, connectScreens, deleteScreen, duplicateScreen, moveScreen } from './screens.ts'
import { upgradeFlow } from './upgrade.ts'

export { formatFlow, minifyFlow, type NotJson } from './format.ts'
export type { Intent, Refusal } from './intent.ts'
export { findReferences, type Reference } from './references.ts'
export { referencesTo } from './renames.ts'
export { type Upgraded, upgradeFlow } from './upgrade.ts'

export type Applied = {
  /** Ascending, not overlapping; empty when everything is as wanted already. */
  readonly edits: TextEdit[]
  /** What to look at afterwards, as a path of the changed text; null when nothing stands out. */
  readonly select: string | null
  /** What somebody has to look at, in sentences. */
  readonly notes: readonly string[]
  /** What the edits take away in one place and write again in another. */
  readonly moved: readonly Moved[]
}

/**
 * The edits that carry out an intent. Refused where the text is no JSON just now or the place does
 * not exist; the text then stays as it is.
 */
export function applyIntent(text: string, intent: Intent): Result<Applied, Refusal> {
  const parsed = parseFlow(text)
  if (!isStrictJson(parsed))
    return err({
      kind: 'broken-text',
      message: 'Somebody is half-way through a change in the text; try again when it is whole.',
    })
  const changed = change({ text, root: parsed.root }, intent)
  if (!changed.ok) return changed
  const { edits, select, notes, moved } = changed.value
  return ok({
    edits: [...edits].sort((a, b) => a.at - b.at),
    select: select ?? null,
    notes: notes ?? [],
    moved: moved ?? [],
  })
}

function change(spot: Spot, intent: Intent): Result<Changed, Refusal> {
  switch (intent.kind) {
    case 'add-screen':
      return addScreen(spot, intent)
    case 'move-screen':
      return moveScreen(spot, intent)
    case 'duplicate-screen':
      return duplicateScreen(spot, intent)
    case 'delete-screen':
      return deleteScreen(spot, intent)
    case 'rename-screen':
      return renameScreen(spot, intent)
    case 'connect-screens':
      return connectScreens(spot, intent)
    case 'add-component':
      return addComponent(spot, intent)
    case 'move-component':
      return moveComponent(spot, intent)
    case 'duplicate-component':
      return duplicateComponent(spot, intent)
    case 'delete-component':
      return deleteComponent(spot, intent)
    case 'wrap-in-if':
      return wrapInIf(spot, intent)
    case 'unwrap-if':
      return unwrapIf(spot, intent)
    case 'rename-field':
      return renameField(spot, intent)
    case 'rename-data-field':
      return renameDataField(spot, intent)
    case 'add-data-field':
      return addDataField(spot, intent)
    case 'set-property':
      return setProperty(spot, intent)
    case 'unset-property':
      return unsetProperty(spot, intent)
    case 'rename-key':
      return renameMember(spot, intent)
    case 'add-item':
      return addItem(spot, intent)
    case 'add-items':
      return addItems(spot, intent)
    case 'remove-item':
      return removeItem(spot, intent)
    case 'move-item':
      return moveItem(spot, intent)
    case 'upgrade-version':
      return upgradeFlow(spot.text, intent.to)
  }
}

type Of<K extends Intent['kind']> = Extract<Intent, { kind: K }>

function setProperty(
  spot: Spot,
  { path, property, value }: Of<'set-property'>,
): Result<Changed, Refusal> {
  const object = objectAt(spot, path)
  if (!object.ok) return object
  return ok({
    edits: setMember(spot.text, object.value, property, value),
    select: joinPath(path, property),
  })
}

function unsetProperty(
  spot: Spot,
  { path, property }: Of<'unset-property'>,
): Result<Changed, Refusal> {
  const object = objectAt(spot, path)
  return object.ok ? ok({ edits: removeMember(spot.text, object.value, property) }) : object
}

function renameMember(spot: Spot, { path, key, to }: Of<'rename-key'>): Result<Changed, Refusal> {
  const object = objectAt(spot, path)
  if (!object.ok) return object
  const member = memberOf(object.value, key)
  if (!member) return err({ kind: 'no-such-place', message: `There is no "${key}" here.` })
  if (to.trim() === '') return err({ kind: 'bad-name', message: 'It needs a name.' })
  if (to !== key && memberOf(object.value, to))
    return err({ kind: 'name-taken', message: `There is "${to}" here already.` })
  return ok({ edits: renameKey(spot.text, member.key, to), select: joinPath(path, to) })
}

function addDataField(
  spot: Spot,
  { screen, name, field }: Of<'add-data-field'>,
): Result<Changed, Refusal> {
  const found = screenCalled(spot, screen)
  if (!found.ok) return found
  const { node, index } = found.value
  const data = node.members.find(({ key }) => key.value === 'data')?.value ?? null
  const path = joinPath(`screens[${index}].data`, name)
  if (data?.type === 'object') {
    if (data.members.some(({ key }) => key.value === name))
      return err({ kind: 'name-taken', message: `There is a data field "${name}" already.` })
    return ok({ edits: setMember(spot.text, data, name, field), select: path })
  }
  if (data !== null)
    return err({ kind: 'bad-place', message: 'The screen’s data is no object; mend it first.' })
  return ok({ edits: setMember(spot.text, node, 'data', { [name]: field }), select: path })
}
