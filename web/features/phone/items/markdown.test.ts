/** Markdown of paragraphs becomes safe data. */
import { expect, test } from 'vitest'
import { type Inline, readMarkdown } from './markdown.ts'

/** A short written form of the parts, for comparing. */
const show = (parts: readonly Inline[]): string =>
  parts
    .map((part) => {
      if (part.type === 'text') return part.text
      if (part.type === 'link') return `<a ${part.href}|${show(part.parts)}>`
      return `<${part.type}|${show(part.parts)}>`
    })
    .join('')

const line = (text: string) => {
  const [block] = readMarkdown(text)
  return block?.type === 'paragraph' ? show(block.parts) : 'no paragraph'
}

test.each([
  ['plain words', 'plain words'],
  ['**bold** and *it* and ~~gone~~', '<bold|bold> and <italic|it> and <strike|gone>'],
  ['*a **b***', '<italic|a <bold|b>>'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['**never closed', '**never closed'],
  ['[terms](https://example.com/a)', '<a https://example.com/a|terms>'],
])('reads %s', (text, shown) => {
  expect(line(text)).toBe(shown)
})

test.each([
  'javascript:alert(1)',
  'http://example.com',
  'data:text/html,x',
  'https://a:b@example.com',
])('a link to %s stays text', (address) => {
  expect(line(`[x](${address})`)).toBe(`[x](${address})`)
})

test('list lines of one kind make one list', () => {
  expect(
    readMarkdown('- a\n- b\n1. c').map((b) =>
      b.type === 'list' ? [b.ordered, b.items.length] : b.type,
    ),
  ).toEqual([
    [false, 2],
    [true, 1],
  ])
})

test('a long run of marks neither throws nor hangs', () => {
  expect(readMarkdown('*'.repeat(5000)).length).toBe(1)
  expect(readMarkdown('['.repeat(5000)).length).toBe(1)
})
