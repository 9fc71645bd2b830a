/** Bindings, expressions and conditions worked out at run time (reference §5). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownValue } from '../record.ts'
import { evaluate, evaluateCondition, evaluateDeep, parseBinding, type Scope } from './index.ts'

const screens: Record<string, { form: Record<string, unknown>; data: Record<string, unknown> }> = {
  HERE: {
    form: { name: 'Ana', age: '17', empty: '', yes: true, tags: ['a', 'b'], zero: '0' },
    data: { n: 10, third: 1 / 3, person: { city: 'Rome' }, none: null, words: ['x'] },
  },
  FIRST: { form: { pet: 'cat' }, data: { k: 7 } },
}
const scope: Scope = {
  read: (source, screen, name) => ownValue(screens[screen ?? 'HERE']?.[source], name),
}

describe('bindings', () => {
  test.each([
    ['${form.name}', 'Ana'],
    ['${data.person.city}', 'Rome'],
    ['${screen.FIRST.form.pet}', 'cat'],
    ['${screen.FIRST.data.k}', 7],
    ['${form.tags}', ['a', 'b']],
    ['${data.none}', null],
    ['${form.gone}', undefined],
    ['${screen.LATER.form.x}', undefined],
    ['${data.words.length}', undefined],
    ['${form.name.length}', undefined],
    ['${data.constructor}', undefined],
    ['${data.__proto__}', undefined],
    ['${foo}', undefined],
    ['Hello ${form.name}', 'Hello ${form.name}'],
    ['plain', 'plain'],
    [5, 5],
  ])('%j gives %j', (raw, value) => expect(evaluate(raw, scope)).toEqual(value))

  test.each([
    '${form}',
    '${form.}',
    '${screen.A.b.c}',
    '${.x}',
    '${data..x}',
    '${}',
    '${form.a}${form.b}',
  ])('%s is no binding', (text) => expect(parseBinding(text)).toBeNull())
})

describe('backtick expressions', () => {
  test.each<[string, unknown]>([
    ["`'Hi ' ${form.name}`", 'Hi Ana'],
    ['`1 + 2 * 3`', 7],
    ['`(1 + 2) * 3`', 9],
    ['`10 - 2 - 3`', 5],
    ['`7 % 4`', 3],
    ['`7 / 2`', 3.5],
    ['`1 / 3`', 0.33],
    ['`${data.third}`', 0.33],
    ['`5 / 0`', 0],
    ['`5 % ${form.empty}`', 0],
    ['`${form.empty} + 4`', 4],
    ['`${form.age} + 1`', 18],
    ['`-${data.n}`', -10],
    ['`!true`', false],
    ['`!${form.empty}`', true],
    ['`${data.none} == ${form.empty}`', true],
    ["`${form.gone} == ''`", true],
    ['`${form.zero} == 0`', true],
    ['`${form.empty} == 0`', false],
    ['`${form.empty} < 5`', false],
    ["`'a' < 'b'`", false],
    ['`${form.age} < 18`', true],
    ['`1 < 2 && 2 < 3`', true],
    ['`1 == 1 || 1 == 2 && 1 == 3`', true],
    ['`(1 == 1 || 1 == 2) && 1 == 3`', false],
    ["`'Total ' ${data.n} + 5 ' EUR'`", 'Total 15 EUR'],
    ["`${form.gone} 'x'`", 'x'],
    ["`'it\\'s'`", "it's"],
    ["`'a' ${form.yes}`", 'atrue'],
    ['`', '`'],
    ['``', undefined],
    ['`1 +`', undefined],
    ['`foo`', undefined],
    ["`'a' + 'b'`", 0],
  ])('%s gives %j', (raw, value) => expect(evaluate(raw, scope)).toEqual(value))

  test('any text between backticks gives a value or undefined, never a throw', () => {
    const unit = fc.constantFrom(
      "'",
      '(',
      ')',
      '!',
      '-',
      '+',
      '*',
      '<',
      '=',
      '&',
      '|',
      '1',
      ' ',
      '${form.age}',
      'true',
      '\\',
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (inner) => {
        evaluate(`\`${inner}\``, scope)
        evaluateCondition(inner, scope)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('conditions', () => {
  test.each<[unknown, boolean]>([
    ["${form.name} == 'Ana'", true],
    ["${form.name} != 'Ana'", false],
    ['${form.yes}', true],
    ['${form.name}', false],
    ['!${form.yes}', false],
    ['${form.age} >= 17', true],
    ["${form.age} == '017'", true],
    ["${form.gone} == ''", true],
    ["${form.gone} != ''", false],
    ["${data.none} == ''", true],
    ['${data.n} > 9 && ${form.age} < 18', true],
    ["${form.name} == 'x' || ${form.yes}", true],
    ["(${form.name} == 'x' || ${form.yes}) && ${form.yes}", true],
    ['${form.empty} < 5', false],
    ['${screen.FIRST.data.k} == 7', true],
    ['broken (', false],
    [true, true],
    [undefined, false],
    ['`${form.age} * 2 > 30`', true],
  ])('%j is %s', (condition, result) => expect(evaluateCondition(condition, scope)).toBe(result))
})

test('payloads resolve at any depth; what points at nothing is left out', () => {
  expect(
    evaluateDeep(
      { a: '${form.name}', b: { c: ['${data.n}', 'x'], d: '${form.gone}' }, e: true },
      scope,
    ),
  ).toEqual({ a: 'Ana', b: { c: [10, 'x'] }, e: true })
})
