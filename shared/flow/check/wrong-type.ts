/** A value of another JSON type than its property asks for. */
import type { PropertySpec, PropertyType } from '../catalogue/index.ts'
import type { JsonNode } from '../json-node.ts'
import { replaceValue } from './fixes.ts'
import type { Site } from './site.ts'

/** Texts where a number, true or false, or a binding is due have a code of their own. */
export function wrongType(node: JsonNode, property: PropertySpec, wanted: string, site: Site) {
  const meant = node.type === 'string' ? meantValue(node.value, property.type) : undefined
  const isText =
    node.type === 'string' &&
    property.bindable === true &&
    (property.type === 'boolean' || property.type === 'number' || property.type === 'integer')
  site.report.at(
    node,
    isText ? 'text-for-value' : 'wrong-type',
    `${property.name} is ${wanted}${meant === undefined ? '' : ', without quotes'}.`,
    meant === undefined ? {} : { fixes: [replaceValue(node, meant, 'Remove the quotes')] },
  )
}

function meantValue(written: string, type: PropertyType): unknown {
  const plain = written.trim()
  if (type === 'boolean') return plain === 'true' ? true : plain === 'false' ? false : undefined
  if (type !== 'number' && type !== 'integer') return undefined
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/.test(plain) ? Number(plain) : undefined
}
