/** Flows can end: terminal screens, their Footers, and `complete` where it belongs. */
import { valueUnder } from '../json-node.ts'
import { headOf, type Rule } from './model.ts'
import { hasFooter } from './placement.ts'

export const endings: Rule = (flow, report) => {
  const terminals = flow.screens.filter((screen) => screen.terminal)
  if (terminals.length === 0 && flow.screens.length > 0) {
    const screens = valueUnder(flow.root, 'screens')
    report.span(
      screens?.offset ?? 0,
      1,
      'error',
      'MISSING_TERMINAL_SCREEN',
      'No screen ends the flow: give the last one "terminal": true.',
    )
  }
  const isFailure = (node: (typeof terminals)[number]['node']) => {
    const success = valueUnder(node, 'success')
    return success?.type === 'boolean' && !success.value
  }
  const [first] = terminals
  if (first && terminals.every((screen) => isFailure(screen.node)))
    report.at(
      valueUnder(first.node, 'success') ?? headOf(first.node),
      'error',
      'INVALID_PROPERTY_VALUE',
      'At least one terminal screen must be a success.',
    )
  for (const screen of flow.screens) {
    if (screen.terminal && !hasFooter(screen))
      report.at(
        headOf(screen.node),
        'error',
        'MISSING_FOOTER_ON_TERMINAL_SCREEN',
        'A terminal screen needs a Footer to end the flow with.',
      )
    for (const component of screen.components) {
      for (const { node, name, property } of component.actions) {
        if (property !== 'on-click-action') continue
        const named = valueUnder(node, 'name') ?? node
        if (name === 'complete' && !screen.terminal)
          report.at(
            named,
            'error',
            'INVALID_COMPLETE_ACTION',
            'complete ends the flow, so its screen needs "terminal": true.',
          )
        const ends = name === 'complete' || (name === 'data_exchange' && flow.isEndpoint)
        if (screen.terminal && component.kind === 'Footer' && !ends && flow.version >= 703)
          report.at(
            named,
            'error',
            'INVALID_PROPERTY_VALUE',
            'The Footer of a terminal screen must complete the flow.',
          )
      }
    }
  }
}
