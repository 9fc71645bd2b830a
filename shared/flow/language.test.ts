/** The language as a whole: random sound flows are found sound and can be played; any single fault is found. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../text-edit.ts'
import { propertySpec } from './catalogue/index.ts'
import { checkFlow } from './check/index.ts'
import { flowGraph } from './graph.ts'
import { start } from './interpret/index.ts'
import { finish } from './interpret/testing.ts'
import { isStrictJson, parseFlow } from './parse.ts'
import { randomFlow } from './random-flow.ts'
import { readFlow } from './read.ts'

type Json = Record<string, unknown>
const errorsOf = (text: string) => checkFlow(text).filter(({ severity }) => severity === 'error')

describe('random sound flows', () => {
  test('check without errors', () => {
    fc.assert(
      fc.property(randomFlow, (flow) => {
        expect(
          errorsOf(JSON.stringify(flow, null, 2)).map(({ path, message }) => [path, message]),
        ).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('are played to their end', () => {
    fc.assert(
      fc.property(randomFlow, fc.nat(20), (json, pick) => {
        const { flow } = readFlow(JSON.stringify(json))
        if (!flow) throw new Error('unreadable')
        const done = finish(flow, start(flow, { flowToken: 'token-1' }), pick)
        expect(done.status).toBe('completed')
      }),
      { numRuns: 200 },
    )
  })

  test('have a graph whose screens are reached and can end', () => {
    fc.assert(
      fc.property(randomFlow, (json) => {
        const { flow } = readFlow(JSON.stringify(json))
        const graph = flow && flowGraph(flow)
        expect(graph?.entries).toEqual(['FIRST'])
        expect([graph?.unreachable, graph?.deadEnds]).toEqual([[], []])
      }),
      { numRuns: 100 },
    )
  })
})

/** Objects of a flow with their paths; components, screens, actions and all. */
function objectsOf(flow: Json): { path: string; node: Json }[] {
  const found: { path: string; node: Json }[] = []
  const visit = (value: unknown, path: string) => {
    if (Array.isArray(value))
      value.forEach((item, at) => {
        visit(item, `${path}[${at}]`)
      })
    else if (typeof value === 'object' && value !== null) {
      found.push({ path, node: value as Json })
      for (const [key, inner] of Object.entries(value))
        visit(inner, path === '' ? key : `${path}.${key}`)
    }
  }
  visit(flow, '')
  return found
}

const isComponent = ({ node, path }: { node: Json; path: string }) =>
  typeof node.type === 'string' && /(?:children|then|else|cases\.\w+)\[\d+\]$/.test(path)

/** One fault at a place that `pick` chooses; null where the flow offers none of that kind. */
const faults: Readonly<Record<string, (flow: Json, pick: number) => string | null>> = {
  'an unknown property': (flow, pick) => {
    const places = objectsOf(flow).filter(isComponent)
    const place = places[pick % places.length]
    if (!place) return null
    place.node['no-such-property'] = 1
    return 'INVALID_PROPERTY_KEY'
  },
  'a required property taken away': (flow, pick) => {
    const places = objectsOf(flow)
      .filter(isComponent)
      .flatMap((place) =>
        Object.keys(place.node)
          .filter((key) => propertySpec(String(place.node.type), key)?.required)
          .map((key) => ({ ...place, key })),
      )
    const place = places[pick % places.length]
    if (!place) return null
    delete place.node[place.key]
    return 'MISSING_REQUIRED_PROPERTY'
  },
  'a kind that does not exist': (flow, pick) => {
    const places = objectsOf(flow).filter((it) => isComponent(it) && it.node.type !== 'Footer')
    const place = places[pick % places.length]
    if (!place) return null
    place.node.type = 'Nonsense'
    return 'INVALID_PROPERTY_VALUE'
  },
  'null for a value': (flow, pick) => {
    const places = objectsOf(flow)
      .filter(isComponent)
      .flatMap((place) =>
        Object.keys(place.node)
          .filter((key) => propertySpec(String(place.node.type), key))
          .map((key) => ({ ...place, key })),
      )
    const place = places[pick % places.length]
    if (!place) return null
    place.node[place.key] = null
    return ''
  },
  'a word outside its list': (flow, pick) => {
    const places = objectsOf(flow)
      .filter(isComponent)
      .flatMap((place) =>
        Object.keys(place.node)
          .filter((key) => propertySpec(String(place.node.type), key)?.type === 'word')
          .map((key) => ({ ...place, key })),
      )
    const place = places[pick % places.length]
    if (!place) return null
    place.node[place.key] = 'no-such-word'
    return 'INVALID_ENUM_VALUE'
  },
  'a name twice': (flow, pick) => {
    const screens = flow.screens as Json[]
    const named = objectsOf((screens[pick % screens.length] ?? {}) as Json).filter(
      (it) => isComponent(it) && typeof it.node.name === 'string' && it.node.type !== 'Form',
    )
    const [one, other] = named
    if (!one || !other) return null
    other.node.name = one.node.name
    return 'DUPLICATE_FORM_COMPONENT_NAMES'
  },
  'a screen that does not exist': (flow, pick) => {
    const places = objectsOf(flow).filter(({ node }) => node.type === 'screen')
    const place = places[pick % places.length]
    if (!place) return null
    place.node.name = 'NOWHERE'
    return 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME'
  },
  'a binding to nothing': (flow, pick) => {
    const places = objectsOf(flow).filter(
      ({ node }) => node.name === 'complete' || node.name === 'data_exchange',
    )
    const place = places[pick % places.length]
    if (!place) return null
    place.node.payload = { lost: '${form.no_such_field}' }
    return 'INVALID_ON_CLICK_ACTION_PAYLOAD'
  },
  'no ending': (flow) => {
    for (const screen of flow.screens as Json[]) delete screen.terminal
    return 'MISSING_TERMINAL_SCREEN'
  },
  'an id twice': (flow) => {
    const [one, other] = flow.screens as Json[]
    if (!one || !other) return null
    other.id = one.id
    return 'DUPLICATE_SCREEN_IDS'
  },
  'a second Footer': (flow) => {
    const places = objectsOf(flow).filter(({ node }) => node.type === 'SingleColumnLayout')
    const [place] = places
    const footer = objectsOf(flow).find(({ node }) => node.type === 'Footer')
    if (!place || !footer) return null
    ;(place.node.children as unknown[]).push(footer.node, footer.node)
    return 'COMPONENT_TYPE_MAX_NUMBER_PER_SCREEN'
  },
  'a number as text': (flow, pick) => {
    const places = objectsOf(flow)
      .filter(isComponent)
      .flatMap((place) =>
        Object.keys(place.node)
          .filter((key) => {
            const type = propertySpec(String(place.node.type), key)?.type
            return type === 'number' || type === 'integer'
          })
          .map((key) => ({ ...place, key })),
      )
    const place = places[pick % places.length]
    if (!place) return null
    place.node[place.key] = String(place.node[place.key])
    return ''
  },
  'an expired version': (flow) => {
    flow.version = '4.0'
    return 'INVALID_FLOW_JSON_VERSION'
  },
}

