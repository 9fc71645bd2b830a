/** Each screen's own properties: id, title, layout, endings, data, sensitive (reference §2). */
import { screen as screenShape } from '../catalogue/index.ts'
import { freeScreenId } from '../edit/unique-name.ts'
import { itemsOf, memberOf, valueUnder } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { addMember, dropMember, replaceValue } from './fixes.ts'
import type { CheckedFlow, CheckedScreen } from './model.ts'
import type { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { IN_PROPERTIES } from './site.ts'

export function screens(screen: CheckedScreen, flow: CheckedFlow, report: Report) {
  const { node } = screen
  const site = { flow, screen, report, component: null, faults: IN_PROPERTIES }
  checkShape(node, screenShape, 'A screen', site)
  screenId(screen, flow, report)
  flags(screen, flow, report)
  sensitive(screen, report)
}

function screenId(screen: CheckedScreen, flow: CheckedFlow, report: Report) {
  const { node, id } = screen
  const value = valueUnder(node, 'id')
  if (value === null) return
  if (value.type !== 'string') return report.at(value, 'wrong-type', 'A screen id is a text.')
  const free = () => freeScreenId(id, new Set(flow.screensById.keys()))
  if (id === '')
    return report.at(value, 'empty-text', 'The screen id is empty.', {
      fixes: [replaceValue(value, free())],
    })
  const isWellFormed = /^[A-Za-z_]+$/.test(id) && (flow.version < 700 || /[A-Za-z]/.test(id))
  if (!isWellFormed)
    report.at(
      value,
      'screen-id-form',
      `A screen id has letters and underscores only; "${id.slice(0, 60)}" has more.`,
      { fixes: [(source) => replaceValue(value, free())(source)] },
    )
  if (id.toLowerCase() === 'success')
    report.at(
      value,
      'screen-id-reserved',
      'SUCCESS is how an endpoint ends a flow; a screen cannot have that id.',
    )
  if (flow.screensById.get(id) !== screen)
    report.at(value, 'screen-id-unique', `Another screen has the id ${id} already.`, {
      fixes: [(source) => replaceValue(value, free())(source)],
    })
}

function flags({ node, terminal }: CheckedScreen, flow: CheckedFlow, report: Report) {
  const success = memberOf(node, 'success')
  if (success && !terminal)
    report.at(
      success.key,
      'success-needs-terminal',
      'success belongs to a screen with "terminal": true.',
      { fixes: [dropMember(node, 'success')] },
    )
  const refresh = valueUnder(node, 'refresh_on_back')
  if (refresh?.type === 'boolean' && refresh.value && !flow.isEndpoint)
    report.at(
      refresh,
      'refresh-needs-endpoint',
      'refresh_on_back asks an endpoint, so the flow needs data_api_version.',
      {
        fixes: [
          dropMember(node, 'refresh_on_back'),
          addMember(flow.root, 'data_api_version', '3.0'),
        ],
      },
    )
}

function sensitive({ node, byName }: CheckedScreen, report: Report) {
  for (const item of itemsOf(valueUnder(node, 'sensitive'))) {
    if (item.type !== 'string' || byName.has(item.value)) continue
    report.at(
      item,
      'sensitive-name',
      () => `No component of this screen has that name.${didYouMean(item.value, byName.keys())}`,
      {
        fixes: [
          (source) => {
            const guess = nearest(item.value, byName.keys())
            return guess === null ? null : replaceValue(item, guess)(source)
          },
        ],
      },
    )
  }
}
