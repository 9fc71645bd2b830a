/** Literal values of one piece: words, numbers, texts, dates, pictures, patterns. */
import type { PropertySpec } from '../catalogue/index.ts'
import { looksLikeBinding, looksLikeExpression } from '../expressions/index.ts'
import type { JsonNode } from '../json-node.ts'
import { dynamicValue } from './dynamic-value.ts'
import { replaceValue } from './fixes.ts'
import { textList, wordFixes } from './list-value.ts'
import type { Site } from './site.ts'
import { image, lines, name, text, url } from './text-value.ts'
import { TYPE_NAMES } from './value-types.ts'
import { wrongType } from './wrong-type.ts'

/** Adds what is wrong with a literal value; lists, objects and actions have files of their own. */
export function scalarValue(node: JsonNode, property: PropertySpec, site: Site) {
  switch (property.type) {
    case 'text':
    case 'id':
    case 'option-id':
      return text(node, property, site)
    case 'lines':
      return node.type === 'array' ? lines(node, property, site) : text(node, property, site)
    case 'file-messages':
      if (node.type !== 'object') text(node, property, site)
      return
    case 'name':
      return name(node, property, site)
    case 'word':
      return word(node, property, site)
    case 'boolean':
      if (node.type !== 'boolean') wrongType(node, property, 'true or false', site)
      return
    case 'number':
    case 'integer':
      return number(node, property, site)
    case 'date':
      if (node.type !== 'string')
        wrongType(node, property, 'a day as text, such as "2026-12-31"', site)
      return
    case 'texts':
    case 'words':
    case 'dates':
    case 'option-ids':
      return textList(node, property, site)
    case 'color':
      return color(node, property, site)
    case 'url':
      return url(node, property, site)
    case 'image':
      return image(node, property, site)
    case 'pattern':
      return pattern(node, property, site)
    case 'components':
      return children(node, property, site)
    case 'action':
    case 'payload':
    case 'cases':
    case 'init-values':
    case 'messages':
    case 'data-model':
    case 'routes':
      if (node.type !== 'object') wrongType(node, property, 'an object', site)
      return
    case 'condition':
      if (node.type !== 'string' && (node.type !== 'boolean' || site.flow.version < 600))
        wrongType(node, property, 'a condition, such as "${form.city} == \'paris\'"', site)
      return
    case 'selector':
      return selector(node, property, site)
    // Looked at by rules of their own.
    case 'screen-id':
    case 'any':
    case 'list':
    case 'object':
      return
  }
}

function word(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string') return wrongType(node, property, 'a text', site)
  const words = property.enum ?? []
  if (words.includes(node.value)) return
  const isFixed = words.length === 1 && property.required === true
  site.report.at(
    node,
    isFixed ? 'fixed-value' : 'not-in-list',
    `${property.name} is ${words.length === 1 ? '' : 'one of '}${words.join(', ')}.`,
    { fixes: wordFixes(node, words) },
  )
}

function number(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'number') return wrongType(node, property, 'a number', site)
  const { report } = site
  const { min, max } = property
  if (property.type === 'integer' && !Number.isInteger(node.value))
    report.at(node, 'wrong-type', `${property.name} is a whole number.`, {
      fixes: [replaceValue(node, Math.round(node.value))],
    })
  if (Object.is(node.value, -0))
    report.at(node, 'json-negative-zero', 'This is zero; write it without the minus sign.', {
      fixes: [replaceValue(node, 0)],
    })
  if (min !== undefined && node.value < min)
    report.at(node, 'number-min', `${property.name} is at least ${min}.`, {
      fixes: [replaceValue(node, min)],
    })
  if (max !== undefined && node.value > max)
    report.at(node, 'number-max', `${property.name} is at most ${max}.`, {
      fixes: [replaceValue(node, max)],
    })
}

function color(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string') return wrongType(node, property, 'a text', site)
  if (!/^#[0-9a-fA-F]{6}$/.test(node.value))
    site.report.at(node, 'color-form', 'A colour is written like #1A2B3C.')
}

/** Compiled only, never run: an author's pattern may take for ever. */
function pattern(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string') return wrongType(node, property, 'a text', site)
  try {
    new RegExp(node.value)
  } catch {
    site.report.at(node, 'pattern-form', 'pattern is not a regular expression.')
  }
}

function children(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'array') return wrongType(node, property, 'a list of components', site)
  if (node.items.length === 0 && property.name === 'then')
    site.report.at(node, 'if-empty', 'then needs at least one component.')
  for (const item of node.items)
    if (item.type !== 'object')
      site.report.at(item, 'wrong-type', 'A component is an object with a type.')
}

function selector(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'string')
    return wrongType(node, property, 'a binding such as "${form.plan}"', site)
  const isDynamic =
    looksLikeBinding(node.value) || (site.flow.version >= 600 && looksLikeExpression(node.value))
  if (!isDynamic) {
    site.report.at(
      node,
      'switch-value',
      'The value of a Switch is one binding, such as "${form.plan}".',
    )
    return
  }
  const value = dynamicValue(node, site)
  if (value.kind === 'dynamic' && (value.type === 'array' || value.type === 'object'))
    site.report.at(
      node,
      site.faults.binding,
      `A Switch looks at a simple value; this is ${TYPE_NAMES[value.type]}.`,
    )
}
