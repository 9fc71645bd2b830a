/** Texts made to hurt, each named: always a finding or a sound flow, never a crash, never a hang. */
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../text-edit.ts'
import { hoverAt, suggestionsAt } from './assist/index.ts'
import { blankFlowText } from './blank.ts'
import { checkFlow, isPublishable, toMetaValidationErrors } from './check/index.ts'
import { responseColumns } from './columns.ts'
import { formatFlow, upgradeFlow } from './edit/index.ts'
import { exampleFlows } from './examples/index.ts'
import { flowGraph } from './graph.ts'
import { importFlow } from './import.ts'
import { play } from './interpret/index.ts'
import { parseFlow } from './parse.ts'
import { readFlow } from './read.ts'
import { flowOf, flowWith, footer, input, navigateFooter, screenOf } from './testing.ts'

/** Fixes tried a text: each makes a whole new text. */
const FIXES_TRIED = 20

/** Does with a text whatever the product does with one, and gives the findings' codes. */
function everything(text: string): string[] {
  const findings = checkFlow(text)
  for (const { offset, length } of findings) {
    expect(offset).toBeGreaterThanOrEqual(0)
    expect(offset + length).toBeLessThanOrEqual(text.length)
  }
  for (const { fixes } of findings.slice(0, FIXES_TRIED))
    for (const { edits } of fixes) applyEdits(text, edits)
  toMetaValidationErrors(findings)
  const { root } = parseFlow(text)
  suggestionsAt(text, root, text.length >> 1)
  hoverAt(root, text.length >> 1)
  importFlow(text)
  formatFlow(text)
  upgradeFlow(text, '7.3')
  const { flow } = readFlow(text)
  if (flow) {
    responseColumns(flow)
    flowGraph(flow)
    play(flow, { events: [{ event: 'tap', target: 'footer' }, { event: 'back' }] })
  }
  return findings.map(({ code }) => code)
}

const put = (from: string, to: string) => blankFlowText.replace(from, to)
const megabytes = (count: number) => count * 1024 * 1024

