/** A room's past: stretches of work end where people would say so, cost little, and read back as they were. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env as bindings } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Writer } from '../../shared/collab/history.ts'
import { applyEdits } from '../../shared/text-edit.ts'
import type { Env } from '../env.ts'
import { RoomHistory } from './room-history.ts'
import { toyRoom } from './toy-peer.ts'

const { ROOMS } = bindings as unknown as Env
const ana: Writer = { id: 'ana', name: 'Ana' }
const ben: Writer = { id: 'ben', name: 'Ben' }
const second = 1000
const minute = 60 * second

/** A history beside a text that people change, by a clock of the test's own. */
const withHistory = (
  run: (tools: {
    history: RoomHistory
    edit: (who: Writer, at: number, change: (text: string) => string) => void
    close: () => void
    reopen: () => RoomHistory
    sql: SqlStorage
    text: () => string
  }) => void,
  first = '{}',
): Promise<void> =>
  runInDurableObject(toyRoom(ROOMS).stub, (_, { storage }) => {
    let history = new RoomHistory(storage)
    let text = first
    /** Who wrote each unit. */
    let owners: (string | null)[] = [...first].map(() => null)
    const written = () => ({
      text,
      stretches: () => owners.map((owner) => [1, owner] as [number, string | null]),
    })
    run({
      history,
      edit(who, at, change) {
        history.beforeEdit(who, at, written)
        const next = change(text)
        let head = 0
        while (head < text.length && text[head] === next[head]) head++
        let tail = 0
        while (
          tail < Math.min(text.length, next.length) - head &&
          text.at(-1 - tail) === next.at(-1 - tail)
        )
          tail++
        const inserted = next.length - head - tail
        owners = [
          ...owners.slice(0, head),
          ...Array.from({ length: inserted }, () => who.id),
          ...owners.slice(text.length - tail),
        ]
        text = next
        history.edited(who, at)
      },
      close: () => history.close(written),
      reopen() {
        history = new RoomHistory(storage)
        return history
      },
      sql: storage.sql,
      text: () => text,
    })
  })

describe('a stretch of work', () => {
  test('ends at a pause, at a hand-over and when it grows long, and not between people at work together', () =>
    withHistory(({ history, edit, close }) => {
      edit(ana, 0, (text) => `${text}a`)
      edit(ana, 2 * minute, (text) => `${text}b`)
      edit(ana, 6 * minute, (text) => `${text}c`)
      edit(ben, 6 * minute + 10 * second, (text) => `${text}d`)
      edit(ana, 6 * minute + 20 * second, (text) => `${text}e`)
      edit(ben, 7 * minute, (text) => `${text}f`)
      const cem = { id: 'cem', name: 'Cem' }
      edit(cem, 8 * minute, (text) => `${text}g`)
      for (let at = 9; at < 40; at++) edit(cem, at * minute, (text) => `${text}.`)
      close()
      const { checkpoints, open } = history.list()
      expect(open).toBeNull()
      expect(
        checkpoints
          .reverse()
          .map(({ since, at, writers }) => [
            writers.map(({ id }) => id).join(),
            since / minute,
            at / minute,
          ]),
      ).toEqual([
        ['', 0, 0],
        ['ana', 0, 2],
        ['ana,ben', 6, 7],
        ['cem', 8, 27],
        ['cem', 28, 39],
      ])
    }))

  test('goes on after the object was torn down, with the people it had', () =>
    withHistory(({ edit, reopen }) => {
      edit(ana, minute, (text) => `${text}a`)
      expect(reopen().list().open).toEqual({ since: minute, at: minute, writers: [ana] })
      edit(ana, 2 * minute, (text) => `${text}b`)
      expect(reopen().list().checkpoints).toHaveLength(1)
      edit(ana, 9 * minute, (text) => `${text}c`)
      expect(reopen().list().checkpoints).toHaveLength(2)
    }))

  test('that changed nothing in the end leaves no checkpoint', () =>
    withHistory(({ history, edit, close }) => {
      edit(ana, 0, (text) => `${text}a`)
      edit(ana, 1, (text) => text.slice(0, -1))
      close()
      expect(history.list()).toMatchObject({ checkpoints: [{ id: 1 }], open: null })
    }))
})

