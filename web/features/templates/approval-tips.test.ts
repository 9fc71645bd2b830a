/** The four tips follow the text, and what they rewrite they are content with. */
import { expect, test } from 'vitest'
import type { Media } from '../../../shared/api/media.ts'
import { approvalTips } from './approval-tips.ts'
import { languageName, languages } from './languages.ts'
import {
  draftFindings,
  draftFrom,
  emptyDraft,
  freeName,
  requestFor,
  TemplateDraft,
} from './template-draft.ts'

const sound: TemplateDraft = {
  ...emptyDraft('en_US'),
  channelId: 'c1',
  name: 'visit_followup',
  category: 'UTILITY',
  body: 'Hello {{1}}, your visit on {{2}} is booked. Anything to change?',
  samples: ['Ana', '4 May'],
  buttonLabel: 'Change my visit',
  publicId: '1000000000000001',
}

test('a sound draft has no finding; one without a channel has one', () => {
  expect(draftFindings(sound)).toEqual([])
  expect(draftFindings({ ...sound, channelId: '' })).toMatchObject([{ field: 'channelId' }])
})

test('tips follow the text', () => {
  const states = (change: Partial<TemplateDraft>) =>
    Object.fromEntries(approvalTips({ ...sound, ...change }).map((tip) => [tip.id, tip.state]))
  expect(states({})).toEqual({ clear: 'good', promotion: 'good', label: 'good', samples: 'good' })
  expect(states({ body: 'Hello {{1}}, a 20% off sale is on now.' }).promotion).toBe('mind')
  expect(states({ header: 'Big sale' }).promotion).toBe('mind')
  expect(states({ body: 'A sale for {{1}} now.', category: 'MARKETING' }).promotion).toBe('good')
  expect(states({ buttonLabel: 'Click here' }).label).toBe('mind')
  expect(states({ samples: ['test', '4 May'] }).samples).toBe('mind')
  expect(states({ body: 'HELLO THERE GOOD PEOPLE' }).clear).toBe('mind')
  expect(states({ body: 'To {{1}} at {{2}} ok' }).clear).toBe('mind')
})

test.each<[string, Partial<TemplateDraft>, Partial<TemplateDraft>]>([
  [
    'clear',
    { body: 'HELLO {{1}}, YOUR VISIT IS BOOKED. COME AT {{2}} PLEASE.' },
    { body: 'Hello {{1}}, your visit is booked. Come at {{2}} please.' },
  ],
  [
    'clear',
    { body: 'Hello {{1}}!!! See you all on {{2}}, right?!?' },
    { body: 'Hello {{1}}! See you all on {{2}}, right?' },
  ],
  ['promotion', { footer: 'A special price' }, { category: 'MARKETING' }],
  ['label', { buttonLabel: 'Click here' }, { buttonLabel: 'Book a visit' }],
])('the tip "%s" rewrites %j', (id, change, rewritten) => {
  const tipOf = (draft: TemplateDraft) =>
    approvalTips(draft, 'Book a visit').find((tip) => tip.id === id)
  const before = { ...sound, ...change }
  expect(tipOf(before)).toMatchObject({ state: 'mind', rewrite: { fields: rewritten } })
  expect(tipOf({ ...before, ...tipOf(before)?.rewrite?.fields })?.state).toBe('good')
})

test('a copy says the same under a free name', () => {
  const made = requestFor({
    ...sound,
    header: 'Your visit',
    buttons: [{ type: 'QUICK_REPLY', label: 'Ok' }],
  })
  const original = {
    ...made,
    id: 't',
    channelName: 'C',
    status: 'REJECTED' as const,
    reason: null,
    advice: null,
    quality: null,
    comingCategory: null,
    header: made.header ?? null,
    headerMedia: null,
    footer: null,
    buttonLabel: made.buttonLabel ?? null,
    publicId: made.publicId ?? null,
    buttons: made.buttons ?? [],
    flowAt: 0,
    flowName: 'F',
    flowClosed: false,
    createdAt: 1,
    updatedAt: 1,
  }
  const copy = draftFrom(original, [original])
  expect(requestFor(copy)).toEqual({ ...made, name: 'visit_followup_2' })
  expect(draftFindings(copy, [original])).toEqual([])
  expect(draftFrom({ ...original, flowClosed: true }, []).publicId).toBe('')
  expect(freeName('visit_2', [{ name: 'visit_3' }])).toBe('visit_4')
})

test('a header is a text or a file; what was put aside is not sent', () => {
  const headerMedia: Media = {
    id: 'm1',
    kind: 'image',
    type: 'image/png',
    fileName: 'a.png',
    size: 9,
    width: 3,
    height: 3,
    hasThumbnail: false,
  }
  const draft: TemplateDraft = { ...sound, headerKind: 'image', header: 'Aside', headerMedia }
  expect(draftFindings(draft)).toEqual([])
  expect(requestFor(draft)).toMatchObject({ headerMedia: { kind: 'image', mediaId: 'm1' } })
  expect(requestFor(draft)).not.toHaveProperty('header')
  expect(draftFindings({ ...draft, headerKind: 'video' })).toMatchObject([
    { field: 'headerMedia', rule: 'media-there' },
  ])
  expect(requestFor({ ...draft, headerKind: 'none' })).not.toHaveProperty('headerMedia')
})

test('entries that an older page kept are read, whatever they are', () => {
  expect(TemplateDraft.parse({ name: 5, body: 'Hi' })).toMatchObject({ name: '', body: 'Hi' })
})

test('languages carry English names', () => {
  expect(languageName('en_US')).toBe('American English')
  expect(new Set(languages.map((language) => language.code)).size).toBe(languages.length)
  expect(languages.filter((language) => language.name === language.code)).toEqual([])
})
