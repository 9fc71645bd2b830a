/** The top level: its keys, the list of screens, the data API version. */
import { flow as flowShape } from '../catalogue/index.ts'
import { type JsonNode, memberOf, valueUnder } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { addMember, dropMember, renameMember, replaceValue } from './fixes.ts'
import type { CheckedFlow } from './model.ts'
import type { Report } from './report.ts'

const KEYS = flowShape.properties.filter(({ until }) => !until).map(({ name }) => name)
export const MAX_SCREENS = 100

export function document(flow: CheckedFlow, report: Report) {
  const { root } = flow
  for (const { key } of root.members) {
    if (KEYS.includes(key.value)) continue
    const drop = dropMember(root, key.value)
    if (key.value === 'meta')
      report.at(key, 'meta-key', 'meta belongs to the platform; remove it.', { fixes: [drop] })
    else if (key.value === 'data_channel_uri')
      report.at(
        key,
        'unknown-property',
        'data_channel_uri left the file in 3.0; the endpoint is set in the flow’s settings.',
        { fixes: [drop] },
      )
    else
      report.at(
        key,
        'unknown-property',
        () => `A flow has no property "${key.value.slice(0, 60)}".${didYouMean(key.value, KEYS)}`,
        {
          fixes: [
            (source) => {
              const guess = nearest(key.value, KEYS)
              return guess && !memberOf(root, guess) ? renameMember(key, guess)(source) : null
            },
            drop,
          ],
        },
      )
  }
  screensList(valueUnder(root, 'screens'), flow, report)
  dataApi(flow, report)
}

function screensList(screens: JsonNode | null, { root }: CheckedFlow, report: Report) {
  if (screens === null)
    return report.about(root, 'missing-property', 'The flow needs a list of screens.', {
      fixes: [addMember(root, 'screens', [])],
    })
  if (screens.type !== 'array') return report.at(screens, 'wrong-type', 'screens is a list.')
  if (screens.items.length === 0)
    report.at(screens, 'too-few-entries', 'The flow needs at least one screen.')
  if (screens.items.length > MAX_SCREENS)
    report.at(
      screens.items[MAX_SCREENS] ?? screens,
      'screens-max',
      `A flow has at most ${MAX_SCREENS} screens; this one has ${screens.items.length}.`,
    )
  for (const item of screens.items)
    if (item.type !== 'object') report.at(item, 'wrong-type', 'A screen is an object.')
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
        'data-api-version',
        `data_api_version is ${known.map((version) => `"${version}"`).join(' or ')}.`,
        value ? { fixes: [replaceValue(value, '3.0')] } : undefined,
      )
    if (!memberOf(root, 'routing_model'))
      report.at(
        member.key,
        'endpoint-needs-routes',
        'A flow with an endpoint needs a routing_model.',
        { fixes: [addMember(root, 'routing_model', drawnRoutes(flow))] },
      )
    return
  }
  for (const screen of flow.screens)
    for (const { actions } of screen.components)
      for (const { node, name } of actions)
        if (name === 'data_exchange')
          report.at(
            valueUnder(node, 'name') ?? node,
            'exchange-needs-endpoint',
            'data_exchange calls an endpoint, so the flow needs data_api_version and routing_model.',
            { fixes: [addMember(root, 'data_api_version', '3.0')] },
          )
}

/** A routing model as the `navigate` actions draw it, for a flow that has none. */
function drawnRoutes(flow: CheckedFlow): Record<string, string[]> {
  const routes: [string, string[]][] = []
  for (const screen of flow.screens) {
    const targets = new Set<string>()
    for (const { actions } of screen.components)
      for (const { node } of actions) {
        const target = valueUnder(valueUnder(node, 'next'), 'name')
        if (target?.type === 'string' && flow.screensById.has(target.value))
          targets.add(target.value)
      }
    targets.delete(screen.id)
    if (screen.id !== '') routes.push([screen.id, [...targets]])
  }
  return Object.fromEntries(routes)
}
