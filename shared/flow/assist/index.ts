/** Help while writing: what may stand at the caret, what stands under the pointer. */
export { kinds, type Suggestion, type Suggestions, suggestionsAt } from './complete.ts'
export { type Hover, hoverAt } from './hover.ts'
