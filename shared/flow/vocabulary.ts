/** The words a flow is written with, so that reading one makes no new string for each. */
import { action, componentSpecs, dataField, flow, layout, screen } from './catalogue/index.ts'
import type { PropertySpec } from './catalogue/spec.ts'

const SLOTS = 1024

/** Words by slot; a slot holds at most a few. */
const slots: (string[] | undefined)[] = new Array(SLOTS)

const slotOf = (length: number, first: number, middle: number, last: number): number =>
  (length * 31 + first * 7 + middle * 13 + last * 3) & (SLOTS - 1)

function add(word: string) {
  if (word === '') return
  const slot = slotOf(
    word.length,
    word.charCodeAt(0),
    word.charCodeAt(word.length >> 1),
    word.charCodeAt(word.length - 1),
  )
  const words = slots[slot]
  if (words === undefined) slots[slot] = [word]
  else if (!words.includes(word)) words.push(word)
}

function addProperties(properties: readonly PropertySpec[]) {
  for (const property of properties) {
    add(property.name)
    for (const word of property.enum ?? []) add(word)
    for (const part of property.ranged?.needs ?? []) add(part)
    if (property.shape) addProperties(property.shape.properties)
  }
}

for (const shape of [flow, screen, layout, action]) addProperties(shape.properties)
for (const { kind, properties } of componentSpecs) {
  add(kind)
  addProperties(properties)
}
for (const { name } of dataField) add(name)
for (const word of ['string', 'number', 'integer', 'boolean', 'object', 'array', 'screen'])
  add(word)

/** The text between two offsets; for a word of the language always the same string. */
export function wordAt(text: string, start: number, end: number): string {
  const length = end - start
  if (length < 2 || length > 32) return text.slice(start, end)
  const words =
    slots[
      slotOf(
        length,
        text.charCodeAt(start),
        text.charCodeAt(start + (length >> 1)),
        text.charCodeAt(end - 1),
      )
    ]
  if (words !== undefined)
    for (const word of words)
      if (word.length === length && text.startsWith(word, start)) return word
  return text.slice(start, end)
}
