/** The gallery holds every kind of the catalogue, in every state that its properties allow. */
import { expect, test } from 'vitest'
import { componentSpec, componentSpecs } from '../catalogue/index.ts'
import { gallery } from './states.ts'

const kinds = gallery()
const namesOf = (kind: string) =>
  kinds.find((one) => one.kind === kind)?.states.map(({ name }) => name) ?? []

test('every kind of the catalogue is in it, and draws something', () => {
  expect(kinds.map(({ kind }) => kind)).toEqual(componentSpecs.map(({ kind }) => kind))
  for (const { kind, states } of kinds)
    for (const { name, view } of states) {
      const shows = view.items.length + (view.footer ? 1 : 0)
      // A condition nobody has written yet hides what is behind it.
      if (kind === 'If' || kind === 'Switch') continue
      expect(shows, `${kind}, ${name}`).toBeGreaterThan(0)
      expect(view.error, `${kind}, ${name}`).toBeNull()
      for (const item of view.items) expect(item.kind, `${kind}, ${name}`).not.toBe('Placeholder')
    }
})

test('a state stands wherever the kind has the property for it', () => {
  for (const { kind } of kinds) {
    const has = (name: string) =>
      componentSpec(kind)?.properties.some((property) => property.name === name) === true
    expect(namesOf(kind).includes('Optional'), kind).toBe(has('required'))
    expect(namesOf(kind).includes('Disabled'), kind).toBe(has('enabled'))
  }
})

test('what is called an error shows one, and what is called filled holds a value', () => {
  for (const { kind, states } of kinds)
    for (const { name, view } of states) {
      const [item] = view.items
      if (name === 'Error')
        expect(item && 'error' in item ? item.error : null, kind).toEqual(expect.any(String))
      if (name === 'Filled') {
        const value = item && 'value' in item ? item.value : null
        expect(value === null || value === '' || value === false, kind).toBe(false)
      }
    }
})
