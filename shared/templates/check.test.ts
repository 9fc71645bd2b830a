/** Every rule of templates is found at its field, sound ones have none, and what is mended stays mended. */
import { expect, test } from 'vitest'
import { checkTemplate } from './check.ts'
import { sortedButtons } from './check-buttons.ts'
import { buttonsInOrder, type CheckedTemplate, type OtherButton } from './finding.ts'
import { type TemplateRule, templateRules } from './rules.ts'
import { inReadingOrder, renumber, variablesIn, variablesOf } from './text.ts'

const sound: CheckedTemplate = {
  name: 'visit_followup',
  language: 'en_US',
  category: 'UTILITY',
  header: '',
  body: 'Hello {{1}}, your visit on {{2}} is booked. Anything to change?',
  samples: ['Ana', '4 May'],
  footer: '',
  flow: { label: 'Change my visit', publicId: '1000000000000001' },
  buttons: [],
  flowAt: 0,
}
const quick = (label: string): OtherButton => ({ type: 'QUICK_REPLY', label })
const link = (label: string, url = 'https://example.com/a'): OtherButton => ({
  type: 'URL',
  label,
  url,
})
const call = (phoneNumber: string): OtherButton => ({
  type: 'PHONE_NUMBER',
  label: 'Call us',
  phoneNumber,
})
const code = (text: string): OtherButton => ({ type: 'COPY_CODE', code: text })
const quicks = (count: number) => Array.from({ length: count }, (_, i) => quick(`Q${i}`))
const manyVariables = Array.from({ length: 4 }, (_, i) => `a {{${i + 1}}}`).join(' ')

test('a sound template has no finding', () => {
  expect(checkTemplate(sound)).toEqual([])
  expect(
    checkTemplate({
      ...sound,
      header: 'Visit of {{3}}',
      samples: ['Ana', '4 May', 'Dr Roy'],
      footer: 'Reply STOP to opt out',
      buttons: [link('See it', 'https://example.com/v?x=1#y'), quick('All good')],
    }),
  ).toEqual([])
})

