/** An object against its description: known properties, required ones, versions, values. */
import { propertyIndex } from '../catalogue/property-index.ts'
import type { PropertySpec } from '../catalogue/spec.ts'
import type { JsonNode, JsonObject, JsonString } from '../json-node.ts'
import { didYouMean, nearest } from '../nearest.ts'
import { rangedValue } from './calendar.ts'
import { exampleOf } from './example-value.ts'
import { addMember, dropMember, raiseVersion, renameMember } from './fixes.ts'
import { listLength, optionLooks, uniqueIds } from './list-value.ts'
import { takesDynamic } from './property-binding.ts'
import { scalarValue } from './scalar-value.ts'
import type { Site } from './site.ts'
import { wrongType } from './wrong-type.ts'

/**
 * Checks an object's properties and their values. `subject` begins its sentences ("An option");
 * properties in `leave` have a rule of their own when they are unknown or missing.
 */
export function checkShape(
  node: JsonObject,
  { properties }: { readonly properties: readonly PropertySpec[] },
  subject: string,
  site: Site,
  leave: ReadonlySet<string> = NOTHING,
) {
  const index = propertyIndex(properties)
  let seen = 0
  let free: string[] | null = null
  /** Properties that the object does not use yet; looked up once, however many are unknown. */
  const unused = () => {
    free ??= unusedNames(node, properties)
    return free
  }
  for (const { key, value } of node.members) {
    const entry = index.byName.get(key.value)
    if (entry === undefined) {
      if (!leave.has(key.value)) unknown(key, node, unused, subject, site)
      continue
    }
    seen |= entry.bit
    if (entry.since > site.flow.version || entry.until < site.flow.version)
      otherVersion(key, node, entry.spec, site)
    if (value) propertyValue(value, entry.spec, site)
  }
  const missing = index.required & ~seen
  if (missing === 0) return
  for (const property of properties) {
    const entry = index.byName.get(property.name)
    if (entry === undefined || (missing & entry.bit) === 0 || leave.has(property.name)) continue
    site.report.about(
      node,
      'missing-property',
      `${subject} needs ${/^[aeiou]/.test(property.name) ? 'an' : 'a'} ${property.name}.`,
      { fixes: [addMember(node, property.name, exampleOf(property, site))] },
    )
  }
}

const NOTHING: ReadonlySet<string> = new Set()

/** Adds what is wrong with one property's value, literal or dynamic. */
export function propertyValue(node: JsonNode, property: PropertySpec, site: Site) {
  if (property.ranged !== undefined) {
    rangedValue(node, property, site, (part) => singleValue(part, property, site))
    return
  }
  singleValue(node, property, site)
}

function singleValue(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type === 'string' && takesDynamic(node, property, site)) return
  switch (property.type) {
    case 'object':
      if (node.type === 'object' && property.shape)
        checkShape(node, property.shape, property.shape.subject, site)
      else wrongType(node, property, 'an object', site)
      return
    case 'list':
      return objectList(node, property, site)
    default:
      return scalarValue(node, property, site)
  }
}

function objectList(node: JsonNode, property: PropertySpec, site: Site) {
  const { shape } = property
  if (node.type !== 'array' || shape === undefined)
    return wrongType(
      node,
      property,
      property.bindable ? 'a list, or a binding to one' : 'a list',
      site,
    )
  listLength(node, property, site)
  for (const item of node.items)
    if (item.type === 'object') checkShape(item, shape, shape.subject, site)
    else site.report.at(item, 'wrong-type', `${shape.subject} is an object.`)
  uniqueIds(node.items, site)
  optionLooks(node.items, site)
}

function unusedNames(node: JsonObject, properties: readonly PropertySpec[]): string[] {
  const used = new Set(node.members.map((member) => member.key.value))
  return properties.map(({ name }) => name).filter((name) => !used.has(name))
}

function unknown(
  key: JsonString,
  node: JsonObject,
  unused: () => readonly string[],
  subject: string,
  { report }: Site,
) {
  report.at(
    key,
    'unknown-property',
    () =>
      `${subject} has no property "${key.value.slice(0, 60)}".${didYouMean(key.value, unused())}`,
    {
      fixes: [
        (source) => {
          const guess = nearest(key.value, unused())
          return guess === null ? null : renameMember(key, guess)(source)
        },
        dropMember(node, key.value),
      ],
    },
  )
}

function otherVersion(key: JsonString, node: JsonObject, spec: PropertySpec, site: Site) {
  const { report, flow } = site
  const drop = dropMember(node, spec.name)
  if (spec.until !== undefined)
    return report.at(
      key,
      'unknown-property',
      `${spec.name} left the language after version ${spec.until}; remove it.`,
      { fixes: [drop] },
    )
  report.at(
    key,
    'unknown-property',
    `${spec.name} came with version ${spec.since}; raise the flow's version.`,
    { fixes: [raiseVersion(flow.root), drop] },
  )
}
