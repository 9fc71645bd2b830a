/** A template is checked as it is typed: each broken rule stands beside its field. */
import { expect, test } from 'vitest'
import { approvalTips } from './approval-tips.ts'
import { languageName, languages } from './languages.ts'
import {
  addVariable,
  renumber,
  suggestedName,
  type TemplateDraft,
  templateProblems,
  toggleMark,
} from './template-rules.ts'

const sound: TemplateDraft = {
  channelId: 'c1',
  name: 'visit_followup',
  language: 'en_US',
  category: 'UTILITY',
  body: 'Hello {{1}}, your visit on {{2}} is booked. Anything to change?',
  samples: ['Ana', '4 May'],
  footer: '',
  buttonLabel: 'Change my visit',
  publicId: '1000000000000001',
}
const problemsOf = (change: Partial<TemplateDraft>, taken?: Set<string>) =>
  templateProblems({ ...sound, ...change }, taken)

test('a sound draft has no problem', () => {
  expect(problemsOf({})).toEqual({})
})

test.each<[string, Partial<TemplateDraft>, string]>([
  ['a name with capitals', { name: 'My Template' }, 'name'],
  ['no name', { name: '' }, 'name'],
  ['no language', { language: '' }, 'language'],
  ['no category', { category: '' }, 'category'],
  ['an empty body', { body: '  ' }, 'body'],
  ['a variable at the start', { body: '{{1}}, hello there' }, 'body'],
  ['a variable at the end', { body: 'Hello there {{1}}' }, 'body'],
  ['a gap in the numbers', { body: 'Hello {{2}} there' }, 'body'],
  ['two variables side by side', { body: 'Hello {{1}} {{2}} there' }, 'body'],
  ['a variable that is no number', { body: 'Hello {{name}} there' }, 'body'],
  ['1,025 characters', { body: 'a'.repeat(1025) }, 'body'],
  ['a missing sample', { samples: ['Ana', ''] }, 'sample-2'],
  ['a line break in a sample', { samples: ['A\nB', 'x'] }, 'sample-1'],
  ['a variable in the footer', { footer: 'Bye {{1}}' }, 'footer'],
  ['61 characters of footer', { footer: 'a'.repeat(61) }, 'footer'],
  ['a label with braces', { buttonLabel: 'Go {{1}} on' }, 'buttonLabel'],
  ['no flow', { publicId: '' }, 'publicId'],
  ['no label', { buttonLabel: ' ' }, 'buttonLabel'],
  ['a label of 26 characters', { buttonLabel: 'a'.repeat(26) }, 'buttonLabel'],
])('%s is refused at its field', (_, change, field) => {
  expect(Object.keys(problemsOf(change))).toEqual([field])
})

test('the same name is free in another language', () => {
  const taken = new Set(['visit_followup en_GB'])
  expect(problemsOf({}, taken)).toEqual({})
  expect(problemsOf({ language: 'en_GB' }, taken)).toHaveProperty('name')
})

test.each([
  ['My Template', 'my_template'],
  ['  Réservation: été 2026! ', 'reservation_ete_2026'],
  ['already_fine', 'already_fine'],
])('"%s" suggests "%s"', (typed, name) => {
  expect(suggestedName(typed)).toBe(name)
})

test('adding a variable gives the next number and keeps words apart', () => {
  expect(addVariable('Hello there', 5)).toEqual({ body: 'Hello {{1}} there', caret: 11 })
  expect(addVariable('Hello {{1}} and', 15).body).toBe('Hello {{1}} and {{2}}')
})

test('renumbering closes the gap and moves the samples along', () => {
  expect(renumber('Hi {{3}}, on {{1}} at {{3}}.', ['Mon', 'gone', 'Ana'])).toEqual({
    body: 'Hi {{2}}, on {{1}} at {{2}}.',
    samples: ['Mon', 'Ana'],
  })
})

test('a mark goes around the selection, and away again', () => {
  const bold = toggleMark('a word b', 2, 6, '*')
  expect(bold).toEqual({ text: 'a *word* b', from: 3, to: 7 })
  expect(toggleMark(bold.text, bold.from, bold.to, '*')).toEqual({
    text: 'a word b',
    from: 2,
    to: 6,
  })
})

test('tips follow the text', () => {
  const states = (change: Partial<TemplateDraft>) =>
    Object.fromEntries(approvalTips({ ...sound, ...change }).map((tip) => [tip.id, tip.state]))
  expect(states({})).toEqual({ clear: 'good', promotion: 'good', label: 'good', samples: 'good' })
  expect(states({ body: 'Hello {{1}}, a 20% off sale is on now.' }).promotion).toBe('mind')
  expect(states({ body: 'A sale for {{1}} now.', category: 'MARKETING' }).promotion).toBe('good')
  expect(states({ buttonLabel: 'Click here' }).label).toBe('mind')
  expect(states({ samples: ['test', '4 May'] }).samples).toBe('mind')
  expect(states({ body: 'HELLO THERE GOOD PEOPLE' }).clear).toBe('mind')
  expect(states({ body: 'To {{1}} at {{2}} ok' }).clear).toBe('mind')
})

test('languages carry English names', () => {
  expect(languageName('en_US')).toBe('American English')
  expect(new Set(languages.map((language) => language.code)).size).toBe(languages.length)
  expect(languages.filter((language) => language.name === language.code)).toEqual([])
})
