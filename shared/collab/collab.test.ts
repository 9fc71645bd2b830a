/** Small facts the rooms and the browsers both lean on: sizes, pieces, people and close codes. */
import { expect, test } from 'vitest'
import { pieces, utf8Bytes } from './doc.ts'
import {
  calledOf,
  colorOf,
  distinctPeople,
  onDark,
  type Person,
  peopleColors,
  peopleHere,
} from './presence.ts'
import { closeCode, closingOf } from './wire.ts'

test('bytes are counted as UTF-8 does', () => {
  for (const text of ['', 'abc', 'é', '€', '😀', 'a😀é€', '\ud800', '\udc00x', 'x\ud83d']) {
    expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length)
  }
})

test('a text cut into pieces is whole again when joined, and no character is torn', () => {
  const text = '😀'.repeat(11)
  const parts = pieces(text, 5)
  expect(parts.join('')).toBe(text)
  expect(parts.every((part) => part.length <= 5 && part.length % 2 === 0)).toBe(true)
  expect(pieces('', 5)).toEqual([])
})

test('a person keeps their colour, and every colour has a twin for dark ground', () => {
  expect(colorOf('ana')).toBe(colorOf('ana'))
  const used = new Set(Array.from({ length: 400 }, (_, i) => colorOf(`u${i}`)))
  expect(used.size).toBe(peopleColors.length)
  for (const color of used) expect(onDark(color)).not.toBe(color)
})

test('somebody in two windows is one person, who may write when one window may', () => {
  const ana: Person = { id: 'a', name: 'Ana', color: '#000000', readOnly: true, kind: 'user' }
  const ben: Person = { ...ana, id: 'b', name: 'Ben' }
  expect(distinctPeople([ana, ben, { ...ana, readOnly: false }])).toEqual([
    { ...ana, readOnly: false },
    ben,
  ])
})

test('somebody is away when all of their pages are, and at the screen of one that is not', () => {
  const ana: Person = { id: 'a', name: 'Ana', color: '#000000', readOnly: false, kind: 'user' }
  const user = { ...ana, colorLight: '#00000033' }
  const here = (...away: number[]) =>
    peopleHere(
      [
        [1, { user, screen: 'ASK' }],
        [2, { user, screen: 'DONE' }],
        [3, { cursor: null }],
      ],
      (client) => away.includes(client),
    )
  expect(here(1)).toEqual([{ ...ana, idle: false, screen: 'DONE' }])
  expect(here(1, 2)).toEqual([{ ...ana, idle: true, screen: 'ASK' }])
})

test('a guest is marked as one whatever they call themselves', () => {
  expect(calledOf({ name: 'Ana Ruiz', kind: 'user' })).toBe('Ana Ruiz')
  expect(calledOf({ name: 'Ana Ruiz', kind: 'guest' })).toBe('Ana Ruiz (guest)')
  expect(calledOf({ name: 'Guest', kind: 'guest' })).toBe('Guest')
  expect(calledOf({ name: 'Guest', kind: 'user' })).toBe('Guest')
})

test('codes that stock clients stop at are final for us too, the others are not', () => {
  for (const code of Object.values(closeCode)) {
    expect(closingOf(code).retry === 'never').toBe(code >= 4400 && code < 4500)
    expect(closingOf(code).sentence).toMatch(/^[A-Z].*\.$/)
  }
  expect(closingOf(1006).retry).toBe('back-off')
  expect(closingOf(4499).retry).toBe('never')
})
