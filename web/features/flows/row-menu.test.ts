/** Tests of what the row menu offers in each state. */
import { expect, test } from 'vitest'
import type { Allowed, FlowRow } from '../../../shared/api/flows.ts'
import { type RowActs, rowMenu } from './row-menu.ts'

const all: Allowed = {
  edit: null,
  viewResponses: null,
  publish: null,
  deprecate: null,
  delete: null,
}
const row = (over: Partial<FlowRow>): FlowRow => ({
  id: 'f',
  name: 'Booking',
  channelId: 'c',
  channelName: 'Sandbox',
  publicId: '1000000000000001',
  number: 1,
  state: 'draft',
  limit: null,
  draft: null,
  cutOver: null,
  createdAt: 0,
  updatedAt: 0,
  responses: 0,
  here: [],
  allowed: all,
  ...over,
})
const opened: string[] = []
const acts: RowActs = {
  open: (address) => opened.push(address),
  exportJson: () => {},
  duplicate: () => {},
  newDraft: () => {},
  ask: () => {},
}
const labels = (over: Partial<FlowRow>, mayEdit = true) =>
  rowMenu(row(over), mayEdit, acts).flatMap((e) =>
    typeof e === 'object' && 'label' in e ? [e.disabledReason ? `(${e.label})` : e.label] : [],
  )

test('a draft that never ran has no View responses and can be published and deleted', () => {
  expect(labels({ allowed: { ...all, viewResponses: 'Never ran.', deprecate: 'no' } })).toEqual([
    'Edit',
    'Preview',
    'Export flow JSON',
    'Duplicate',
    'Used by…',
    'Publish…',
    'Delete…',
  ])
})

test('a published version keeps Edit and Delete in sight, off, and offers a new draft', () => {
  expect(
    labels({
      state: 'published',
      allowed: { ...all, edit: 'Frozen.', publish: 'x', delete: 'Frozen.' },
    }),
  ).toEqual([
    '(Edit)',
    'New draft from this version',
    'Preview',
    'View responses',
    'Export flow JSON',
    'Duplicate',
    'Used by…',
    'Deprecate…',
    '(Delete…)',
  ])
})

test('a draft beside a published version has its own entries, which lead to it', () => {
  const entries = rowMenu(
    row({ state: 'published', draft: { publicId: '1000000000000002', number: 2 } }),
    true,
    acts,
  )
  const edit = entries.find(
    (e) => typeof e === 'object' && 'label' in e && e.label === 'Edit draft 2',
  )
  if (typeof edit !== 'object' || !('onSelect' in edit)) throw new Error('no entry')
  edit.onSelect?.()
  expect(opened).toEqual(['/chat/flows/1000000000000002'])
  expect(labels({ state: 'published', draft: { publicId: '2', number: 2 } })).not.toContain(
    'New draft from this version',
  )
})

test('someone who may only view can neither duplicate nor make drafts', () => {
  const off = { ...all, edit: 'no', publish: 'no', deprecate: 'no', delete: 'no' }
  expect(labels({ state: 'published', allowed: off }, false)).toEqual([
    '(Edit)',
    'Preview',
    'View responses',
    'Export flow JSON',
    'Used by…',
    '(Deprecate…)',
    '(Delete…)',
  ])
})
