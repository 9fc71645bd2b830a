/** Flows can end: terminal screens, their Footers, and `complete` where it belongs (reference §2.3). */
import { componentSpecs } from '../catalogue/index.ts'
import { type JsonNode, type JsonObject, valueUnder } from '../json-node.ts'
import { addItem, addMember, dropMember, replaceValue } from './fixes.ts'
import type { CheckedFlow, CheckedScreen } from './model.ts'
import type { Report } from './report.ts'

export function endings(flow: CheckedFlow, report: Report) {
  terminals(flow, report)
  for (const screen of flow.screens) {
    if (screen.terminal && !screen.counts.has('Footer'))
      report.about(
        screen.node,
        'terminal-footer',
        'A terminal screen needs a Footer to end the flow with.',
        { fixes: addFooter(screen) },
      )
    for (const component of screen.components)
      for (const { node, name, property } of component.actions) {
        if (property !== 'on-click-action') continue
        const named = valueUnder(node, 'name') ?? node
        if (name === 'complete' && !screen.terminal)
          report.at(
            named,
            'complete-place',
            'complete ends the flow, so its screen needs "terminal": true.',
            { fixes: [makeTerminal(screen.node)] },
          )
        const ends = name === 'complete' || (name === 'data_exchange' && flow.isEndpoint)
        if (screen.terminal && component.kind === 'Footer' && !ends && flow.version >= 703)
          report.at(
            named,
            'terminal-action',
            'The Footer of a terminal screen must complete the flow.',
            { fixes: [dropMember(screen.node, 'terminal', 'Make the screen not terminal')] },
          )
      }
  }
  perFlow(flow, report)
}

function terminals(flow: CheckedFlow, report: Report) {
  const ends = flow.screens.filter((screen) => screen.terminal)
  const last = flow.screens.at(-1)
  if (ends.length === 0 && last) {
    const screens = valueUnder(flow.root, 'screens')
    if (screens)
      report.within(
        screens,
        screens.offset,
        1,
        'terminal-missing',
        'No screen ends the flow: give the last one "terminal": true.',
        { fixes: [makeTerminal(last.node)] },
      )
  }
  const [first] = ends
  if (!first || !ends.every(({ node }) => isFalse(valueUnder(node, 'success')))) return
  const success = valueUnder(first.node, 'success')
  if (success)
    report.at(success, 'terminal-success', 'At least one terminal screen must be a success.', {
      fixes: [replaceValue(success, true), dropMember(first.node, 'success')],
    })
}

const isFalse = (node: JsonNode | null): boolean => node?.type === 'boolean' && !node.value

/** Makes a screen one that ends the flow. */
const makeTerminal = (node: JsonObject) => {
  const terminal = valueUnder(node, 'terminal')
  return terminal
    ? replaceValue(terminal, true, 'Make the screen terminal')
    : addMember(node, 'terminal', true, 'Make the screen terminal')
}

function addFooter({ node, components }: CheckedScreen) {
  const form = components.find(({ kind, place }) => kind === 'Form' && place === 'root')
  const list = valueUnder(form?.node ?? valueUnder(node, 'layout'), 'children')
  if (list?.type !== 'array') return []
  const payload = Object.fromEntries(
    components.flatMap(({ name, spec }) =>
      name !== null && spec?.produces && spec.produces !== 'item'
        ? [[name, `\${form.${name}}`] as const]
        : [],
    ),
  )
  return [
    addItem(
      list,
      { type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload } },
      'Add a Footer',
    ),
  ]
}

/** Kinds a flow may have only so many of (reference §1.3). */
function perFlow(flow: CheckedFlow, report: Report) {
  for (const spec of componentSpecs) {
    const max = 'maxPerFlow' in spec ? spec.maxPerFlow : undefined
    if (max === undefined) continue
    let seen = 0
    for (const screen of flow.screens) {
      if (!screen.counts.has(spec.kind)) continue
      for (const { kind, node } of screen.components)
        if (kind === spec.kind && ++seen === max + 1)
          report.about(node, 'carousels-max', `A flow has at most ${max} ${spec.kind}s.`)
    }
  }
}
