/** Tests of where each step of a run stands. */
import { expect, test } from 'vitest'
import { type CutOverRun, cutOverSteps } from '../../../shared/api/cut-overs.ts'
import { standingOf } from './standing.ts'

const line = (status: 'PENDING' | 'APPROVED' | 'REJECTED'): CutOverRun['templates'][number] => ({
  templateId: 't',
  name: 'visit',
  language: 'en',
  channelId: 'c',
  category: 'UTILITY',
  buttons: [],
  flowAt: 0,
  headerMedia: null,
  status: 'APPROVED',
  choice: 'wanted',
  proposal: { name: 'visit_v2', body: 'Hello', samples: [], buttonLabel: 'Open' },
  refusal: null,
  successor: { id: 's', name: 'visit_v2', status, reason: null, advice: null, createdAt: 0 },
  whyNotMoved: null,
})
const run = (over: Partial<CutOverRun>): CutOverRun => ({
  id: 'r',
  state: 'running',
  step: 'publish',
  flowId: 'f',
  old: { publicId: '1', number: 1, state: 'published' },
  new: { publicId: '2', number: 2, state: 'draft' },
  asking: false,
  trouble: null,
  templates: [],
  campaigns: [],
  holding: null,
  left: 0,
  whyNotStopped: null,
  whyNotRolledBack: null,
  events: [],
  ...over,
})
const all = (over: Partial<CutOverRun>) =>
  cutOverSteps.map((step) => standingOf(run(over), step)).join(' ')

test.each([
  [{}, 'now later later later later later'],
  [{ trouble: 'no' }, 'trouble later later later later later'],
  [{ asking: true }, 'waiting later later later later later'],
  [{ step: 'templates' }, 'done now later later later later'],
  [{ step: 'approval', templates: [line('PENDING')] }, 'done done waiting later later later'],
  [{ step: 'approval', templates: [line('REJECTED')] }, 'done done trouble later later later'],
  [{ step: 'drain' }, 'done done done done waiting later'],
  [{ step: 'deprecate' }, 'done done done done done now'],
  [{ step: 'deprecate', asking: true }, 'done done done done done waiting'],
  [{ step: 'deprecate', state: 'done' }, 'done done done done done done'],
  [{ step: 'drain', state: 'stopped' }, 'done done done done left left'],
  [{ step: 'approval', state: 'rolled-back' }, 'done done left left left left'],
] as const)('%j: %s', (over, standings) => {
  expect(all(over as Partial<CutOverRun>)).toBe(standings)
})
