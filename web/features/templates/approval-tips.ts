/** The four things that reviewers look at, each judged against the text as it is typed, with a rewrite where one is sure. */
import { templateLimits, variablesIn, variablesOf } from '../../../shared/api/templates.ts'
import { fixedWords } from '../../../shared/templates/check.ts'
import type { TemplateDraft } from './template-draft.ts'

export type Tip = {
  id: string
  title: string
  words: string
  state: 'waiting' | 'good' | 'mind'
  /** One press that does what the tip asks for. */
  rewrite?: { label: string; fields: Partial<TemplateDraft> }
}

const promotional =
  /\b(sale|discount|offer|offers|deal|deals|promo|promotion|promotional|coupon|voucher|cashback|free|bonus|save \d|\d+ ?% off|limited time|buy now|shop now|best price|special price|gift|win|prize|exclusive)\b/iu
const vague =
  /^(click|click here|tap|tap here|here|button|go|open|ok|start|submit|continue|next|link)$/iu
const placeholder =
  /^(test|testing|sample|example|value|variable|xxx+|abc|asdf|foo|bar|\d|\{\{.*\}\}|n\/?a|-+|\.+)$/iu

/** The first promotional word in the text, or null. */
export const promotionalWord = (text: string): string | null => promotional.exec(text)?.[0] ?? null

/** All words of a message that a reviewer reads. */
export const wordsOf = (draft: TemplateDraft): string =>
  [
    draft.header,
    draft.body,
    draft.footer,
    draft.hasFlow ? draft.buttonLabel : '',
    ...draft.buttons.map((button) => (button.type === 'COPY_CODE' ? '' : button.label)),
  ].join('\n')

/** The four tips with how the draft stands to each. `flowName` is what its button opens. */
export function approvalTips(draft: TemplateDraft, flowName?: string): Tip[] {
  return [
    clearLanguage(draft),
    noPromotion(draft),
    labelMatches(draft, flowName),
    realSamples(draft),
  ]
}

function clearLanguage({ body }: TemplateDraft): Tip {
  const about = { id: 'clear', title: 'Plain, clear wording' }
  if (fixedWords(body) === 0)
    return { ...about, state: 'waiting', words: 'Say who writes, why, and what to do next.' }
  const letters = body.replace(/\{\{\d+\}\}|[^\p{L}]/gu, '')
  if (letters.length > 12 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return {
      ...about,
      state: 'mind',
      words: 'All capitals reads as shouting.',
      rewrite: { label: 'Write it in small letters', fields: { body: sentenceCase(body) } },
    }
  if (/[!?]{2,}/.test(body))
    return {
      ...about,
      state: 'mind',
      words: 'One exclamation or question mark is enough.',
      rewrite: { label: 'Keep one', fields: { body: singleMarks(body) } },
    }
  const variables = variablesIn(body).length
  if (variables > 0 && fixedWords(body) < variables * templateLimits.wordsPerVariable)
    return {
      ...about,
      state: 'mind',
      words: 'Too many variables for so few words: reviewers refuse that.',
    }
  return { ...about, state: 'good', words: 'Reads as a message from a person.' }
}

/** Small letters, with a capital at the start of each sentence. */
export const sentenceCase = (text: string): string =>
  text.toLowerCase().replace(/(^|[.!?]\s+|\n\s*)(\p{L})/gu, (_, before: string, letter: string) => {
    return before + letter.toUpperCase()
  })

/** "Really?!!" keeps the mark that asks, "Now!!" one of its own. */
export const singleMarks = (text: string): string =>
  text.replace(/[!?]{2,}/g, (marks) => (marks.includes('?') ? '?' : '!'))

function noPromotion(draft: TemplateDraft): Tip {
  const about = { id: 'promotion', title: 'No promotion in a utility message' }
  if (!draft.category)
    return {
      ...about,
      state: 'waiting',
      words: 'Offers and news belong in the category marketing.',
    }
  if (draft.category === 'MARKETING')
    return { ...about, state: 'good', words: 'Marketing may promote.' }
  const word = promotionalWord(wordsOf(draft))
  if (word)
    return {
      ...about,
      state: 'mind',
      words: `“${word}” reads as promotion: such a message is refused, or counted as marketing. Take it out, or choose marketing.`,
      rewrite: { label: 'Make it marketing', fields: { category: 'MARKETING' } },
    }
  return draft.body.trim()
    ? { ...about, state: 'good', words: 'Nothing here reads as promotion.' }
    : { ...about, state: 'waiting', words: 'Text that mixes both counts as marketing.' }
}

function labelMatches({ hasFlow, buttonLabel }: TemplateDraft, flowName?: string): Tip {
  const about = { id: 'label', title: 'The button says what it opens' }
  if (!hasFlow) return { ...about, state: 'good', words: 'No button opens a flow.' }
  const label = buttonLabel.trim()
  const better = flowName?.trim() ?? ''
  const rewrite =
    better && better !== label && better.length <= templateLimits.button && !/[{}]/.test(better)
      ? { rewrite: { label: `Use “${better}”`, fields: { buttonLabel: better } } }
      : {}
  if (!label) return { ...about, ...rewrite, state: 'waiting', words: 'Such as “Choose a time”.' }
  if (vague.test(label))
    return {
      ...about,
      ...rewrite,
      state: 'mind',
      words: `“${label}” could open anything. Name the task.`,
    }
  return { ...about, state: 'good', words: 'People know what happens when they tap.' }
}

function realSamples({ header, body, samples }: TemplateDraft): Tip {
  const about = { id: 'samples', title: 'Samples like the real thing' }
  const numbers = variablesOf({ header, body })
  if (numbers.length === 0)
    return { ...about, state: 'waiting', words: 'Needed once the text has variables.' }
  const given = numbers.map((n) => samples[n - 1]?.trim() ?? '')
  if (given.some((sample) => !sample))
    return { ...about, state: 'waiting', words: 'Fill in a sample for every variable.' }
  const fake = given.find((sample) => placeholder.test(sample))
  if (fake)
    return {
      ...about,
      state: 'mind',
      words: `“${fake}” tells a reviewer nothing. Use a likely value.`,
    }
  return { ...about, state: 'good', words: 'Reviewers see the message as people will.' }
}