describe('text that is hardly a flow', () => {
  test.each([
    ['empty', ''],
    ['white space only', ' \n\t\r\n '],
    ['only a byte order mark', '\uFEFF'],
    ['UTF-16 read as bytes', [...blankFlowText].join('\0')],
    ['a trailing comma', put('"7.3",', '"7.3",,')],
    ['comments', `// mine\n${blankFlowText}`],
    ['a key twice', put('"version"', '"version": "6.0",\n  "version"')],
    ['nested 10,000 deep', '['.repeat(10_000)],
    ['nested 1,000,000 deep', '{"a":'.repeat(1_000_000)],
    ['nested 1,000,000 deep and closed', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
    ['10 MB and one byte', blankFlowText + ' '.repeat(megabytes(10))],
    ['numbers out of reach', put('"7.3"', '1e400')],
  ])('%s', (_, text) => expect(everything(text)).toContain('INVALID_FLOW_JSON'))

  test('a byte order mark before a flow is taken as export programs write it', () => {
    const taken = importFlow(`\uFEFF${blankFlowText}`)
    expect(taken.ok && everything(taken.value.text)).toEqual([])
  })
  test.each([
    ['half a character', put('Your name', 'Your \\ud800')],
    ['a zero character', put('Your name', 'Your \\u0000')],
    [
      '-0 and 2^53+1',
      put('"label": "Your name"', '"min-chars": -0, "max-chars": 9007199254740993'),
    ],
  ])('%s: named where it stands', (_, text) => {
    expect(checkFlow(text).length).toBeGreaterThan(0)
    everything(text)
  })
  test.each(['__proto__', 'constructor', 'prototype'])(
    'a key %s is a name like any other',
    (key) => {
      const text = put(
        '"label": "Your name"',
        `"label": "Your name", "${key}": { "polluted": true }`,
      )
      expect(everything(text).length).toBeGreaterThan(0)
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    },
  )
  test('an example cut off at every character', () => {
    const text = exampleFlows[0]?.text.trimEnd() ?? ''
    expect(text.length).toBeGreaterThan(1000)
    for (let length = 0; length < text.length; length++)
      expect(isPublishable(checkFlow(text.slice(0, length)))).toBe(false)
  })
})

describe('sound but huge', () => {
  test('10 MB in 500 screens', () => {
    const label = 'x'.repeat(20_000)
    const text = flowOf(
      Array.from({ length: 500 }, (_, at) => screenOf(`S_${at}`, [input('a', { label })])),
    )
    expect(text.length).toBeGreaterThan(megabytes(9))
    expect(everything(text).length).toBeGreaterThan(0)
  })
  test('one string of 9 MB', () => {
    const text = flowWith([{ type: 'TextBody', text: 'x'.repeat(megabytes(9)) }])
    expect(everything(text)).toEqual(['LARGE_FLOW', 'TEXT_TOO_LONG'])
  })
  test('100,000 screens', () => {
    const text = JSON.stringify({
      version: '7.3',
      screens: Array.from({ length: 100_000 }, (_, at) => ({ id: `S${at}` })),
    })
    const codes = everything(text)
    expect(codes.length).toBeGreaterThan(0)
  })
  test('fifty-two components on a screen', () => {
    const many = Array.from({ length: 51 }, (_, at) => input(`f${at}`))
    expect(everything(flowWith(many))).toContain('MANY_COMPONENTS_ON_SCREEN')
  })
  test('an id of 1,000 characters', () => {
    expect(
      everything(flowOf([screenOf('X'.repeat(1000), [footer()], { terminal: true })])),
    ).toEqual([])
  })
  test('an expression of 10,000 parentheses', () => {
    const text = `\`${'('.repeat(10_000)}\``
    expect(everything(flowWith([{ type: 'TextBody', text }]))).toEqual(['INVALID_PROPERTY_VALUE'])
  })
})

describe('flows that lead nowhere', () => {
  const ring = flowOf([screenOf('A', [navigateFooter('B')]), screenOf('B', [navigateFooter('A')])])
  test.each([
    ['an unknown version', put('"7.3"', '"99.1"')],
    ['a retired version', put('"7.3"', '"2.1"')],
    ['a circle with no ending', ring],
    ['a screen that is not there', flowOf([screenOf('A', [navigateFooter('NOWHERE')])])],
    ['an id twice', flowOf([screenOf('A', [footer()]), screenOf('A', [footer()])])],
    ['a field that is not there', flowWith([{ type: 'TextBody', text: '${data.nothing}' }])],
    [
      'a component newer than the version',
      flowWith(
        [{ type: 'ChipsSelector', name: 'c', label: 'C', 'data-source': [] }],
        {},
        { version: '5.1' },
      ),
    ],
  ])('%s', (_, text) => {
    everything(text)
    expect(isPublishable(checkFlow(text))).toBe(false)
  })

  test('an expression about itself ends', () => {
    everything(flowWith([input('a', { 'init-value': '${form.a}', label: "`${form.a} ''`" })]))
  })
})

describe('patterns are matched within bounds, or not at all', () => {
  test.each([
    ['(a+)+$'],
    ['(.*)*x'],
    ['a'.repeat(100_000)],
    ['(unclosed'],
    ['(?<=a)b'],
    ['^\\p{Lu}+$'],
  ])('%#: %.20s', (pattern) => {
    const text = flowWith([input('code', { pattern, 'helper-text': 'As on the card' })])
    everything(text)
    const { flow } = readFlow(text)
    if (!flow) throw new Error('The flow cannot be read.')
    const value = `${'a'.repeat(5000)}!`
    const played = play(flow, {
      events: [
        { event: 'input', name: 'code', value },
        { event: 'tap', target: 'footer' },
      ],
    })
    expect(JSON.stringify(played)).toContain('status')
  })
})
