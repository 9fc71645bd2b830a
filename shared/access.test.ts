import { expect, test } from 'vitest'
import { capabilities, capabilitiesOf, roles } from './access.ts'

test('the owner may do everything', () => {
  expect(new Set(capabilitiesOf({ role: 'owner', logAccess: null }))).toEqual(new Set(capabilities))
})

test.each([
  ['editor', null, false],
  ['editor', true, true],
  ['operator', null, true],
  ['operator', false, false],
  ['owner', false, false],
] as const)('%s with log access %s uses handsets: %s', (role, logAccess, uses) => {
  const held = capabilitiesOf({ role, logAccess })
  expect(held.includes('use-handset')).toBe(uses)
  expect(held.includes('log-access')).toBe(uses)
})

test('log access given to a reviewer gives nothing else; nobody holds a right twice', () => {
  expect(capabilitiesOf({ role: 'reviewer', logAccess: true })).toEqual([
    'view',
    'comment',
    'log-access',
  ])
  for (const role of roles) {
    for (const logAccess of [true, false, null]) {
      const held = capabilitiesOf({ role, logAccess })
      expect(new Set(held).size).toBe(held.length)
    }
  }
})
