/** Payloads: what they bind to exists, and files stand where they may (reference §3.15, §4.2). */
import { looksLikeBinding, parseBinding } from '../expressions/index.ts'
import { type JsonNode, type JsonString, valueUnder } from '../json-node.ts'
import { dynamicValue } from './dynamic-value.ts'
import type { CheckedAction, CheckedComponent } from './model.ts'
import { isReservedKey } from './reserved-keys.ts'
import type { Site } from './site.ts'
import { embeddedBinding } from './text-value.ts'

/** Files one answer may carry at the end, from 5.0. */
const MAX_FILES = 10
const MAX_KB = 100 * 1024

export function payload(node: JsonNode | null, action: CheckedAction, site: Site) {
  if (node?.type !== 'object') return
  const files = new Map<CheckedComponent, JsonString>()
  for (const { key, value } of node.members) {
    isReservedKey(key, site.report)
    if (value) visit(value, 0, action, files, site)
  }
  if (action.name === 'complete') finalFiles(files, site)
}

/** Recursion is bounded by the parser's depth. */
function visit(
  value: JsonNode,
  depth: number,
  action: CheckedAction,
  files: Map<CheckedComponent, JsonString>,
  site: Site,
) {
  if (value.type === 'string') {
    if (dynamicValue(value, site).kind === 'plain') embeddedBinding(value, site)
    else picker(value, depth, action, files, site)
  } else if (value.type === 'array')
    for (const item of value.items) visit(item, depth + 1, action, files, site)
  else if (value.type === 'object')
    for (const { key, value: inner } of value.members) {
      isReservedKey(key, site.report)
      if (inner) visit(inner, depth + 1, action, files, site)
    }
}

/** A binding to a media picker stands at the top, and never in `navigate`. */
function picker(
  value: JsonString,
  depth: number,
  { name }: CheckedAction,
  files: Map<CheckedComponent, JsonString>,
  { flow, screen, report }: Site,
) {
  const binding = looksLikeBinding(value.value) ? parseBinding(value.value) : null
  if (binding?.source !== 'form') return
  const holder = binding.screen === null ? screen : flow.screensById.get(binding.screen)
  const component = holder?.byName.get(binding.path[0])
  if (component?.spec?.produces !== 'files') return
  if (name === 'navigate')
    report.at(
      value,
      'payload-media',
      `Files cannot be handed to a screen; there write \${screen.${holder?.id ?? 'ID'}.form.${binding.path[0]}} instead.`,
    )
  else if (depth > 0)
    report.at(
      value,
      'payload-media',
      'Files stand at the top of a payload, not inside a list or object.',
    )
  else files.set(component, value)
}

function finalFiles(files: ReadonlyMap<CheckedComponent, JsonString>, { flow, report }: Site) {
  const [last] = [...files.values()].slice(-1)
  if (!last || flow.version < 500) return
  let count = 0
  let kb = 0
  for (const { kind, node } of files.keys()) {
    const most = written(
      node,
      `max-uploaded-${kind === 'PhotoPicker' ? 'photos' : 'documents'}`,
      30,
    )
    count += most
    kb += most * written(node, 'max-file-size-kb', 25_600)
  }
  if (count > MAX_FILES)
    report.at(
      last,
      'payload-media',
      `An answer carries at most ${MAX_FILES} files; here it may be ${count}. Lower the maximum of the picker.`,
    )
  else if (kb > MAX_KB)
    report.at(
      last,
      'payload-media',
      `The files of an answer have at most 100 MB together; here they may have ${Math.round(kb / 1024)} MB. Lower max-file-size-kb or the number of files.`,
    )
}

function written(node: JsonNode, key: string, initial: number): number {
  const value = valueUnder(node, key)
  return value?.type === 'number' ? value.value : initial
}
