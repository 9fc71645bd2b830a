/** The version is present, a text, and one a flow can still be published in (reference §1.2). */
import { type JsonObject, valueUnder } from '../json-node.ts'
import {
  CURRENT_VERSION,
  EARLY_VERSIONS,
  EXPIRED_VERSIONS,
  INTERNAL_VERSIONS,
  OLDEST_PUBLISHABLE,
  PUBLISHABLE_VERSIONS,
  versionNumber,
} from '../version.ts'
import { addMember, replaceValue, upgrade } from './fixes.ts'
import type { Report } from './report.ts'

/** Reports on the version; `expired` where no other rule applies to the text any more. */
export function version(root: JsonObject, report: Report): 'expired' | 'current' {
  const node = valueUnder(root, 'version')
  if (node === null) {
    report.span(
      root.offset,
      1,
      'version-missing',
      `The flow needs a version, such as "version": "${CURRENT_VERSION}".`,
      { fixes: [addMember(root, 'version', CURRENT_VERSION)] },
    )
    return 'current'
  }
  const useCurrent = replaceValue(node, CURRENT_VERSION, `Use version ${CURRENT_VERSION}`)
  if (node.type !== 'string') {
    report.at(node, 'version-known', `The version is a text, such as "${CURRENT_VERSION}".`, {
      fixes: [useCurrent],
    })
    return 'current'
  }
  const has = (versions: readonly string[]) => versions.includes(node.value)
  if (has(PUBLISHABLE_VERSIONS)) return 'current'
  if (has(EARLY_VERSIONS)) {
    report.at(
      node,
      'version-early',
      `Version ${node.value} is new; some phones may not open it. ${CURRENT_VERSION} is safe.`,
      { fixes: [useCurrent] },
    )
    return 'current'
  }
  if (has(INTERNAL_VERSIONS)) {
    report.at(
      node,
      'version-open',
      `Version ${node.value} is open to selected accounts only. Use ${CURRENT_VERSION}.`,
      { fixes: [useCurrent] },
    )
    return 'current'
  }
  if (has(EXPIRED_VERSIONS)) {
    report.at(
      node,
      'version-known',
      `Version ${node.value} has expired and cannot be published. Upgrade the flow to ${CURRENT_VERSION}.`,
      { fixes: [upgrade] },
    )
    return 'expired'
  }
  report.at(
    node,
    'version-known',
    `There is no version "${node.value.slice(0, 20)}". Use ${CURRENT_VERSION}.`,
    { fixes: [useCurrent] },
  )
  const number = versionNumber(node.value)
  return number !== null && number < OLDEST_PUBLISHABLE ? 'expired' : 'current'
}
