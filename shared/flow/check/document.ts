/** The top level: its keys, the list of screens, the data API version. */
import { type JsonNode, memberOf, valueUnder } from '../json-node.ts'
import { type CheckedFlow, didYouMean, type Rule } from './model.ts'
import type { Report } from './report.ts'

const KEYS = ['version', 'screens', 'data_api_version', 'routing_model'] as const
export const MAX_SCREENS = 100

export const document: Rule = (flow, report) => {
  const { root } = flow
  for (const { key } of root.members) {
    if (KEYS.some((known) => known === key.value)) continue
    if (key.value === 'data_channel_uri' && flow.version < 300) continue
    report.at(key, 'error', ...topLevelFault(key.value))
  }
  screensList(valueUnder(root, 'screens'), flow, report)
  dataApi(flow, report)
}

function topLevelFault(key: string): [code: string, message: string] {
  if (key === 'meta') return ['INVALID_FLOW_JSON', 'meta belongs to the platform; remove it.']
  if (key === 'data_channel_uri')
    return [
      'INVALID_PROPERTY_KEY',
      'data_channel_uri left the file in 3.0; the endpoint is set in the flow’s settings.',
    ]
  return [
    'INVALID_PROPERTY_KEY',
    `A flow has no property "${key.slice(0, 60)}".${didYouMean(key, KEYS)}`,
  ]
}

function screensList(screens: JsonNode | null, { root }: CheckedFlow, report: Report) {
  if (screens === null)
    return report.span(
      root.offset,
      1,
      'error',
      'MISSING_REQUIRED_PROPERTY',
      'The flow needs a list of screens.',
    )
  if (screens.type !== 'array')
    return report.at(screens, 'error', 'INVALID_PROPERTY_TYPE', 'screens is a list.')
  if (screens.items.length === 0)
    report.at(screens, 'error', 'MIN_ITEMS_REQUIRED', 'The flow needs at least one screen.')
  if (screens.items.length > MAX_SCREENS)
    report.at(
      screens.items[MAX_SCREENS] ?? screens,
      'error',
      'MAX_SCREENS_NUMBER',
      `A flow has at most ${MAX_SCREENS} screens; this one has ${screens.items.length}.`,
    )
  for (const item of screens.items)
    if (item.type !== 'object')
      report.at(item, 'error', 'INVALID_PROPERTY_TYPE', 'A screen is an object.')
}

function dataApi(flow: CheckedFlow, report: Report) {
  const { root } = flow
  const member = memberOf(root, 'data_api_version')
  if (member) {
    const { value } = member
    const known = flow.version >= 703 ? ['3.0', '4.0'] : ['3.0']
    if (value?.type !== 'string' || !known.includes(value.value))
      report.at(
        value ?? member.key,
        'error',
        'INVALID_DATA_API_VERSION',
        `data_api_version is ${known.map((version) => `"${version}"`).join(' or ')}.`,
      )
    if (!memberOf(root, 'routing_model'))
      report.at(
        member.key,
        'error',
        'MISSING_REQUIRED_PROPERTY',
        'A flow with an endpoint needs a routing_model.',
      )
    return
  }
  for (const screen of flow.screens) {
    for (const component of screen.components) {
      for (const action of component.actions) {
        if (action.name !== 'data_exchange') continue
        report.at(
          valueUnder(action.node, 'name') ?? action.node,
          'error',
          'MISSING_REQUIRED_PROPERTY',
          'data_exchange calls an endpoint, so the flow needs data_api_version and routing_model.',
        )
      }
    }
  }
}
