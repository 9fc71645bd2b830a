/** Every example can be walked to its end by somebody who taps about at random. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkFlow } from '../check/index.ts'
import { responseColumns } from '../columns.ts'
import { exampleFlows } from '../examples/index.ts'
import type { Flow } from '../flow.ts'
import { readFlow } from '../read.ts'
import { adopt, checkSubmission, type RunEvent, type RunState, start, step, view } from './index.ts'
import { finish, validValue } from './testing.ts'

/** One event that makes sense on the screen shown. */
function eventFor(
  flow: Flow,
  state: RunState,
  [choice, pick]: readonly [number, number],
): RunEvent {
  const shown = view(flow, state)
  const fields = shown.items.filter((item) => 'name' in item)
  const links = shown.items.filter((item) => item.kind === 'EmbeddedLink')
  const field = fields[pick % Math.max(1, fields.length)]
  if (choice < 10 && field && 'name' in field)
    return { type: 'input', name: field.name, value: validValue(field, pick) }
  if (choice === 10 && shown.canGoBack) return { type: 'back' }
  if (choice === 11 && links.length > 0)
    return { type: 'tap-link', path: links[pick % links.length]?.path ?? '' }
  if (choice === 12 && field && 'name' in field) return { type: 'tap-optin', name: field.name }
  if (choice === 13 && field && 'name' in field) return { type: 'blur', name: field.name }
  return { type: 'tap', target: 'footer' }
}

describe.each(exampleFlows.map((example) => [example.slug, example] as const))(
  '%s',
  (_, example) => {
    const { flow } = readFlow(example.text)
    if (!flow) throw new Error('unreadable example')

    test('is walked to completion, wherever chance leads first', () => {
      const events = fc.array(fc.tuple(fc.nat(14), fc.nat(100)), { maxLength: 40 })
      fc.assert(
        fc.property(events, fc.nat(100), (chances, pick) => {
          let state = start(flow, { flowToken: 'token-1' })
          for (const chance of chances) {
            if (state.status !== 'open') break
            const next = step(flow, state, eventFor(flow, state, chance)).state
            // Leaving is a way to end, but not the one looked for here.
            state = next.status === 'closed' ? state : next
            expect(JSON.parse(JSON.stringify(state))).toEqual(state)
          }
          const done = finish(flow, state, pick)
          expect(done.status).toBe('completed')
          if (done.status !== 'completed') return
          expect(done.payload.flow_token).toBe('token-1')
          expect(checkSubmission(flow, done.payload)).toEqual([])
          const columns = responseColumns(flow).map((column) => column.key)
          expect(
            Object.keys(done.payload)
              .filter((key) => key !== 'flow_token')
              .sort(),
          ).toEqual([...columns].sort())
        }),
        { numRuns: 60 },
      )
    })

    test('shows every screen with its examples, no binding left unresolved', () => {
      for (const screen of flow.screens) {
        const shown = view(flow, start(flow, { screen: screen.id, examples: true }))
        expect(shown.screenId).toBe(screen.id)
        expect(JSON.stringify(shown)).not.toMatch(/\$\{|undefined/)
      }
    })

    test('survives being adopted by every cut of its own text', () => {
      let state = start(flow, { examples: true })
      for (let length = 0; length <= example.text.length; length += 211) {
        const edited = readFlow(example.text.slice(0, length)).flow
        if (!edited) continue
        state = adopt(edited, state)
        view(edited, state)
      }
    })

    test('every label of its columns was written by somebody', () => {
      for (const { label } of responseColumns(flow))
        expect(example.text).toContain(`"label": ${JSON.stringify(label)}`)
      expect(checkFlow(example.text)).toEqual([])
    })
  },
)
