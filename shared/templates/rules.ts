/** The rules of templates as one table: what each asks for and who says so. */

const format = 'WhatsApp, “Template components”'
const review = 'WhatsApp, “Template review”'
const guidelines = 'WhatsApp, “Template guidelines”'

/** Why a rule is there, in a sentence for people, and where it comes from. */
export const templateRules = {
  channel: { why: 'A template belongs to one WhatsApp number.', source: guidelines },
  'name-form': {
    why: 'The platform takes lower-case letters, digits and underscores in a name, nothing else.',
    source: guidelines,
  },
  'name-length': { why: '8x8 shows 200 characters of a name.', source: '8x8, “List templates”' },
  'name-free': {
    why: 'Messages name their template by name and language, so a pair stands for one.',
    source: guidelines,
  },
  language: {
    why: 'A template is written in one of the languages that the platform knows.',
    source: 'WhatsApp, “Supported languages”',
  },
  category: {
    why: 'The category decides how the platform reviews and bills a message.',
    source: 'WhatsApp, “Template categorization”',
  },
  'header-length': { why: 'A header has at most 60 characters.', source: format },
  'header-plain': {
    why: 'A header is one line, and is drawn bold by itself: it takes no marks.',
    source: format,
  },
  'header-variables': { why: 'A header takes one variable at most.', source: format },
  'media-there': {
    why: 'Reviewers look at a sample of the picture, video or document that goes out.',
    source: format,
  },
  'media-fits': {
    why: 'A header shows one kind: JPEG or PNG pictures, MP4 videos, or PDF documents.',
    source: 'WhatsApp, “Resumable upload”',
  },
  'header-one': { why: 'A header is a text, or one file, not both.', source: format },
  'body-there': { why: 'Every template has a text.', source: format },
  'body-length': {
    why: 'A text has at most 1,024 characters, variables included.',
    source: format,
  },
  'variable-form': { why: 'Variables are numbers in double braces.', source: format },
  'variable-gap': { why: 'Variables count from {{1}} without gaps.', source: review },
  'variable-order': { why: 'Variables stand in the order of their numbers.', source: review },
  'variable-edge': {
    why: 'A reviewer must see words before the first and after the last variable.',
    source: review,
  },
  'variables-apart': { why: 'Two variables need words between them.', source: review },
  'variables-dense': {
    why: 'A text with many variables and few words could say anything.',
    source: review,
  },
  'sample-there': {
    why: 'Reviewers read the message with a sample in the place of each variable.',
    source: review,
  },
  'sample-form': {
    why: 'A value is one line, with four spaces in a row at most.',
    source: 'WhatsApp, “Sending template messages”',
  },
  'footer-length': { why: 'A footer has at most 60 characters.', source: format },
  'footer-plain': { why: 'A footer takes no variables.', source: format },
  'label-there': { why: 'A button without words says nothing.', source: format },
  'label-length': { why: 'A label has at most 25 characters.', source: '8x8, “Create a template”' },
  'label-cut': {
    why: 'The platform’s own description says 20 characters: some phones cut the rest.',
    source: '8x8, API description',
  },
  'label-plain': { why: 'A label is one line without variables.', source: format },
  'label-once': { why: 'Two buttons with one label cannot be told apart.', source: format },
  'flow-chosen': {
    why: 'The button opens one published flow for good.',
    source: 'WhatsApp, “Flows”',
  },
  'url-form': { why: 'A link button opens an address on the web.', source: format },
  'url-length': { why: 'An address has at most 2,000 characters.', source: format },
  'phone-form': { why: 'A call button rings one number, with its country.', source: format },
  'code-form': { why: 'A code has at most 15 characters, without spaces.', source: format },
  'button-count': {
    why: 'A template has at most 10 buttons, and few of some kinds.',
    source: format,
  },
  'button-order': {
    why: 'Quick replies stand in one block, all other buttons in another.',
    source: format,
  },
  'buttons-folded': {
    why: 'Above three buttons a phone shows two and hides the others behind “See all options”.',
    source: format,
  },
  'text-known': {
    why: 'The platform refuses a template with the text and footer of another one.',
    source: review,
  },
  'asks-secrets': {
    why: 'A message may not ask for card, bank or identity numbers.',
    source: 'WhatsApp Business Messaging Policy',
  },
} as const

export type TemplateRule = keyof typeof templateRules
