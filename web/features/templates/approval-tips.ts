/** The four things that reviewers look at, each judged against the text as it is typed. */
import { variablesIn } from '../../../shared/api/templates.ts'
import type { TemplateDraft } from './template-rules.ts'

export type Tip = { id: string; title: string; words: string; state: 'waiting' | 'good' | 'mind' }

const promotional =
  /\b(sale|discount|offer|offers|deal|deals|promo|promotion|promotional|coupon|voucher|cashback|free|bonus|save \d|\d+ ?% off|limited time|buy now|shop now|best price|special price|gift|win|prize|exclusive)\b/iu
const vague =
  /^(click|click here|tap|tap here|here|button|go|open|ok|start|submit|continue|next|link)$/iu
const placeholder =
  /^(test|testing|sample|example|value|variable|xxx+|abc|asdf|foo|bar|\d|\{\{.*\}\}|n\/?a|-+|\.+)$/iu

/** The first promotional word in the text, or null. */
export const promotionalWord = (text: string): string | null => promotional.exec(text)?.[0] ?? null

/** The four tips with how the draft stands to each. */
export function approvalTips(draft: TemplateDraft): Tip[] {
  return [clearLanguage(draft), noPromotion(draft), labelMatches(draft), realSamples(draft)]
}

function clearLanguage({ body }: TemplateDraft): Tip {
  const about = { id: 'clear', title: 'Plain, clear wording' }
  const words = body.match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length === 0)
    return { ...about, state: 'waiting', words: 'Say who writes, why, and what to do next.' }
  const letters = body.replace(/\{\{\d+\}\}|[^\p{L}]/gu, '')
  if (letters.length > 12 && letters === letters.toUpperCase() && letters !== letters.toLowerCase())
    return { ...about, state: 'mind', words: 'All capitals reads as shouting.' }
  if (/[!?]{2,}/.test(body))
    return { ...about, state: 'mind', words: 'One exclamation or question mark is enough.' }
  const variables = variablesIn(body).length
  const fixed = body.replace(/\{\{\d+\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  if (variables > 0 && fixed < variables * 3)
    return {
      ...about,
      state: 'mind',
      words: 'Too many variables for so few words: reviewers refuse that.',
    }
  return { ...about, state: 'good', words: 'Reads as a message from a person.' }
}

function noPromotion({ body, footer, buttonLabel, category }: TemplateDraft): Tip {
  const about = { id: 'promotion', title: 'No promotion in a utility message' }
  if (!category)
    return {
      ...about,
      state: 'waiting',
      words: 'Offers and news belong in the category marketing.',
    }
  if (category === 'MARKETING') return { ...about, state: 'good', words: 'Marketing may promote.' }
  const word = promotionalWord(`${body}\n${footer}\n${buttonLabel}`)
  if (word)
    return {
      ...about,
      state: 'mind',
      words: `“${word}” reads as promotion. Take it out, or choose marketing.`,
    }
  return body.trim()
    ? { ...about, state: 'good', words: 'Nothing here reads as promotion.' }
    : { ...about, state: 'waiting', words: 'Text that mixes both counts as marketing.' }
}

function labelMatches({ buttonLabel }: TemplateDraft): Tip {
  const about = { id: 'label', title: 'The button says what it opens' }
  const label = buttonLabel.trim()
  if (!label) return { ...about, state: 'waiting', words: 'Such as “Choose a time”.' }
  if (vague.test(label))
    return { ...about, state: 'mind', words: `“${label}” could open anything. Name the task.` }
  return { ...about, state: 'good', words: 'People know what happens when they tap.' }
}

function realSamples({ body, samples }: TemplateDraft): Tip {
  const about = { id: 'samples', title: 'Samples like the real thing' }
  const numbers = variablesIn(body)
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
