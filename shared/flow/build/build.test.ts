/** What the palette offers and puts on a screen: publishable as it stands, at every place that is offered. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../text-edit.ts'
import { blankFlowText } from '../blank.ts'
import { componentSpecs } from '../catalogue/index.ts'
import { checkFlow } from '../check/index.ts'
import { applyIntent } from '../edit/index.ts'
import { exampleFlows } from '../examples/index.ts'
import type { Flow, Screen } from '../flow.ts'
import { drawn } from '../interpret/index.ts'
import { readFlow } from '../read.ts'
import { bindingsOn } from './bindings.ts'
import { type ConditionRow, comparisons, conditionOf, rowsOf } from './condition.ts'
import { newComponentOf } from './new-component.ts'
import { offersFor } from './offer.ts'
import { componentsOf, snippetsFor } from './snippets.ts'

const flowOf = (text: string): Flow => {
  const { flow } = readFlow(text)
  if (!flow) throw new Error('no flow')
  return flow
}

/** The text with a new component of a kind in a list; null where it is not offered. */
function withNew(text: string, kind: string, list: string, screen: Screen): string | null {
  const flow = flowOf(text)
  const offer = offersFor(flow, screen, list).find(({ spec }) => spec.kind === kind)
  if (!offer || offer.refusal !== null) return null
  const component = newComponentOf(kind, flow, screen)
  const applied = applyIntent(text, {
    kind: 'add-component',
    list,
    index: 0,
    component: component!,
  })
  if (!applied.ok) throw new Error(applied.error.message)
  return applyEdits(text, applied.value.edits)
}

