/** Checks a template against every rule of the platforms: the form asks while one types, the server before it sends. */
import { checkButtons } from './check-buttons.ts'
import { type CheckedTemplate, type Say, type TemplateFinding, valueProblem } from './finding.ts'
import { templateLanguages } from './languages.ts'
import { templateLimits } from './limits.ts'
import { mediaLimits, mediaWords } from './media.ts'
import { fillVariables, variablesIn, variablesOf } from './text.ts'

/** Another template of the channel, as far as rules look at it; `body` is null where its text is free again. */
export type OtherTemplate = {
  name: string
  language: string
  body: string | null
  footer: string | null
}

/** What is wrong and what could be better, in the order of the form. `others` are the channel's living templates. */
export function checkTemplate(
  template: CheckedTemplate,
  others: readonly OtherTemplate[] = [],
): TemplateFinding[] {
  const findings: TemplateFinding[] = []
  const say: Say = (rule, field, words, level = 'error') =>
    findings.push({ rule, field, words, level })
  checkAbout(template, others, say)
  checkHeader(template.header, say)
  checkHeaderMedia(template, say)
  checkBody(template, say)
  checkSamples(template, say)
  if (/\{\{.*\}\}/.test(template.footer))
    say('footer-plain', 'footer', 'A footer takes no variables.')
  over(template.footer, templateLimits.footer, (words) => say('footer-length', 'footer', words))
  checkButtons(template, say)
  checkContent(template, others, say)
  return findings
}

function checkAbout(template: CheckedTemplate, others: readonly OtherTemplate[], say: Say) {
  const { name, language } = template
  if (!name) say('name-form', 'name', 'Give the template a name.')
  else if (!/^[a-z0-9_]+$/.test(name))
    say('name-form', 'name', 'Lower-case letters, digits and underscores only.')
  else if (others.some((other) => other.name === name && other.language === language))
    say('name-free', 'name', 'A template with this name and language exists.')
  over(name, templateLimits.name, (words) => say('name-length', 'name', words))
  if (!language) say('language', 'language', 'Choose the language of the text.')
  else if (!templateLanguages.includes(language))
    say('language', 'language', `"${language.slice(0, 20)}" is no language of templates.`)
  if (!template.category) say('category', 'category', 'Choose a category.')
}

