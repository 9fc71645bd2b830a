/** What the three of a crossing do. Each act says in words what it did; null where there was nothing to do. */
import { applyIntent, type Intent } from '../../shared/flow/edit/index.ts'
import { placesOf } from '../../shared/flow/edit/random-intents.ts'
import { isJson } from '../../shared/flow/flaws.ts'
import { nodeAt, stringOf } from '../../shared/flow/json-node.ts'
import { parseFlow } from '../../shared/flow/parse.ts'
import type { CrossingPeer } from './crossing-peer.ts'

export const names = ['ana', 'ben', 'cleo'] as const
export type Name = (typeof names)[number]

type Chance = () => number
type Act = (peer: CrossingPeer, chance: Chance) => string | null

const pick = <T>(list: readonly T[], chance: Chance): T | undefined =>
  list[Math.floor(chance() * list.length)]

/** What changed is told by the text alone. */
function watching(act: (peer: CrossingPeer) => void): Act {
  return (peer) => {
    const before = peer.text.toString()
    act(peer)
    return peer.text.toString() === before ? 'nothing' : 'done'
  }
}

const undo = watching(({ editing }) => editing.takeBack())
const redo = watching(({ editing }) => editing.redo())

/** Carries out an intent about the text as its author sees it; in a broken text builders wait. */
function intending(make: (text: string, chance: Chance) => Intent | null): Act {
  return (peer, chance) => {
    const text = peer.text.toString()
    if (!isJson(text)) return null
    peer.look()
    const intent = make(text, chance)
    return intent && peer.editing.carryOut(intent) ? JSON.stringify(intent) : null
  }
}

const idsOf = (text: string): string[] =>
  JSON.parse(text).screens.map(({ id }: { id: string }) => id)

const typing: Record<string, Act> = {
  goes(peer, chance) {
    const ends = [
      ...peer.text.toString().matchAll(/"(?:label|text|title|helper-text)": "[^"\n]*(?=")/g),
    ].map((match) => match.index + match[0].length)
    peer.caret = pick(ends, chance) ?? null
    peer.editing.undo.stopCapturing()
    return `to ${peer.caret}`
  },
  types(peer, chance) {
    // She goes on where her caret is, wherever that was taken; but not behind what she broke.
    if (peer.caret === null || peer.text.toString().charAt(peer.caret - 1) === '@') return null
    const letter = pick([...'abcdefghij'], chance)!
    peer.type(letter)
    return letter
  },
  breaks(peer) {
    const { caret } = peer
    const text = peer.text.toString()
    if (caret === null) return null
    const end = text.indexOf('\n', caret)
    peer.caret = end === -1 ? text.length : end
    peer.type('@')
    return 'with @'
  },
  mends(peer) {
    const { caret } = peer
    if (!caret || peer.text.toString().charAt(caret - 1) !== '@') return null
    peer.backspace()
    peer.caret = null
    return 'it'
  },
  /** Selects a component in the code and deletes it, with its comma. */
  cuts(peer, chance) {
    const text = peer.text.toString()
    if (!isJson(text)) return null
    const { components } = placesOf(text)
    const path = pick(components, chance)
    if (path === undefined || components.length < 8) return null
    const cut = applyIntent(text, { kind: 'delete-component', path })
    if (!cut.ok) return null
    peer.editing.undo.stopCapturing()
    peer.doc.transact(() => {
      for (const { at, remove } of [...cut.value.edits].reverse()) peer.text.delete(at, remove)
    })
    peer.editing.undo.stopCapturing()
    peer.caret = null
    return path
  },
  pauses(peer) {
    peer.editing.undo.stopCapturing()
    return null
  },
  undoes(peer, chance) {
    peer.caret = null
    return undo(peer, chance)
  },
}

const building: Record<string, Act> = {
  adds: intending((text, chance) => ({
    kind: 'add-component',
    list: pick(placesOf(text).componentLists, chance) ?? '',
    index: Math.floor(chance() * 4),
    component: { type: 'TextBody', text: 'new text' },
  })),
  moves: intending((text, chance) => ({
    kind: 'move-component',
    path: pick(placesOf(text).components, chance) ?? '',
    list: pick(placesOf(text).componentLists, chance) ?? '',
    index: Math.floor(chance() * 4),
  })),
  deletes: intending((text, chance) => {
    const { components } = placesOf(text)
    const path = pick(components, chance)
    return path === undefined || components.length < 8 ? null : { kind: 'delete-component', path }
  }),
  writes(peer, chance) {
    const text = peer.text.toString()
    if (!isJson(text)) return null
    peer.look()
    const path = pick(placesOf(text).components, chance)
    const node = nodeAt(parseFlow(text).root, path ?? '')
    const property = ['label', 'text', 'title'].find((name) => stringOf(node, name) !== null)
    if (path === undefined || !property) return null
    const shown = stringOf(node, property) ?? ''
    peer.editing.type(path, property, shown, `${shown}${pick([...'ABCDEFGH'], chance)}`)
    return `${path}.${property}`
  },
  undoes: undo,
  redoes: redo,
}

const rewiring: Record<string, Act> = {
  connects: intending((text, chance) => ({
    kind: 'connect-screens',
    from: pick(idsOf(text), chance) ?? '',
    to: pick(idsOf(text), chance) ?? '',
  })),
  adds: intending((text, chance) =>
    idsOf(text).length > 8 ? null : { kind: 'add-screen', index: Math.floor(chance() * 4) },
  ),
  moves: intending((text, chance) => ({
    kind: 'move-screen',
    id: pick(idsOf(text), chance) ?? '',
    index: Math.floor(chance() * 4),
  })),
  renames: intending((text, chance) => ({
    kind: 'rename-screen',
    id: pick(idsOf(text), chance) ?? '',
    to: `NEW_${pick([...'ABCDEFG'], chance)}`,
  })),
  undoes: undo,
  redoes: redo,
}

export const acts: Record<Name, Record<string, Act>> = {
  ana: typing,
  ben: building,
  cleo: rewiring,
}
