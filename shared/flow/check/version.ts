/** The version is present, a text, and one a flow can still be published in. */
import { valueUnder } from '../json-node.ts'
import {
  CURRENT_VERSION,
  EARLY_VERSIONS,
  EXPIRED_VERSIONS,
  PUBLISHABLE_VERSIONS,
} from '../version.ts'
import type { Rule } from './model.ts'

export const version: Rule = ({ root }, report) => {
  const node = valueUnder(root, 'version')
  if (node === null) {
    report.span(
      root.offset,
      1,
      'error',
      'MISSING_FLOW_JSON_VERSION',
      `The flow needs a version, such as "version": "${CURRENT_VERSION}".`,
    )
    return
  }
  const complain = (message: string) =>
    report.at(node, 'error', 'INVALID_FLOW_JSON_VERSION', message)
  if (node.type !== 'string')
    return complain(`The version is a text, such as "${CURRENT_VERSION}".`)
  const has = (versions: readonly string[]) => versions.includes(node.value)
  if (has(PUBLISHABLE_VERSIONS)) return
  if (has(EXPIRED_VERSIONS))
    return complain(
      `Version ${node.value} has expired and cannot be published. Use ${CURRENT_VERSION}.`,
    )
  if (has(EARLY_VERSIONS))
    return report.at(
      node,
      'warning',
      'EARLY_FLOW_JSON_VERSION',
      `Version ${node.value} is new; some phones may not open it. ${CURRENT_VERSION} is safe.`,
    )
  complain(`There is no version "${node.value.slice(0, 20)}". Use ${CURRENT_VERSION}.`)
}