const cases: [Partial<CheckedTemplate>, string, TemplateRule][] = [
  [{ name: '' }, 'name', 'name-form'],
  [{ name: 'My Template' }, 'name', 'name-form'],
  [{ name: 'a'.repeat(201) }, 'name', 'name-length'],
  [{ language: '' }, 'language', 'language'],
  [{ language: 'en-US' }, 'language', 'language'],
  [{ category: '' }, 'category', 'category'],
  [{ header: 'a'.repeat(61) }, 'header', 'header-length'],
  [{ header: 'Your *visit*' }, 'header', 'header-plain'],
  [{ header: 'one\ntwo' }, 'header', 'header-plain'],
  [{ header: 'At {{1}} on {{2}}' }, 'header', 'header-variables'],
  [{ header: 'Hi {{name}}' }, 'header', 'variable-form'],
  [{ headerMedia: { kind: 'image', file: null } }, 'headerMedia', 'media-there'],
  [
    { headerMedia: { kind: 'video', file: { kind: 'image', type: 'image/png' } } },
    'headerMedia',
    'media-fits',
  ],
  [
    { headerMedia: { kind: 'video', file: { kind: 'video', type: 'video/3gpp' } } },
    'headerMedia',
    'media-fits',
  ],
  [
    {
      header: 'Both',
      headerMedia: { kind: 'image', file: { kind: 'image', type: 'image/png' } },
    },
    'headerMedia',
    'header-one',
  ],
  [
    { header: `${'a'.repeat(50)} {{1}}`, samples: ['Anastasia-Marie', 'x'] },
    'header',
    'header-length',
  ],
  [{ body: '  ', samples: [] }, 'body', 'body-there'],
  [{ body: 'a'.repeat(1025), samples: [] }, 'body', 'body-length'],
  [{ body: 'Hello {{name}} there', samples: [] }, 'body', 'variable-form'],
  [{ body: 'Hello {{1 there', samples: [] }, 'body', 'variable-form'],
  [{ body: 'Hello {{2}} there my friend', samples: ['', 'x'] }, 'body', 'variable-gap'],
  [{ body: 'Hello {{2}}, see you on {{1}} at our place' }, 'body', 'variable-order'],
  [{ body: '{{1}}, hello there my friend', samples: ['Ana'] }, 'body', 'variable-edge'],
  [{ body: 'Hello there my friend {{1}}', samples: ['Ana'] }, 'body', 'variable-edge'],
  [{ body: 'Hello my dear friend {{1}} {{2}} over there' }, 'body', 'variables-apart'],
  [{ body: 'A {{1}}, {{2}}, {{3}} b', samples: ['a', 'b', 'c'] }, 'body', 'variables-dense'],
  [{ samples: ['Ana', ' '] }, 'samples.1', 'sample-there'],
  [{ samples: ['A\nB', 'x'] }, 'samples.0', 'sample-form'],
  [{ samples: ['A     B', 'x'] }, 'samples.0', 'sample-form'],
  [{ footer: 'Bye {{1}}' }, 'footer', 'footer-plain'],
  [{ footer: 'a'.repeat(61) }, 'footer', 'footer-length'],
  [{ flow: { label: 'Go on', publicId: '' } }, 'publicId', 'flow-chosen'],
  [{ flow: { label: ' ', publicId: '1' } }, 'buttonLabel', 'label-there'],
  [{ flow: { label: 'a'.repeat(26), publicId: '1' } }, 'buttonLabel', 'label-length'],
  [{ flow: { label: 'Go {{1}} on', publicId: '1' } }, 'buttonLabel', 'label-plain'],
  [{ buttons: [quick('')] }, 'buttons.0.label', 'label-there'],
  [{ buttons: [quick('Change my visit')] }, 'buttons.0.label', 'label-once'],
  [{ buttons: [link('See', 'example.com')] }, 'buttons.0.url', 'url-form'],
  [{ buttons: [link('See', 'javascript:alert(1)')] }, 'buttons.0.url', 'url-form'],
  [{ buttons: [link('See', 'https://example.com/{{1}}')] }, 'buttons.0.url', 'url-form'],
  [
    { buttons: [link('See', `https://example.com/${'a'.repeat(2000)}`)] },
    'buttons.0.url',
    'url-length',
  ],
  [{ buttons: [call('0612345678')] }, 'buttons.0.phoneNumber', 'phone-form'],
  [{ buttons: [code('')] }, 'buttons.0.code', 'code-form'],
  [{ buttons: [code('A'.repeat(16))] }, 'buttons.0.code', 'code-form'],
  [{ buttons: [code('A B')] }, 'buttons.0.code', 'code-form'],
  [{ buttons: quicks(10) }, 'buttons', 'button-count'],
  [{ buttons: [link('A'), link('B'), link('C')] }, 'buttons', 'button-count'],
  [{ buttons: [code('A'), code('B')] }, 'buttons', 'button-count'],
  [{ buttons: [quick('A'), link('B')], flowAt: 0 }, 'buttons', 'button-order'],
  [{ buttons: [quick('A'), quick('B')], flowAt: 1 }, 'buttons', 'button-order'],
]
test.each(cases)('%j is an error at %s (%s)', (change, field, rule) => {
  const errors = checkTemplate({ ...sound, ...change }).filter(({ level }) => level === 'error')
  expect(errors.map((one) => [one.field, one.rule])).toEqual([[field, rule]])
})

const advices: [Partial<CheckedTemplate>, string, TemplateRule][] = [
  [{ body: manyVariables + ' is it', samples: ['a', 'b', 'c', 'd'] }, 'body', 'variables-dense'],
  [{ flow: { label: 'a'.repeat(21), publicId: '1' } }, 'buttonLabel', 'label-cut'],
  [{ buttons: quicks(3) }, 'buttons', 'buttons-folded'],
  [{ body: 'Hello, please send us your card number now.', samples: [] }, 'body', 'asks-secrets'],
]
test.each(advices)('%j is advice at %s (%s)', (change, field, rule) => {
  expect(checkTemplate({ ...sound, ...change })).toMatchObject([{ field, rule, level: 'advice' }])
})

