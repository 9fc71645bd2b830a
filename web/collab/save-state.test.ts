/** What a page says about its edits, for every state it can be in; and what an acknowledgement covers. */
import { describe, expect, test } from 'vitest'
import { type SaveState, saveState } from './save-state.ts'
import { SendLedger } from './send-ledger.ts'

test.each([
  // link, unsaved, kept, readOnly → said
  ['opening', false, true, false, 'saved'],
  ['opening', true, true, true, 'saving'],
  ['open', false, true, false, 'saved'],
  ['open', false, false, true, 'saved'],
  ['open', true, true, false, 'saving'],
  ['open', true, false, false, 'saving'],
  ['open', true, true, true, 'cannot-save'],
  ['lost', false, true, false, 'offline'],
  ['lost', true, true, false, 'offline'],
  ['lost', true, true, true, 'offline'],
  ['lost', true, false, false, 'cannot-save'],
  ['ended', false, true, false, 'cannot-save'],
  ['ended', true, true, false, 'cannot-save'],
] as ['opening' | 'open' | 'lost' | 'ended', boolean, boolean, boolean, SaveState][])(
  'link %s, unsaved %s, kept %s, read-only %s: %s',
  (link, unsaved, kept, readOnly, said) => {
    expect(saveState({ link, unsaved, kept, readOnly })).toBe(said)
  },
)

describe('ledger', () => {
  test('an update sent before the step 2 of its connection covers nothing: the step 2 does', () => {
    const ledger = new SendLedger()
    ledger.changed()
    ledger.connected()
    ledger.changed()
    ledger.sent('update')
    ledger.sent('step-2')
    ledger.acknowledged(1)
    expect(ledger.unsaved).toBe(true)
    ledger.acknowledged(1)
    expect(ledger.unsaved).toBe(false)
  })

  test('frames of a lost connection are never acknowledged by the next one', () => {
    const ledger = new SendLedger()
    ledger.connected()
    ledger.sent('step-2')
    ledger.changed()
    ledger.sent('update')
    ledger.connected()
    ledger.sent('step-2', true)
    ledger.acknowledged(1)
    expect(ledger.unsaved).toBe(true)
  })

  test('each acknowledged frame makes durable what was made before it went out', () => {
    const ledger = new SendLedger()
    ledger.connected()
    ledger.sent('step-2')
    for (let i = 0; i < 3; i++) {
      ledger.changed()
      ledger.sent('update')
    }
    ledger.acknowledged(3)
    expect(ledger.durable).toBe(2)
    ledger.acknowledged(1)
    expect(ledger.durable).toBe(3)
  })
})
