/** Lists: how long they are, what their entries are, ids that differ, pictures or colours. */
import type { PropertySpec } from '../catalogue/index.ts'
import { type JsonArray, type JsonNode, memberOf, stringOf, valueUnder } from '../json-node.ts'
import { nearest } from '../nearest.ts'
import { addItem, replaceValue } from './fixes.ts'
import type { Site } from './site.ts'
import { wrongType } from './wrong-type.ts'

/** How many entries a list may have, and how many phones show. */
export function listLength(node: JsonArray, property: PropertySpec, { report, component }: Site) {
  const { items, shows } = property
  const count = node.items.length
  const whose = component?.kind ?? 'The list'
  if (items?.min !== undefined && count < items.min)
    report.at(
      node,
      'too-few-entries',
      `${property.name} needs at least ${items.min} ${items.min === 1 ? 'entry' : 'entries'}.`,
      property.name === 'data-source'
        ? { fixes: [addItem(node, { id: 'option_1', title: 'Option 1' }, 'Add an option')] }
        : {},
    )
  if (items?.max !== undefined && count > items.max) {
    const message = `${property.name} has at most ${items.max} entries; this one has ${count}.`
    if (property.name === 'images') report.at(node, 'image-form', message)
    else report.at(node, 'too-many-entries', message)
  }
  if (!shows) return
  if (shows.min !== undefined && count < shows.min && count > 0)
    report.at(node, 'options-shown-min', `${whose} wants at least ${shows.min} options.`)
  const hasImages =
    shows.maxWithImages !== undefined && node.items.some((item) => memberOf(item, 'image'))
  const max = hasImages ? shows.maxWithImages : shows.max
  if (max !== undefined && count > max)
    report.at(
      node,
      'options-shown-max',
      `${whose} shows at most ${max} entries${hasImages ? ' with pictures' : ''}; this one has ${count}.`,
    )
}

/** A list of texts or of words from a list. */
export function textList(node: JsonNode, property: PropertySpec, site: Site) {
  if (node.type !== 'array') return wrongType(node, property, 'a list of texts', site)
  const { report } = site
  listLength(node, property, site)
  const words = property.enum
  for (const item of node.items) {
    if (item.type !== 'string')
      report.at(item, 'wrong-type', `Each entry of ${property.name} is a text.`)
    else if (words && !words.includes(item.value))
      report.at(
        item,
        'not-in-list',
        `"${item.value.slice(0, 60)}" is not one of ${words.length > 8 ? 'the words this list takes' : words.join(', ')}.`,
        { fixes: wordFixes(item, words) },
      )
    else if (property.limit && item.value.length > property.limit.chars)
      report.at(
        item,
        'text-length',
        `${property.name} has an entry of ${item.value.length} characters; phones show ${property.limit.chars}.`,
      )
  }
}

/** Offers the word that was likely meant, or the only one there is. */
export function wordFixes(node: JsonNode & { value: unknown }, words: readonly string[]) {
  const guess = words.length === 1 ? words[0] : nearest(String(node.value), words)
  return guess ? [replaceValue(node, guess)] : []
}

/** Ids of a list's entries differ; one that repeats keeps the screen from showing (reference §7.4). */
export function uniqueIds(items: readonly JsonNode[], { report }: Site) {
  if (items.length < 2) return
  const seen = new Set<string>()
  for (const item of items) {
    const id = valueUnder(item, 'id')
    if (id?.type !== 'string') continue
    if (seen.has(id.value)) {
      const { value } = id
      report.at(
        id,
        'option-id-unique',
        `Another entry of this list has the id "${value.slice(0, 60)}"; phones show an error instead of the screen.`,
        {
          fixes: [
            (source) => {
              const taken = new Set(items.map((other) => stringOf(other, 'id')))
              let at = 2
              while (taken.has(`${value}_${at}`)) at++
              return replaceValue(id, `${value}_${at}`)(source)
            },
          ],
        },
      )
    }
    seen.add(id.value)
  }
}

/** The options of one list have pictures or colours, not both (reference §3.7). */
export function optionLooks(items: readonly JsonNode[], { report }: Site) {
  const image = items.some((option) => memberOf(option, 'image'))
  if (!image) return
  const color = items.find((option) => memberOf(option, 'color'))
  if (color)
    report.at(
      memberOf(color, 'color')?.key ?? color,
      'option-looks',
      'The options of one list have pictures or colours, not both.',
    )
}
