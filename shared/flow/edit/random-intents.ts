/** For tests: any intent that a builder could have about a flow, at any of its places. */
import fc from 'fast-check'
import type { Intent } from './intent.ts'

/** Every path of a flow that intents may name: objects, lists and list entries. */
export function placesOf(text: string) {
  const objects: string[] = []
  const lists: string[] = []
  const components: string[] = []
  const visit = (node: unknown, path: string) => {
    if (Array.isArray(node)) {
      lists.push(path)
      node.forEach((item, at) => {
        visit(item, `${path}[${at}]`)
      })
    } else if (typeof node === 'object' && node !== null) {
      objects.push(path)
      if (/\]$/.test(path) && 'type' in node) components.push(path)
      for (const [key, value] of Object.entries(node))
        visit(value, path === '' ? key : `${path}.${key}`)
    }
  }
  visit(JSON.parse(text), '')
  return {
    objects,
    lists,
    components,
    componentLists: lists.filter((it) => /(children|then|else)$/.test(it)),
  }
}

/** Intents about this very text; some are refused. `word` is what texts are set to. */
export function randomIntent(
  text: string,
  word: fc.Arbitrary<string> = fc.string(),
): fc.Arbitrary<Intent> {
  const { objects, lists, components, componentLists } = placesOf(text)
  const ids: string[] = JSON.parse(text).screens.map((it: { id: string }) => it.id)
  const names = [...text.matchAll(/"name": ?"([a-z_]+)"/g)].map(([, name]) => name ?? '')
  const one = <T>(of: readonly T[]) => fc.constantFrom(...of)
  const value = fc.jsonValue({ maxDepth: 2 })
  const index = fc.nat(6)
  const kind = <K extends Intent['kind']>(name: K) => fc.constant(name)
  return fc.oneof(
    fc.record({
      kind: kind('set-property'),
      path: one(objects),
      property: fc.constantFrom('label', 'type', 'new-key', 'data'),
      value,
    }),
    fc.record({
      kind: kind('set-property'),
      path: one(components),
      property: fc.constantFrom('label', 'text', 'helper-text', 'description'),
      value: word,
    }),
    fc.record({
      kind: kind('set-property'),
      path: one(components),
      property: fc.constantFrom('required', 'visible', 'enabled'),
      value: fc.boolean(),
    }),
    fc.record({
      kind: kind('unset-property'),
      path: one(objects),
      property: fc.constantFrom('label', 'type', 'name', 'title'),
    }),
    fc.record({ kind: kind('add-item'), list: one(lists), index, value }),
    fc.record({
      kind: kind('add-items'),
      list: one(lists),
      index,
      values: fc.array(value, { maxLength: 4 }),
    }),
    fc.record({ kind: kind('remove-item'), list: one(lists), index }),
    fc.record({ kind: kind('move-item'), list: one(lists), from: index, to: index }),
    fc.record({
      kind: kind('add-component'),
      list: one(componentLists),
      index,
      component: word.map((text) => ({ type: 'TextBody', text })),
    }),
    fc.record({
      kind: kind('move-component'),
      path: one(components),
      list: one(componentLists),
      index,
    }),
    fc.record({ kind: kind('duplicate-component'), path: one(components) }),
    fc.record({ kind: kind('delete-component'), path: one(components) }),
    fc.record({
      kind: kind('wrap-in-if'),
      list: one(componentLists),
      from: fc.nat(3),
      until: fc.nat(4),
      condition: word,
    }),
    fc.record({ kind: kind('add-screen'), index }),
    fc.record({ kind: kind('duplicate-screen'), id: one(ids) }),
    fc.record({ kind: kind('delete-screen'), id: one(ids) }),
    fc.record({ kind: kind('move-screen'), id: one(ids), index }),
    fc.record({ kind: kind('rename-screen'), id: one(ids), to: fc.constant('OTHER') }),
    fc.record({
      kind: kind('rename-field'),
      screen: one(ids),
      name: one(names),
      to: fc.constant('other'),
    }),
    fc.record({ kind: kind('connect-screens'), from: one(ids), to: one(ids) }),
  )
}