test('a change says who wrote what of it, and leads from the text before to the text after', () =>
  withHistory(({ history, edit, close }) => {
    edit(ana, 0, () => '{ "a": 1 }')
    edit(ben, 1, () => '{ "a": 1, "b": 2 }')
    close()
    const change = history.change(2)!
    expect(applyEdits(change.before, change.edits)).toBe('{ "a": 1, "b": 2 }')
    const signed = change.edits.flatMap(({ insert, by }) => {
      let at = 0
      return by.map(([units, who]) => {
        at += units
        return [insert.slice(at - units, at), change.writers[who]?.name]
      })
    })
    expect(signed.map(([text]) => text).join('')).toBe(
      change.edits.map(({ insert }) => insert).join(''),
    )
    expect(signed.find(([text]) => text?.includes('"a"'))?.[1]).toBe('Ana')
    expect(signed.find(([text]) => text?.includes('"b"'))?.[1]).toBe('Ben')
  }))

test('a thousand checkpoints read back as they were, and cost little beside their text', () =>
  withHistory(
    ({ edit, close, reopen, sql, text }) => {
      const were: string[] = []
      for (let i = 0; i < 1000; i++) {
        edit(i % 2 ? ana : ben, i * 10 * minute, (now) => {
          const at = (i * 7919) % now.length
          return `${now.slice(0, at)}<${i}>${now.slice(at + (i % 5))}`
        })
        close()
        were.push(text())
      }
      const history = reopen()
      for (let i = 0; i < 1000; i += 37) expect(history.text(i + 2)).toBe(were[i])
      expect(history.text(1001)).toBe(text())
      expect(history.text(9999)).toBeNull()
      const { bytes } = sql
        .exec<{ bytes: number }>('select sum(length(data)) as bytes from checkpoint_part')
        .one()
      expect(bytes).toBeLessThan(1000 * 300)
    },
    Array.from({ length: 400 }, (_, i) => `line ${i}`).join('\n'),
  ))

test('a text of many megabytes is kept in parts below the value limit', () =>
  withHistory(({ history, edit, close, sql }) => {
    edit(ana, 0, (text) => `${text}é`)
    close()
    const { most } = sql
      .exec<{ most: number }>('select max(length(cast(data as blob))) as most from checkpoint_part')
      .one()
    expect(most).toBeLessThan(1_900_000)
    expect(history.text(2)).toHaveLength(3_000_001)
  }, 'é'.repeat(3_000_000)))

test('no character is torn where a text is parted', () =>
  withHistory(
    ({ edit, close, reopen, text }) => {
      edit(ana, 0, (now) => `${now}!`)
      close()
      const history = reopen()
      expect(history.text(1)).toBe(text().slice(0, -1))
      expect(history.text(2)).toBe(text())
    },
    `x${'😀'.repeat(500_000)}`,
  ))

test('in a room: work by hand, a text from outside, and the end of it', async () => {
  const { stub, join } = toyRoom(ROOMS)
  await stub.create('{}')
  const peer = await (await join('ana', { ack: true })).sync()
  peer.type(1, '"a":1')
  await peer.until(() => peer.acked >= 2)
  await stub.replace('{"a":2}', { id: 'key', name: 'A program' })
  await peer.until(() => peer.text === '{"a":2}')
  peer.type(6, '3')
  await peer.heard()
  await evictDurableObject(stub)
  expect((await stub.history()).open?.writers).toEqual([{ id: 'ana', name: 'ana' }])
  peer.leave()
  await expect
    .poll(async () => (await stub.history()).checkpoints.map(({ writers }) => writers[0]?.id))
    .toEqual(['ana', 'key', 'ana', undefined])
  expect(await stub.textAt(2)).toBe('{"a":1}')
  expect(await stub.textAt(3)).toBe('{"a":2}')
  expect(await stub.change(4)).toMatchObject({
    before: '{"a":2}',
    edits: [{ at: 6, remove: 0, insert: '3', by: [[1, 0]] }],
  })
})