function checkHeader(header: string, say: Say) {
  if (!header) return
  over(header, templateLimits.header, (words) => say('header-length', 'header', words))
  if (/[\n*~`]|(^|\s)_\S(.*\S)?_(\s|$)/.test(header))
    say('header-plain', 'header', 'A header is one line without *, _, ~ and `.')
  const odd = oddVariable(header)
  if (odd) say('variable-form', 'header', odd)
  if ([...header.matchAll(/\{\{\d{1,3}\}\}/g)].length > templateLimits.headerVariables)
    say('header-variables', 'header', 'A header takes one variable at most.')
}

function checkHeaderMedia({ header, headerMedia }: CheckedTemplate, say: Say) {
  if (!headerMedia) return
  const { kind, file } = headerMedia
  const word = mediaWords[kind]
  if (header) say('header-one', 'headerMedia', `A header is a text or a ${word}, not both.`)
  if (!file)
    say(
      'media-there',
      'headerMedia',
      `Add the ${word}: reviewers look at it, and it is what is sent.`,
    )
  else if (file.kind !== kind)
    say(
      'media-fits',
      'headerMedia',
      `This is a ${mediaWords[file.kind]}; the header wants a ${word} (${mediaLimits[kind].words}).`,
    )
  else if (file.type === 'video/3gpp')
    say('media-fits', 'headerMedia', 'Templates take MP4 videos, not 3GP. Save it as MP4.')
}

function checkBody({ header, body: written }: CheckedTemplate, say: Say) {
  const body = written.trim()
  if (!body) return say('body-there', 'body', 'Write the message.')
  over(body, templateLimits.body, (words) => say('body-length', 'body', words))
  const odd = oddVariable(body)
  if (odd) return say('variable-form', 'body', odd)
  const gap = variablesOf({ header, body }).findIndex((n, i) => n !== i + 1)
  if (gap >= 0)
    say(
      'variable-gap',
      'body',
      `Variables count from {{1}} without gaps: {{${gap + 1}}} is missing.`,
    )
  const own = variablesIn(body)
  const early = own.find((n, i) => i > 0 && n < (own[i - 1] ?? 0))
  if (gap < 0 && early !== undefined)
    say('variable-order', 'body', `{{${early}}} stands behind a higher number.`)
  if (/^\{\{\d+\}\}/.test(body))
    say('variable-edge', 'body', 'The text may not begin with a variable.')
  else if (/\{\{\d+\}\}$/.test(body))
    say('variable-edge', 'body', 'The text may not end with a variable.')
  if (/\}\}\s*\{\{/.test(body))
    say('variables-apart', 'body', 'Two variables may not stand side by side.')
  const words = fixedWords(body)
  if (own.length > 0 && words < own.length)
    say('variables-dense', 'body', 'The text has more variables than words of its own.')
  else if (own.length > 0 && words < own.length * templateLimits.wordsPerVariable)
    say(
      'variables-dense',
      'body',
      `${own.length === 1 ? 'One variable' : `${own.length} variables`} for ${words} ${words === 1 ? 'word' : 'words'}: reviewers tend to refuse that.`,
      'advice',
    )
}

function checkSamples(template: CheckedTemplate, say: Say) {
  const numbers = variablesOf(template)
  const { samples } = template
  for (const n of numbers) {
    const sample = samples[n - 1] ?? ''
    const amiss = valueProblem(sample)
    if (!sample.trim()) say('sample-there', `samples.${n - 1}`, 'Reviewers need an example here.')
    else if (amiss) say('sample-form', `samples.${n - 1}`, amiss)
  }
  const filled = fillVariables(template.header, samples)
  if (template.header.length <= templateLimits.header && filled.length > templateLimits.header)
    say('header-length', 'header', `With its sample it is longer than ${templateLimits.header}.`)
}

/** Heuristic, in English: what asks for numbers that nobody may ask for. */
const secrets =
  /\b(card number|credit card|debit card|cvv|cvc|iban|bank account|account number|sort code|passport number|social security|national id|id number|pin code|password)\b/i

function checkContent(template: CheckedTemplate, others: readonly OtherTemplate[], say: Say) {
  const { name, language, body, footer } = template
  const same = others.find(
    (other) =>
      other.body === body.trim() &&
      (other.footer ?? '') === footer.trim() &&
      // One template in several languages may say the same; itself is told by its name.
      other.name !== name,
  )
  if (same && body.trim() && language)
    say(
      'text-known',
      'body',
      `The template "${same.name}" has the same text. The platforms refuse a second one.`,
    )
  const secret = secrets.exec(`${template.header}\n${body}\n${footer}`)?.[0]
  if (secret)
    say(
      'asks-secrets',
      'body',
      `“${secret}”: the platforms refuse what asks for such numbers.`,
      'advice',
    )
}

/** What is wrong with how a variable is written, or null. */
function oddVariable(text: string): string | null {
  const odd = text.match(/\{\{(?!\d{1,3}\}\})[^}]*\}?\}?/)
  return odd && `Variables are written {{1}}, {{2}} and so on, not ${odd[0].slice(0, 40)}.`
}

/** Words that are the text's own. */
export const fixedWords = (text: string): number =>
  text.replace(/\{\{\d+\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0

function over(text: string, most: number, say: (words: string) => void) {
  const length = text.trim().length
  if (length <= most) return
  const by = length - most
  say(`${by} ${by === 1 ? 'character' : 'characters'} over ${most.toLocaleString('en')}.`)
}