test('names and texts of other templates', () => {
  const other = { name: 'visit_followup', language: 'en_US', body: null, footer: null }
  const rules = (others: Parameters<typeof checkTemplate>[1]) =>
    checkTemplate(sound, others).map(({ rule }) => rule)
  expect(rules([other])).toEqual(['name-free'])
  expect(rules([{ ...other, language: 'fr', body: sound.body }])).toEqual([])
  expect(rules([{ ...other, name: 'b', body: sound.body }])).toEqual(['text-known'])
  expect(rules([{ ...other, name: 'b', body: sound.body, footer: 'Bye' }])).toEqual([])
})

test('every rule that is found is one with a reason and a source', () => {
  for (const [change] of [...cases, ...advices])
    for (const { rule, words } of checkTemplate({ ...sound, ...change })) {
      expect(templateRules[rule].why).toMatch(/\.$/)
      expect(templateRules[rule].source).not.toBe('')
      expect(words).toMatch(/[.”…?]$/)
    }
})

/** Reproducible chance. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

test('putting buttons in order always mends the order, and loses none', () => {
  const roll = chance(7)
  for (let n = 0; n < 500; n++) {
    const buttons = Array.from({ length: roll(7) }, (_, i) =>
      roll(2) === 0 ? quick(`Q${i}`) : link(`L${i}`),
    )
    const flowAt = roll(buttons.length + 1)
    const sorted = sortedButtons(buttons, flowAt)
    const found = checkTemplate({ ...sound, ...sorted }).map(({ rule }) => rule)
    expect(found).not.toContain('button-order')
    expect(new Set(sorted.buttons)).toEqual(new Set(buttons))
    expect(buttonsInOrder(sound.flow, sorted.buttons, sorted.flowAt)).toContain(sound.flow)
  }
})

test('counting anew leaves neither gap nor wrong order, and each variable keeps its sample', () => {
  const roll = chance(11)
  for (let n = 0; n < 500; n++) {
    const body = Array.from({ length: roll(8) }, () => `word {{${1 + roll(9)}}} and`).join(' ')
    const header = roll(2) === 0 ? `Head {{${1 + roll(9)}}}` : ''
    const samples = Array.from({ length: 9 }, (_, i) => `s${i + 1}`)
    const saidBy = (texts: { header: string; body: string; samples: string[] }) =>
      `${texts.header}\n${texts.body}`.replace(
        /\{\{(\d+)\}\}/g,
        (_, k) => texts.samples[k - 1] ?? '?',
      )
    for (const mend of [renumber, inReadingOrder]) {
      const next = mend({ header, body, samples })
      expect(saidBy(next)).toBe(saidBy({ header, body, samples }))
      const numbers = variablesOf(next)
      expect(numbers).toEqual(numbers.map((_, i) => i + 1))
      expect(next.samples).toHaveLength(numbers.length)
    }
    const read = variablesIn(inReadingOrder({ header, body, samples }).body)
    if (!header) expect(read).toEqual([...read].sort((a, b) => a - b))
  }
})

test('no input makes the check throw', () => {
  const roll = chance(3)
  const signs = ['{{', '}}', '1', '0', '*', '_', '~', '`', ' ', '\n', 'é', '😀', 'a', '%', '#']
  const mess = () => Array.from({ length: roll(40) }, () => signs[roll(signs.length)]).join('')
  for (let n = 0; n < 2000; n++)
    checkTemplate({
      ...sound,
      header: mess(),
      body: mess(),
      footer: mess(),
      samples: [mess()],
      buttons: [quick(mess()), link(mess(), mess()), call(mess()), code(mess())],
      flowAt: roll(9),
    })
})
