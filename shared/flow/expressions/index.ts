/** The small languages inside a flow: bindings, backtick expressions, If conditions. */
export {
  asExpression,
  type Binding,
  bindingText,
  holdsBinding,
  looksLikeBinding,
  parseBinding,
  refusedName,
} from './binding.ts'
export {
  evaluate,
  evaluateCondition,
  evaluateDeep,
  lookUp,
  type Scope,
  textOf,
} from './evaluate.ts'
export { looksLikeExpression, parseCondition, parseTemplate } from './parse-expression.ts'
export type { Expression, ExpressionProblem, ParsedExpression } from './syntax.ts'
