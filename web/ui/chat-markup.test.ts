/** The marks of a WhatsApp message are drawn as the phone draws them. */
import { expect, test } from 'vitest'
import { type ChatSpan, plainChatText, readChatText } from './chat-markup.ts'

const show = (spans: ChatSpan[]) =>
  spans
    .map((s) => {
      const style = [s.bold && 'b', s.italic && 'i', s.strike && 's', s.code && 'c'].filter(Boolean)
      return style.length ? `<${style.join('')}:${s.text}>` : s.text
    })
    .join('')
const line = (text: string) => show(readChatText(text)[0]!)

test('bold, italic, strike and code are drawn without their marks', () => {
  expect(line('Your *visit* is _soon_, not ~late~, code `A1`.')).toBe(
    'Your <b:visit> is <i:soon>, not <s:late>, code <c:A1>.',
  )
})

test('marks nest', () => {
  expect(line('*Hello _Ana_*')).toBe('<b:Hello ><bi:Ana>')
})

test.each([
  ['2 * 3 * 4', 'a mark between spaces'],
  ['snake_case_name', 'a mark inside a word'],
  ['*never closed', 'a mark that never closes'],
  ['**', 'an empty pair'],
  ['* spaced *', 'a mark before a space'],
])('"%s" stays as written: %s', (text) => {
  expect(line(text)).toBe(text)
})

test('a mark does not reach over a line break', () => {
  expect(readChatText('*one\ntwo*').map(show)).toEqual(['*one', 'two*'])
})

test('code keeps other marks inside it as written', () => {
  expect(line('`*a*`')).toBe('<c:*a*>')
})

test('plain words stand on one line without marks', () => {
  expect(plainChatText('Your *visit*\nis _soon_')).toBe('Your visit is soon')
})

test('words in other scripts count as words', () => {
  expect(line('привет_мир_')).toBe('привет_мир_')
})

test('three backticks draw monospace; unclosed ones stay as written', () => {
  expect(line('Code ```A *1*``` here')).toBe('Code <c:A *1*> here')
  expect(line('Code ```A1')).toBe('Code ```A1')
})
