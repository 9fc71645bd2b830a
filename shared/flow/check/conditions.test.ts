/** If conditions that hold, and why others are refused (reference §5.4). */
import { describe, expect, test } from 'vitest'
import { flowWith, ifShown, input, radio } from '../testing.ts'
import { checkFlow, isPublishable } from './index.ts'

describe('conditions', () => {
  const city = radio('city', ['paris', 'rome'])
  const age = input('age', { 'input-type': 'number' })
  const agree = { type: 'OptIn', name: 'agree', label: 'Yes' }
  const at = (condition: unknown) =>
    checkFlow(flowWith([city, age, agree, ifShown(condition, [{ type: 'TextBody', text: 'x' }])]))

  test.each([
    "${form.city} == 'paris'",
    '${form.agree}',
    '!${form.agree}',
    '${form.age} >= 18',
    "(${form.city} == 'paris') && !(${form.age} < -5)",
    "${form.city} != '' || ${form.agree}",
    "`${form.city} == 'paris'`",
    true,
    "${form.city} == 'it\\'s'",
  ])('%j holds', (condition) => expect(at(condition)).toEqual([]))

  test.each([
    ['', 'empty'],
    ['()', 'parentheses are empty'],
    ["(${form.city} == 'x'", 'closing ) is missing'],
    ["${form.city} == 'x')", 'closes nothing'],
    ["${form.city} == 'x", 'closing single quote'],
    ["${form.city} 'x'", 'operator is missing'],
    ["${form.city} = 'x'", 'Unexpected character'],
    ['${form.city} == paris', 'no value here'],
    ['== 1', 'missing before =='],
    ['${form.age} >', 'missing after >'],
    ["'a' == 'b'", 'fixed values'],
    ['${form.city} == 1', 'compares'],
    ['${form.city}', 'true or false'],
    ['true', 'at least one binding'],
    ['${form.age} == 007', 'begin with 0'],
    ["${form.age} == -'x'", 'after the minus'],
    ['${form.age} + 1 > 2', 'not an operator'],
    ['${form.age} > 1.5', 'whole numbers'],
    ['(${form.agree})', 'must hold an operation'],
    ["${form.cit} == 'x'", 'no component named'],
    ['${foo}', 'not a binding'],
    [`${'('.repeat(500)}`, 'deeper'],
    [`\${form.age} > ${'1 > '.repeat(2000)}1`, 'at most'],
  ])('%j is refused: %s', (condition, reason) => {
    const diagnostics = at(condition)
    expect(diagnostics.map((it) => it.message).join(' ')).toContain(reason)
    expect(isPublishable(diagnostics)).toBe(false)
    expect(diagnostics[0]?.path).toBe('screens[0].layout.children[3].condition')
  })

  test('&& beside || without parentheses is advice', () => {
    expect(at("${form.agree} || ${form.city} == 'x' && ${form.age} > 1")).toMatchObject([
      { code: 'MIXED_LOGIC', severity: 'warning' },
    ])
  })
})
