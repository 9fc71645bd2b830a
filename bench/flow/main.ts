/** The flow language: parse and full check against `JSON.parse` of the same text, a keystroke, the interpreter. */
import { checkFlow } from '../../shared/flow/check/index.ts'
import { type RunState, start, step, view } from '../../shared/flow/interpret/index.ts'
import { readFlow } from '../../shared/flow/read.ts'
import { rehearseText } from '../../shared/flow/rehearse/index.ts'
import { percentile, type Row } from '../report.ts'
import { flowOfSize, flowWithBranches } from './texts.ts'

const KB = 1024
const SIZES = [
  ['10 KB', 10 * KB],
  ['100 KB', 100 * KB],
  ['1 MB', KB * KB],
  ['10 MB', 9.9 * KB * KB],
] as const

/** One frame of a screen, in milliseconds. */
const FRAME_MS = 16

export async function flowBench(): Promise<Row[]> {
  // Large texts last: what they leave behind for the collector is nobody else's.
  return [await keystroke(), ...interpreter(), rehearsal(), ...SIZES.map(checkAgainstParse)]
}

const SCREENS = 30
/** The longest that thirty screens may take, in seconds. */
const REHEARSAL_SECONDS = 5

/** Thirty screens of eleven components, each with a branch and two ways on, rehearsed whole. */
function rehearsal(): Row {
  const text = flowWithBranches(SCREENS)
  const errors = checkFlow(text).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(`the rehearsed flow is not sound: ${errors[0]?.message}`)
  const seconds: number[] = []
  for (let round = 0; round < 3; round++) {
    const since = performance.now()
    const found = rehearseText(text)
    seconds.push((performance.now() - since) / 1000)
    if (!found.ok || found.value.screens.reached !== SCREENS || found.value.findings.length > 0)
      throw new Error('the rehearsal did not go through')
  }
  return {
    what: `rehearsal of ${SCREENS} screens (${Math.round(text.length / KB)} KB)`,
    against: 'allowed',
    ours: percentile(seconds, 0.5),
    reference: REHEARSAL_SECONDS,
    unit: 's',
    budget: { atMost: 1 },
  }
}

function checkAgainstParse([name, bytes]: (typeof SIZES)[number]): Row {
  const text = flowOfSize(bytes)
  const errors = checkFlow(text).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(`the ${name} flow is not sound: ${errors[0]?.message}`)
  const [ours, reference] = interleaved(
    () => checkFlow(text),
    () => JSON.parse(text),
  )
  return {
    what: `parse + full check of ${name} (${Math.round(text.length / KB)} KB)`,
    against: 'JSON.parse',
    ours,
    reference,
    unit: 'ms',
    budget: { atMost: 12 },
  }
}

/** Medians of two functions, run in turns for about a second and a half. */
function interleaved(one: () => unknown, other: () => unknown): [number, number] {
  const times: [number[], number[]] = [[], []]
  const until = performance.now() + 1500
  for (let round = 0; performance.now() < until || round < 9; round++) {
    for (const [at, run] of [one, other].entries()) {
      const since = performance.now()
      run()
      if (round >= 3) times[at]?.push(performance.now() - since)
    }
  }
  return [percentile(times[0], 0.5), percentile(times[1], 0.5)]
}

/** Between two keys of somebody who types very fast. */
const PAUSE_MS = 4

/** Fresh findings after one character more in a text of 100 KB. */
async function keystroke(): Promise<Row> {
  const text = flowOfSize(100 * KB)
  const at = text.indexOf('Field 4')
  const times: number[] = []
  for (let round = 0; round < 400; round++) {
    const edited = `${text.slice(0, at)}${'x'.repeat(round % 9)}${text.slice(at)}`
    const since = performance.now()
    checkFlow(edited)
    if (round >= 100) times.push(performance.now() - since)
    await new Promise((rested) => setTimeout(rested, PAUSE_MS))
  }
  return {
    what: 'findings after a keystroke at 100 KB, p99',
    against: 'one frame',
    ours: percentile(times, 0.99),
    reference: FRAME_MS,
    unit: 'ms',
    budget: { atMost: 1 },
  }
}

const EVENTS = 100_000

/** Values typed and chosen on a screen of thirty components, with conditions and bound texts. */
function interpreter(): Row[] {
  const { flow } = readFlow(thirtyComponents())
  if (!flow) throw new Error('the flow cannot be read')
  const inputs = inputsOf()
  const play = (): RunState => {
    let state = start(flow)
    for (let event = 0; event < EVENTS; event++) {
      const [name, values] = inputs[event % inputs.length] ?? ['', []]
      state = step(flow, state, { type: 'input', name, value: values[(event >> 3) % 3] }).state
    }
    return state
  }
  play()
  const since = performance.now()
  const state = play()
  const perSecond = (EVENTS / (performance.now() - since)) * 1000
  const drawn = performance.now()
  for (let round = 0; round < 1000; round++) view(flow, state)
  return [
    {
      what: 'interpreter, 30 components',
      against: 'wanted',
      ours: perSecond,
      reference: 100_000,
      unit: 'events/s',
      budget: { atLeast: 1 },
    },
    {
      what: 'one view of the screen',
      against: 'one frame',
      ours: (performance.now() - drawn) / 1000,
      reference: FRAME_MS,
      unit: 'ms',
      budget: { atMost: 1 },
    },
  ]
}

const options = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id.toUpperCase() }))

function thirtyComponents(): string {
  const children: Record<string, unknown>[] = []
  for (let i = 0; i < 30; i += 6)
    children.push(
      { type: 'TextInput', name: `text_${i}`, label: 'Text', required: true },
      { type: 'CheckboxGroup', name: `some_${i}`, label: 'Some', 'data-source': options },
      {
        type: 'If',
        condition: "${form.text_0} == 'one'",
        ...Object.fromEntries([['then', [{ type: 'TextBody', text: "`'Hi ' ${form.text_0}`" }]]]),
        else: [
          { type: 'RadioButtonsGroup', name: `one_${i}`, label: 'One', 'data-source': options },
        ],
      },
      { type: 'DatePicker', name: `day_${i}`, label: 'Day', 'min-date': '2026-01-01' },
      { type: 'OptIn', name: `yes_${i}`, label: 'Yes' },
      {
        type: 'Dropdown',
        name: `list_${i}`,
        label: 'List',
        'data-source': options,
        'on-select-action': { name: 'update_data', payload: { last: `\${form.list_${i}}` } },
      },
    )
  children.push({
    type: 'Footer',
    label: 'Send',
    'on-click-action': { name: 'complete', payload: {} },
  })
  const data = { last: { type: 'string', __example__: 'a' } }
  return JSON.stringify({
    version: '7.3',
    screens: [
      {
        id: 'ONLY',
        title: 'All',
        terminal: true,
        data,
        layout: { type: 'SingleColumnLayout', children },
      },
    ],
  })
}

function inputsOf(): [name: string, values: unknown[]][] {
  const inputs: [string, unknown[]][] = []
  for (let i = 0; i < 30; i += 6)
    inputs.push(
      [`text_${i}`, ['one', 'two', '']],
      [`some_${i}`, [['a'], ['a', 'b'], ['b', 'c']]],
      [`day_${i}`, ['2026-05-01', '2026-06-01', '']],
      [`yes_${i}`, [true, false, true]],
      [`list_${i}`, ['a', 'b', 'c']],
    )
  return inputs
}
