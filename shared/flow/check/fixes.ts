/** What mends a finding, as edits of the text in its author's formatting. */
import type { TextEdit } from '../../text-edit.ts'
import { insertItem, removeMember, renameKey, replaceNode, setMember } from '../edit/primitives.ts'
import { upgradeFlow } from '../edit/upgrade.ts'
import { asExpression } from '../expressions/index.ts'
import { type JsonNode, type JsonObject, type JsonString, valueUnder } from '../json-node.ts'
import { CURRENT_VERSION } from '../version.ts'
import type { MakeFix } from './report.ts'

const fix =
  (title: string, edits: (text: string, root: JsonNode | null) => readonly TextEdit[]): MakeFix =>
  ({ text, root }) => {
    const made = edits(text, root)
    return made.length === 0 ? null : { title, edits: [...made] }
  }

const quoted = (value: unknown): string => {
  const written = JSON.stringify(value) ?? 'null'
  return written.length > 40 ? `${written.slice(0, 39)}…` : written
}

/** Adds a property. */
export const addMember = (object: JsonObject, key: string, value: unknown, title?: string) =>
  fix(title ?? `Add ${key}`, (text) => setMember(text, object, key, value))

/** Takes a property away. */
export const dropMember = (object: JsonObject, key: string, title?: string) =>
  fix(title ?? `Remove ${key}`, (text) => removeMember(text, object, key))

/** Writes another key before the same value. */
export const renameMember = (key: JsonString, to: string) =>
  fix(`Change to ${to}`, (text) => renameKey(text, key, to))

/** Writes another value. */
export const replaceValue = (node: JsonNode, value: unknown, title?: string) =>
  fix(title ?? `Change to ${quoted(value)}`, (text) => replaceNode(text, node, value))

/** Adds an entry to the end of a list. */
export const addItem = (list: JsonNode & { type: 'array' }, value: unknown, title: string) =>
  fix(title, (text) => insertItem(text, list, list.items.length, value))

/** Cuts a text to what phones show, at the end of a word where one is near. */
export const shorten = (node: JsonString, chars: number) =>
  fix(`Shorten to ${chars} characters`, (text) =>
    replaceNode(text, node, shortened(node.value, chars)),
  )

/** The first characters of a text, without half a word at the end where that costs little. */
export function shortened(text: string, chars: number): string {
  const cut = Array.from(text).slice(0, chars).join('')
  const space = cut.lastIndexOf(' ')
  const endsAWord = /\s/.test(text.charAt(cut.length))
  return (endsAWord || space < cut.length * 0.6 ? cut : cut.slice(0, space)).trimEnd()
}

/** Turns a text with bindings in it into a backtick expression. */
export const toExpression = (node: JsonString) =>
  fix('Write it as an expression', (text) => {
    const expression = asExpression(node.value)
    return expression === null ? [] : replaceNode(text, node, expression)
  })

/** Raises the declared version to the current one, without changing anything else. */
export const raiseVersion = (root: JsonObject) =>
  fix(`Raise the flow to version ${CURRENT_VERSION}`, (text) => {
    const version = valueUnder(root, 'version')
    return version ? replaceNode(text, version, CURRENT_VERSION) : []
  })

/** Upgrades the whole flow to the current version. */
export const upgrade = fix(`Upgrade to version ${CURRENT_VERSION}`, (text) => {
  const upgraded = upgradeFlow(text, CURRENT_VERSION)
  return upgraded.ok ? upgraded.value.edits : []
})

/**
 * Adds a terminal screen of that id to the end of the flow, with a data model for what is handed to
 * it, and the route to it where the flow has a routing model.
 */
export const createScreen = (
  root: JsonObject,
  from: string,
  id: string,
  data: Readonly<Record<string, unknown>>,
) =>
  fix(`Create screen ${id}`, (text) => {
    const screens = valueUnder(root, 'screens')
    if (screens?.type !== 'array' || !/^[A-Za-z_]+$/.test(id)) return []
    const edits = [
      ...insertItem(text, screens, screens.items.length, {
        id,
        title: 'New screen',
        terminal: true,
        ...(Object.keys(data).length > 0 ? { data } : {}),
        layout: {
          type: 'SingleColumnLayout',
          children: [
            {
              type: 'Footer',
              label: 'Done',
              'on-click-action': { name: 'complete', payload: {} },
            },
          ],
        },
      }),
    ]
    const routes = valueUnder(valueUnder(root, 'routing_model'), from)
    if (routes?.type === 'array') edits.push(...insertItem(text, routes, routes.items.length, id))
    return edits.sort((a, b) => a.at - b.at)
  })

/** Adds a field to a screen's data model. */
export const addDataField = (screen: JsonObject, name: string, field: unknown) =>
  fix(`Add ${name} to the screen’s data`, (text) => {
    const data = valueUnder(screen, 'data')
    if (data === null) return setMember(text, screen, 'data', { [name]: field })
    return data.type === 'object' ? setMember(text, data, name, field) : []
  })