const errorsOf = (text: string) =>
  checkFlow(text)
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`)

const listsOf = (screen: Screen): string[] => {
  const lists = [`${screen.path}.layout.children`]
  const visit = (children: Screen['children']): void => {
    for (const { groups } of children)
      for (const { path, children: inside } of groups) {
        lists.push(path)
        visit(inside)
      }
  }
  visit(screen.children)
  return lists
}

describe('new components', () => {
  const emptyScreen = (more: object = {}) =>
    JSON.stringify({
      version: '7.3',
      screens: [
        { id: 'ONE', title: 'One', layout: { type: 'SingleColumnLayout', children: [] }, ...more },
        {
          id: 'TWO',
          title: 'Two',
          terminal: true,
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
        },
      ],
    })

  test.each(componentSpecs.map(({ kind }) => kind))('%s brings no error of its own', (kind) => {
    const places: [string, string][] = [
      [emptyScreen(), 'screens[0].layout.children'],
      [blankFlowText, 'screens[0].layout.children'],
    ]
    let offered = 0
    for (const [text, list] of places) {
      const made = withNew(text, kind, list, flowOf(text).screens[0]!)
      if (made === null) continue
      offered++
      const before = errorsOf(text)
      expect(errorsOf(made).filter((error) => !before.includes(error))).toEqual([])
    }
    expect(offered).toBeGreaterThan(0)
  })

  test('wherever a kind is offered in the examples, no error comes with it', () => {
    let tried = 0
    for (const { text } of exampleFlows) {
      expect(errorsOf(text)).toEqual([])
      for (const screen of flowOf(text).screens)
        for (const list of listsOf(screen))
          for (const { kind } of componentSpecs) {
            const made = withNew(text, kind, list, screen)
            if (made === null) continue
            tried++
            // A Footer in one branch asks for one in the other, and one on a page that only leads back makes it an end:
            // the author's next steps.
            const found = errorsOf(made).filter(
              (error) => !/^(if-footer|switch-footer|complete-place)/.test(error),
            )
            expect(found, `${kind} in ${list} of ${screen.id}`).toEqual([])
          }
    }
    expect(tried).toBeGreaterThan(200)
  }, 60_000)

  test('snippets bring no error wherever they are offered, and twice on a screen they get names of their own', () => {
    let tried = 0
    for (const { text } of exampleFlows)
      for (const screen of flowOf(text).screens)
        for (const list of listsOf(screen)) {
          const flow = flowOf(text)
          for (const { snippet, refusal } of snippetsFor(flow, screen, list)) {
            if (refusal !== null) continue
            tried++
            const add = (to: string): string => {
              const now = flowOf(to).screens.find(({ id }) => id === screen.id)!
              const values = componentsOf(snippet, now)
              const applied = applyIntent(to, { kind: 'add-items', list, index: 0, values })
              if (!applied.ok) throw new Error(applied.error.message)
              return applyEdits(to, applied.value.edits)
            }
            const once = add(text)
            expect(errorsOf(once), `${snippet.id} in ${list} of ${screen.id}`).toEqual([])
            // A second one may be one too many of its kind; names never clash.
            const twice = errorsOf(add(once)).filter((error) => !/at most|only/.test(error))
            expect(twice, `two of ${snippet.id} in ${list} of ${screen.id}`).toEqual([])
          }
        }
    expect(tried).toBeGreaterThan(40)
  }, 60_000)

  test('what cannot stand somewhere says why', () => {
    const flow = flowOf(blankFlowText)
    const [screen] = flow.screens
    const refusal = (kind: string) =>
      offersFor(flow, screen!, 'screens[0].layout.children').find(({ spec }) => spec.kind === kind)
        ?.refusal
    expect(refusal('Footer')).toBe('A screen has at most 1 of these.')
    expect(refusal('RichText')).toBe('Rich text needs a screen to itself.')
    expect(refusal('TextInput')).toBeNull()
    const old = flowOf(blankFlowText.replace('7.3', '5.1'))
    expect(
      offersFor(old, old.screens[0]!, 'screens[0].layout.children').find(
        ({ spec }) => spec.kind === 'ImageCarousel',
      )?.refusal,
    ).toBe('From version 7.1 of the flow language; this flow is 5.1.')
  })
})

test('every component of every example has a drawing, whatever branch it is in', () => {
  for (const { text } of exampleFlows) {
    const flow = flowOf(text)
    for (const screen of flow.screens) {
      const drawings = drawn(flow, screen)
      const leaves = [...drawings.keys()]
      expect(leaves.length).toBeGreaterThan(0)
      for (const [path, drawing] of drawings)
        expect(drawing.kind === 'item' ? drawing.item.path : drawing.footer.path).toBe(path)
    }
  }
})

describe('bindings and conditions', () => {
  test('a screen’s own fields come first, with the ids of their options', () => {
    const flow = flowOf(exampleFlows[0]!.text)
    const [first] = flow.screens
    const choices = bindingsOn(flow, first!.id)
    const isOwn = choices.map(({ screen }) => screen === null)
    expect(isOwn.indexOf(false)).toBe(isOwn.lastIndexOf(true) + 1)
    expect(choices.some(({ options }) => options.length > 1)).toBe(true)
  })

  test('what is more than rows is left to the text', () => {
    expect(rowsOf("${form.a} == 'x' && (${form.b} || ${form.c})")).toBeNull()
    expect(rowsOf('${form.a} == ${form.b}')).toBeNull()
    expect(rowsOf('${form.a} ==')).toBeNull()
    expect(rowsOf("${form.a} == 'it\\'s' && !${data.b} && ${form.n} >= -3")).toEqual({
      join: 'all',
      rows: [
        { field: '${form.a}', test: '==', value: "it's" },
        { field: '${data.b}', test: 'is-not' },
        { field: '${form.n}', test: '>=', value: -3 },
      ],
    })
  })

  test('rows written as a condition and read again are the same rows', () => {
    const field = fc.constantFrom('${form.a}', '${data.b.c}', '${screen.ONE.form.d}')
    const row: fc.Arbitrary<ConditionRow> = fc.oneof(
      fc.record({ field, test: fc.constantFrom('is' as const, 'is-not' as const) }),
      fc.record({
        field,
        test: fc.constantFrom(...comparisons),
        value: fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      }),
    )
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('all' as const, 'any' as const),
        (rows, join) => {
          const written = conditionOf({ join, rows })
          const read = rowsOf(written)
          expect(read?.rows).toEqual(rows)
          if (rows.length > 1) expect(read?.join).toBe(join)
        },
      ),
    )
  })
})
