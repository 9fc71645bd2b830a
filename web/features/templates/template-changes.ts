/** What happened to a template, as its page says it. */
import type { TemplateChange } from '../../../shared/api/templates.ts'
import { categoryWord, qualityWord, reasonWords, statusWord } from './template-status.tsx'

/** One sentence for one change. */
export function changeWords({ what, was, became, reason }: TemplateChange): string {
  switch (what) {
    case 'status': {
      if (was === null) return 'Submitted for approval.'
      const why = reasonWords(reason)
      return why ? `${statusWord(became ?? '')}: ${why}` : `${statusWord(became ?? '')}.`
    }
    case 'category':
      return `Category changed from ${categoryWord(was)} to ${categoryWord(became)}.`
    case 'coming-category':
      return `The platform said it will move it from ${categoryWord(was)} to ${categoryWord(became)}.`
    case 'quality':
      return `Quality is ${qualityWord(became).toLowerCase()}; it was ${qualityWord(was).toLowerCase()}.`
  }
}
