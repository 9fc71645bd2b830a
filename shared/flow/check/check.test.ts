/** The checker from outside: text in, diagnostics out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankFlowText } from '../blank.ts'
import { exampleFlows } from '../examples/index.ts'
import { flowWith } from '../testing.ts'
import {
  checkFlow,
  isPublishable,
  MAX_FLOW_BYTES,
  toMetaValidationErrors,
  toValidationErrors,
} from './index.ts'

/** `severity CODE path`, one line a finding. */
const found = (text: string): string[] =>
  checkFlow(text).map(({ severity, code, path }) => `${severity} ${code} ${path}`)

const HOME = 'screens[0].layout.children'

describe('sound flows have no findings', () => {
  test.each(exampleFlows.map(({ slug, text }) => [slug, text] as const))(
    'example %s',
    (_, text) => {
      expect(found(text)).toEqual([])
    },
  )

  test('the blank flow', () => expect(found(blankFlowText)).toEqual([]))
})

describe('text that is no flow', () => {
  test.each([
    ['', ''],
    ['[]', ''],
    ['{"version": "7.3", "screens": [}', 'screens'],
    ['{"version": "7.3", "version": "7.3", "screens": []}', 'version'],
    [`${'{"a":'.repeat(600)}1${'}'.repeat(600)}`, null],
  ])('%#: INVALID_FLOW_JSON', (text, path) => {
    const [first] = checkFlow(text)
    expect(first).toMatchObject({ code: 'INVALID_FLOW_JSON', severity: 'error' })
    if (path !== null) expect(first?.path).toBe(path)
  })

  test('10 MB is taken, one byte more is refused', () => {
    const filler = MAX_FLOW_BYTES - Buffer.byteLength(blankFlowText)
    const atLimit = blankFlowText + ' '.repeat(filler)
    expect(isPublishable(checkFlow(atLimit))).toBe(true)
    expect(found(`${atLimit} `)).toEqual(['error INVALID_FLOW_JSON '])
  })

  test('any JSON and any cut of an example gives a list, never a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(Array.isArray(checkFlow(JSON.stringify(value)))).toBe(true)
      }),
    )
    const text = exampleFlows[2]?.text ?? ''
    for (let length = 0; length < text.length - 1; length += 97)
      expect(isPublishable(checkFlow(text.slice(0, length)))).toBe(false)
  })

  test('any value of an example replaced by any other never makes it throw', () => {
    const shapes = fc.constantFrom<unknown>(
      null,
      0,
      '',
      'x',
      true,
      [],
      {},
      [null],
      { type: 1 },
      '${form.x}',
      '`',
      '${',
    )
    fc.assert(
      fc.property(fc.constantFrom(...exampleFlows), fc.nat(), shapes, ({ text }, place, shape) => {
        const flow: unknown = JSON.parse(text)
        const slots: (() => void)[] = []
        const visit = (node: unknown) => {
          if (typeof node !== 'object' || node === null) return
          for (const key of Object.keys(node)) {
            slots.push(() => {
              ;(node as Record<string, unknown>)[key] = shape
            })
            visit((node as Record<string, unknown>)[key])
          }
        }
        visit(flow)
        slots[place % slots.length]?.()
        checkFlow(JSON.stringify(flow))
      }),
      { numRuns: 400 },
    )
  })
})

test('a name mistyped gets a suggestion', () => {
  const text = exampleFlows[0]?.text.replace('"name": "CONFIRM"', '"name": "CONFRIM"') ?? ''
  expect(checkFlow(text).map((it) => it.message)).toContainEqual(
    expect.stringContaining('there is no screen of that name. Did you mean CONFIRM?'),
  )
})

describe('handing findings out', () => {
  const text = '{\n  "version": "7.3",\n  "screens": [],\n  "a": 1,\n  "b": 1\n}'

  test('positions are one-based, the end lies after the last character', () => {
    expect(checkFlow(text)[1]).toMatchObject({
      code: 'INVALID_PROPERTY_KEY',
      path: 'a',
      lineStart: 4,
      lineEnd: 4,
      columnStart: 3,
      columnEnd: 6,
      offset: text.indexOf('"a"'),
      length: 3,
    })
  })

  test('equal errors are one with several pointers; warnings stay out', () => {
    const written = flowWith([
      { type: 'TextBody' },
      { type: 'TextBody' },
      { type: 'TextHeading', text: 'x'.repeat(99) },
    ])
    const errors = toValidationErrors(checkFlow(written))
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({
      error: 'MISSING_REQUIRED_PROPERTY',
      errorType: 'FLOW_JSON_ERROR',
      pointers: [{ path: `${HOME}[0]` }, { path: `${HOME}[1]` }],
    })
    const [meta] = toMetaValidationErrors(checkFlow(written))
    expect(meta).toMatchObject({
      error: errors[0]?.error,
      error_type: 'FLOW_JSON_ERROR',
      message: errors[0]?.message,
      line_start: errors[0]?.lineStart,
      column_end: errors[0]?.columnEnd,
    })
    expect(meta?.pointers[1]).toMatchObject({
      path: `${HOME}[1]`,
      line_start: errors[0]?.pointers[1]?.lineStart,
    })
  })

  test('a flood of findings is bounded, and errors are never crowded out by advice', () => {
    const many = Array.from({ length: 3000 }, (_, at) => ({
      type: 'TextHeading',
      text: 'x'.repeat(100 + at),
    }))
    const diagnostics = checkFlow(flowWith([...many, { type: 'Nonsense' }]))
    expect(diagnostics.length).toBeLessThan(1100)
    expect(diagnostics.some((it) => it.code === 'INVALID_PROPERTY_VALUE')).toBe(true)
  })
})