test.each(Object.entries(faults))('%s is found, wherever it is', (_, fault) => {
  let made = 0
  fc.assert(
    fc.property(randomFlow, fc.nat(1000), (flow, pick) => {
      const copy = JSON.parse(JSON.stringify(flow)) as Json
      const code = fault(copy, pick)
      if (code === null) return
      made++
      const codes = errorsOf(JSON.stringify(copy)).map((it) => it.code)
      if (code === '') expect(codes.length).toBeGreaterThan(0)
      else expect(codes).toContain(code)
    }),
    { numRuns: 80 },
  )
  expect(made).toBeGreaterThan(5)
})

describe('any text at all', () => {
  test('random bytes and random cuts give findings and never a throw', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            '{',
            '}',
            '[',
            ']',
            ',',
            ':',
            '"',
            '"a"',
            '1',
            '\\',
            'null',
            '${',
            '`',
            ' ',
            '\n',
            '\ud800',
            '//',
          ),
        )
        .map((parts) => parts.join('')),
      fc.tuple(randomFlow, fc.nat(5000), fc.string({ maxLength: 5 })).map(([flow, at, noise]) => {
        const text = JSON.stringify(flow, null, 1)
        const place = at % text.length
        return text.slice(0, place) + noise + text.slice(place + (at % 3))
      }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        for (const { offset, length, fixes, lineStart, columnStart } of checkFlow(text)) {
          expect(offset + length).toBeLessThanOrEqual(text.length)
          expect(Math.min(lineStart, columnStart)).toBeGreaterThan(0)
          for (const fix of fixes) applyEdits(text, fix.edits)
        }
        readFlow(text)
      }),
      { numRuns: 800 },
    )
  })

  test('every fix leaves strict JSON, and takes its finding away', () => {
    let fixed = 0
    fc.assert(
      fc.property(
        randomFlow,
        fc.constantFrom(...Object.values(faults)),
        fc.nat(1000),
        (flow, fault, pick) => {
          const copy = JSON.parse(JSON.stringify(flow)) as Json
          if (fault(copy, pick) === null) return
          const text = JSON.stringify(copy, null, 2)
          for (const found of checkFlow(text)) {
            for (const { edits } of found.fixes) {
              const after = applyEdits(text, edits)
              expect(isStrictJson(parseFlow(after))).toBe(true)
              const same = checkFlow(after).filter(
                (it) =>
                  it.rule === found.rule && it.path === found.path && it.message === found.message,
              )
              expect(same).toEqual([])
              fixed++
            }
          }
        },
      ),
      { numRuns: 150 },
    )
    expect(fixed).toBeGreaterThan(50)
  })
})
