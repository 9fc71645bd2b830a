/** Away after a minute without a word, back at the next one; an untouched page says nothing, a touched one does. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Attendance } from './attendance.ts'
import { QuietAwareness } from './quiet-awareness.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Two people's pages whose presence reaches each other at once. */
function twoPages() {
  const sent: string[] = []
  const page = (name: string) => {
    const awareness = new QuietAwareness(new Y.Doc())
    const window = new EventTarget()
    let changes = 0
    const attendance = new Attendance(awareness, () => changes++, window)
    return { name, awareness, window, attendance, changes: () => changes }
  }
  const [ana, ben] = [page('ana'), page('ben')]
  const pairs = [
    [ana, ben],
    [ben, ana],
  ] as const
  for (const [from, to] of pairs)
    from.awareness.on('update', (_: unknown, origin: unknown) => {
      if (origin !== 'local') return
      sent.push(from.name)
      const update = encodeAwarenessUpdate(from.awareness, [from.awareness.clientID])
      applyAwarenessUpdate(to.awareness, update, 'remote')
    })
  ana.awareness.setLocalState({ name: 'Ana' })
  ben.awareness.setLocalState({ name: 'Ben' })
  return { ana, ben, sent }
}

test('whoever says nothing for a minute is away, and back with the next word', () => {
  const { ana, ben } = twoPages()
  const bensId = ben.awareness.clientID
  vi.advanceTimersByTime(59_000)
  expect(ana.attendance.isAway(bensId)).toBe(false)
  vi.advanceTimersByTime(2000)
  expect(ana.attendance.isAway(bensId)).toBe(true)
  expect(ana.changes()).toBe(1)
  ben.awareness.setLocalStateField('cursor', 1)
  expect(ana.attendance.isAway(bensId)).toBe(false)
  expect(ana.changes()).toBe(2)
})

test('pages that nobody touches send nothing and hold no timer', () => {
  const { sent } = twoPages()
  const before = sent.length
  vi.advanceTimersByTime(3 * 60_000)
  expect(sent.length).toBe(before)
  expect(vi.getTimerCount()).toBe(0)
})

test('somebody who only reads and moves the mouse stays here, with a word every 45 s', () => {
  const { ana, ben, sent } = twoPages()
  const before = sent.length
  for (let second = 0; second < 180; second++) {
    ben.window.dispatchEvent(new Event('pointermove'))
    vi.advanceTimersByTime(1000)
    expect(ana.attendance.isAway(ben.awareness.clientID)).toBe(false)
  }
  expect(sent.length - before).toBeLessThanOrEqual(4)
})

test('an ended page listens no more', () => {
  const { ana, ben, sent } = twoPages()
  ana.attendance.destroy()
  ben.attendance.destroy()
  expect(vi.getTimerCount()).toBe(0)
  const before = sent.length
  vi.advanceTimersByTime(60_000)
  ben.window.dispatchEvent(new Event('keydown'))
  expect(sent.length).toBe(before)
})
