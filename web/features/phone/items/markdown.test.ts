/** Markdown of paragraphs becomes safe data. */
import { expect, test } from 'vitest'
import { safeImage } from '../safe-image.ts'
import { type Inline, readMarkdown, readRichText } from './markdown.ts'

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

test('rich text has headings, pictures, tables and lists', () => {
  const text = [
    '# Terms',
    '### small',
    '',
    '![A logo](data:image/png;base64,iVBORw0KGgo=)',
    '| Size | Price |',
    '| --- | :-: |',
    '| **S** | 5 |',
    '| M | [x](https://example.com) |',
    '- one',
    '- two',
  ].join('\n')
  expect(
    readRichText(text).map((block) => {
      if (block.type === 'heading') return `h${block.level} ${show(block.parts)}`
      if (block.type === 'image') return `image ${block.altText}`
      if (block.type === 'table')
        return [block.head.map(show), ...block.rows.map((row) => row.map(show))]
      return block.type === 'list' ? block.items.map(show) : show(block.parts)
    }),
  ).toEqual([
    'h1 Terms',
    'small',
    'image A logo',
    [
      ['Size', 'Price'],
      ['<bold|S>', '5'],
      ['M', '<a https://example.com/|x>'],
    ],
    ['one', 'two'],
  ])
})

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html,<script>)',
  '![x](data:image/svg+xml;base64,PHN2Zz4=)',
  '![x](https://example.com/a.png)',
])('hostile rich text %s holds no link and no picture that loads', (text) => {
  for (const block of readRichText(text)) {
    if (block.type === 'image') expect(safeImage(block.source)).toBeNull()
    else if (block.type === 'paragraph')
      for (const part of block.parts)
        expect(part.type === 'text' || (part.type === 'link' && /^https:/.test(part.href))).toBe(
          true,
        )
    else expect(block.type).toBe('paragraph')
  }
})

test('ten thousand quotes and marks neither throw nor hang', () => {
  for (const text of [
    '> '.repeat(10_000),
    '#'.repeat(10_000),
    '|'.repeat(10_000),
    `|a|\n${'-|'.repeat(5000)}`,
  ])
    expect(readRichText(text).length).toBeLessThan(5)
})
