/** Actions have the right parts, stand where they may, and hand on what they should (reference §4). */
import { type ActionName, action as actionShape, propertySpec } from '../catalogue/index.ts'
import { sinceNumber } from '../catalogue/property-index.ts'
import { type JsonNode, type JsonObject, memberOf, valueUnder } from '../json-node.ts'
import { addMember, dropMember, raiseVersion } from './fixes.ts'
import { wordFixes } from './list-value.ts'
import type { CheckedAction, CheckedFlow, CheckedScreen } from './model.ts'
import { navigation } from './navigation.ts'
import { payload } from './payload.ts'
import type { Report } from './report.ts'
import { checkShape } from './shape.ts'
import { inPayload, type Site } from './site.ts'
import { selectPlaces, updates } from './updates.ts'

export function actions(screen: CheckedScreen, flow: CheckedFlow, report: Report) {
  for (const component of screen.components) {
    if (component.actions.length === 0) continue
    for (const action of component.actions) {
      const { node, name } = action
      if (node.type !== 'object') {
        report.at(node, 'wrong-type', 'An action is an object.')
        continue
      }
      const faults = inPayload(name === 'update_data', flow.version)
      const site: Site = { flow, screen, report, component, faults }
      checkShape(node, actionShape, 'An action', site)
      parts(node, action, site)
      allowed(node, action, site)
      payload(valueUnder(node, 'payload'), action, site)
      if (name === 'navigate') navigation(node, site)
      if (name === 'update_data') updates(node, site)
    }
    selectPlaces(component, report)
  }
}

/** `next`, `url` and `payload` belong to some actions only. */
function parts(node: JsonObject, { name, property }: CheckedAction, { report }: Site) {
  if (name === '') return
  const needs = (key: string, example: unknown, hint = '') => {
    if (!memberOf(node, key))
      report.about(node, 'action-part-missing', `${name.slice(0, 40)} needs ${key}${hint}.`, {
        fixes: [addMember(node, key, example)],
      })
  }
  const refuses = (key: string, message: string) => {
    const member = memberOf(node, key)
    if (member) report.at(member.key, 'action-parts', message, { fixes: [dropMember(node, key)] })
  }
  if (name === 'navigate')
    needs('next', { type: 'screen', name: '' }, ': { "type": "screen", "name": "…" }')
  else refuses('next', 'next belongs to navigate only.')
  if (name === 'open_url') {
    needs('url', 'https://example.com')
    refuses('payload', 'open_url carries no payload.')
  } else {
    refuses('url', 'url belongs to open_url only.')
    if (name === 'update_data' || property !== 'on-click-action') needs('payload', {})
  }
}

function allowed(node: JsonObject, action: CheckedAction, site: Site) {
  const { name, property, component, onItem } = action
  const { report, flow } = site
  const named: JsonNode | null = valueUnder(node, 'name')
  if (named?.type !== 'string') return
  const spec = propertySpec(component.kind, property)
  const names = spec && (onItem ? actionsOfItem(component.kind, property) : spec.actions)
  if (!names || !(ALL as readonly string[]).includes(name)) return
  const rule = property === 'on-click-action' ? 'action-allowed' : 'select-action-allowed'
  if (!names.includes(name as ActionName))
    return report.at(
      named,
      rule,
      `${component.kind} cannot ${name} here; it can ${names.join(', ')}.`,
      { fixes: names.length === 1 ? wordFixes(named, names) : [] },
    )
  const since = onItem ? undefined : spec.sinceActions?.[name as ActionName]
  if (since && flow.version < sinceNumber(since))
    report.at(named, rule, `${name} came here with version ${since}.`, {
      fixes: [raiseVersion(flow.root)],
    })
}

const ALL: readonly ActionName[] = [
  'navigate',
  'complete',
  'data_exchange',
  'update_data',
  'open_url',
]

/** Options update data only; rows of a NavigationList lead on. */
function actionsOfItem(kind: string, property: string): readonly ActionName[] | undefined {
  for (const listName of ['data-source', 'list-items'])
    for (const part of propertySpec(kind, listName)?.shape?.properties ?? [])
      if (part.name === property) return part.actions
  return undefined
}
