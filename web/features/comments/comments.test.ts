/** What a comment shows as, and what is seen of one that the server has not taken yet. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Author, Thread } from '../../../shared/api/comments.ts'
import { partsOf } from './body-parts.ts'
import { type Task, withTasks } from './outbox.ts'

describe('the words of a comment', () => {
  test('links to web pages and names are found, and nothing else', () => {
    const body = '@Ana Ruiz see https://example.com/a?b=c. Not @Ana, javascript:alert(1) or ftp://x'
    expect(partsOf(body, ['Ana Ruiz', 'Ana'])).toEqual([
      { kind: 'mention', text: '@Ana Ruiz' },
      { kind: 'text', text: ' see ' },
      { kind: 'link', text: 'https://example.com/a?b=c' },
      { kind: 'text', text: '. Not ' },
      { kind: 'mention', text: '@Ana' },
      { kind: 'text', text: ', javascript:alert(1) or ftp://x' },
    ])
  })

  test('whatever is written, no letter is added, lost or moved, and a link leads to a web page', () => {
    const words = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'http://',
        'https://[',
        'https://a.b',
        '<script>',
        '"><img src=x onerror=alert(1)>',
        '\u202e',
        '\u200b',
        'a' + '\u0301'.repeat(300),
        '@Ana',
        '@',
      ),
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (all) => {
        const body = all.join('')
        const parts = partsOf(body, ['Ana'])
        expect(parts.map(({ text }) => text).join('')).toBe(body)
        for (const { kind, text } of parts)
          if (kind === 'link') expect(new URL(text).protocol).toMatch(/^https?:$/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what waits to be sent', () => {
  const me: Author = { kind: 'user', id: 'me', name: 'Me' }
  const said = (id: string) => ({
    id,
    author: me,
    body: id,
    mentions: [],
    createdAt: 1,
    editedAt: null,
    deletedAt: null,
  })
  const thread: Thread = {
    id: 't',
    target: 'component',
    was: { screen: '', kind: '', name: '', label: '', path: '', excerpt: '' },
    createdAt: 1,
    resolved: null,
    comments: [said('first')],
  }
  const tasks: Task[] = [
    { kind: 'reply', at: 2, threadId: 't', comment: { id: 'second', body: 'Two', mentions: [] } },
    {
      kind: 'change',
      at: 3,
      threadId: 't',
      commentId: 'second',
      change: { body: '2', mentions: [] },
    },
    { kind: 'resolve', at: 4, threadId: 't', resolved: true },
  ]

  test('is seen as if it were done, in its order', () => {
    const [shown] = withTasks([thread], tasks, me, [])
    expect(shown!.comments.map(({ body, editedAt }) => [body, editedAt])).toEqual([
      ['first', null],
      ['2', 3],
    ])
    expect(shown!.resolved).toEqual({ at: 4, name: 'Me' })
  })

  test('is seen once, also after the server has taken it', () => {
    const taken = { ...thread, comments: [said('first'), said('second')] }
    expect(withTasks([taken], [tasks[0]!], me, [])[0]!.comments).toHaveLength(2)
  })

  test('taken back, nothing of it is left', () => {
    expect(withTasks([thread], [], me, [])).toEqual([thread])
  })
})
