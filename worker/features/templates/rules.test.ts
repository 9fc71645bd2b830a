import { describe, expect, test } from 'vitest'
import { brokenRule, type TemplateInput, valueProblem } from './rules.ts'

const sound: TemplateInput = {
  channelId: 'c',
  name: 'visit',
  language: 'en_US',
  category: 'UTILITY',
  body: 'Hello {{1}}, your visit is on {{2}}.',
  samples: ['Ana', '4 May'],
  footer: 'Reply STOP to opt out',
  buttonLabel: 'Change it',
  publicId: '1234567890123456',
}

test('a sound template breaks no rule, with or without a button', () => {
  expect(brokenRule(sound)).toBeNull()
  const { buttonLabel, publicId, ...plain } = sound
  expect(brokenRule(plain)).toBeNull()
})

describe('the rule that is broken, at its field', () => {
  test.each([
    [{ language: 'en-US' }, 'language', 'no language'],
    [{ body: 'Hello {{name}}, hi.', samples: [] }, 'body', 'not {{name}}'],
    [{ body: 'Hello {{1, hi.', samples: [] }, 'body', 'Variables are written'],
    [{ body: '{{1}} hello.', samples: ['a'] }, 'body', 'begin'],
    [{ body: 'Hello {{2}}.', samples: ['a'] }, 'body', '{{1}} is missing'],
    [{ samples: ['Ana'] }, 'samples', '2 variables'],
    [{ body: 'Hello there.', samples: ['Ana'] }, 'samples', 'no variables'],
    [{ samples: ['Ana', 'a\nb'] }, 'samples.1', 'line breaks'],
    [{ footer: 'Hi {{1}}' }, 'footer', 'no variables'],
    [{ buttonLabel: undefined }, 'buttonLabel', 'needs a label'],
    [{ publicId: undefined }, 'publicId', 'Choose the flow'],
    [{ buttonLabel: 'Go {{1}}' }, 'buttonLabel', 'one line'],
  ])('%j', (change, field, words) => {
    const rule = brokenRule({ ...sound, ...change } as TemplateInput)
    expect(rule?.field).toBe(field)
    expect(rule?.detail).toContain(words)
  })
})

test.each([
  ['Ana', null],
  ['', 'empty'],
  ['   ', 'empty'],
  ['a\tb', 'tabs'],
  ['a     b', 'four spaces'],
])('the value %j', (value, words) => {
  if (words === null) expect(valueProblem(value)).toBeNull()
  else expect(valueProblem(value)).toContain(words)
})
