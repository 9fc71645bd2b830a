/** Help while writing a flow: what may stand here, what it is for, where a name leads, what there is to jump to. */
export { kinds, type Suggestion, type Suggestions, suggestionsAt } from './complete.ts'
export { type Hover, hoverAt } from './hover.ts'
export { type NameAt, nameAt } from './names.ts'
export { type FlowSymbol, symbolsOf } from './symbols.ts'
