/** Literal texts: blank ones, long ones, names, lines, addresses, pictures (reference §3.1). */
import type { PropertySpec } from '../catalogue/index.ts'
import { freeName, nameOfKind } from '../edit/unique-name.ts'
import { holdsBinding, looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import { type JsonNode, type JsonString, stringOf } from '../json-node.ts'
import { pictureKb } from '../picture.ts'
import { dynamicValue } from './dynamic-value.ts'
import { dropMember, replaceValue, shorten, toExpression } from './fixes.ts'
import type { Site } from './site.ts'
import { wrongType } from './wrong-type.ts'

/** Kinds of text that begin with something: an empty one has too few characters, not the wrong ones. */
const NEVER_EMPTY = new Set(['label', 'name', 'id', 'screen-id'])

export function text(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string') return wrongType(node, property, 'a text', site)
  const { report, flow, component } = site
  const { value } = node
  // The common case first: a text with something in it.
  if (value !== '' && value.charCodeAt(0) > 0x20) return tooLong(node, property, site)
  if (value === '' && property.required && NEVER_EMPTY.has(property.name)) {
    report.at(node, 'empty-text', `${property.name} is empty.`)
    return
  }
  if (value.trim() !== '') return tooLong(node, property, site)
  if (flow.version >= 600 || property.name === 'text' || property.type === 'id')
    report.at(node, 'blank-text', `${property.name} is blank.`, {
      fixes:
        property.required || component === null ? [] : [dropMember(component.node, property.name)],
    })
}

function tooLong(node: JsonString, property: PropertySpec, site: Site) {
  const { limit } = property
  if (limit === undefined || node.value.length <= limit.chars) return
  const { component, report } = site
  const isLarge =
    limit.largeChars !== undefined &&
    component !== null &&
    stringOf(component.node, 'label-variant') === 'large'
  const chars = isLarge ? (limit.largeChars ?? limit.chars) : limit.chars
  const count = characters(node.value)
  if (count > chars)
    report.at(
      node,
      'text-length',
      `${property.name} has ${count} characters; phones show ${chars}.`,
      { fixes: [shorten(node, chars)] },
    )
}

/** Characters as people count them, near enough: an emoji's two units are one. */
function characters(written: string): number {
  let count = 0
  for (const _ of written) count++
  return count
}

/** A text given as a list of lines; from 5.1. */
export function lines(node: JsonNode & { type: 'array' }, property: PropertySpec, site: Site) {
  const { report } = site
  if (node.items.length === 0) report.at(node, 'too-few-entries', 'text needs at least one line.')
  let count = 0
  for (const item of node.items) {
    if (item.type !== 'string') {
      report.at(item, 'wrong-type', 'Each line is a text.')
      continue
    }
    if (looksLikeBinding(item.value)) {
      report.at(
        item,
        'binding-in-list',
        'A binding cannot be a line of its own; write it as an expression.',
        site.flow.version >= 600
          ? { fixes: [replaceValue(item, `\`${item.value}\``, 'Put it in backticks')] }
          : {},
      )
      continue
    }
    if (looksLikeExpression(item.value)) dynamicValue(item, site)
    else {
      if (property.limit) count += characters(item.value)
      embeddedBinding(item, site)
    }
  }
  const [first] = node.items
  if (property.limit && first && count > property.limit.chars)
    report.at(
      first,
      'text-length',
      `${property.name} has ${count} characters; phones show ${property.limit.chars}.`,
    )
}

/** A binding inside a longer text is shown as written; RichText refuses it (reference §3.4). */
export function embeddedBinding(node: JsonString, { report, flow, component }: Site) {
  if (!holdsBinding(node.value)) return
  if (component?.kind === 'RichText')
    return report.at(
      node,
      'binding-in-list',
      'RichText takes a binding as its whole text only, not as a part.',
    )
  report.at(
    node,
    'binding-in-text',
    'Phones show this as written. To fill it in, write an expression: "`\'Hello \' ${data.name}`".',
    flow.version >= 600 ? { fixes: [toExpression(node)] } : {},
  )
}

export function name(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string') return wrongType(node, property, 'a text', site)
  const { value } = node
  if (/^\w+$/.test(value)) return
  const { report, flow, screen, component } = site
  const plain = freeName(
    value.replace(/\W+/g, '_').replace(/^_+|_+$/g, '') || nameOfKind(component?.kind ?? 'field'),
    new Set(screen.byName.keys()),
  )
  if (value === '')
    report.at(node, 'empty-text', 'name is empty.', { fixes: [replaceValue(node, plain)] })
  else if (flow.version >= 600 && /[`$]/.test(value))
    report.at(node, 'name-form', 'A name is fixed text, not a binding.')
  else
    report.at(
      node,
      'name-bindable',
      `"${value.slice(0, 60)}" cannot be used in bindings; write letters, digits and underscores.`,
    )
}

export function url(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string') return wrongType(node, property, 'a text', site)
  if (!/^https?:\/\/[^\s/?#]+\S*$/i.test(node.value))
    site.report.at(
      node,
      'url-form',
      'url is an address that begins with https://.',
      /^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$/.test(node.value)
        ? { fixes: [replaceValue(node, `https://${node.value}`)] }
        : {},
    )
  else if (/^http:/i.test(node.value))
    site.report.at(node, 'url-insecure', 'Phones open https addresses only.', {
      fixes: [replaceValue(node, node.value.replace(/^http:/i, 'https:'), 'Use https')],
    })
}

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/

export function image(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string') return wrongType(node, property, 'a text', site)
  const { report, flow, component } = site
  const { value } = node
  if (value === '') return report.at(node, 'empty-text', `${property.name} is empty.`)
  const isLink = /^(?:https?:|data:)/i.test(value)
  // Carousels refuse what an Image only warns of (§12, row 20).
  const isStrict = component?.kind === 'ImageCarousel'
  const inline = /^data:image\/[a-z+]+;base64,/i.exec(value)
  if (isLink)
    report.at(
      node,
      isStrict ? 'image-form' : 'image-link',
      'Phones show base64 pictures only: no address, no data: prefix.',
      inline
        ? { fixes: [replaceValue(node, value.slice(inline[0].length), 'Remove the data: prefix')] }
        : {},
    )
  else if (!BASE64.test(value)) report.at(node, 'image-form', `${property.name} is not base64.`)
  if (!property.maxKb) return
  const kb = flow.version >= 600 ? property.maxKb.from6 : property.maxKb.before6
  if (pictureKb(value) > kb)
    report.at(
      node,
      'image-size',
      `The picture has ${Math.round(pictureKb(value))} KB; phones take ${kb}.`,
    )
}
