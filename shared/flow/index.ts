/** The flow language: reading, checking, running and describing flows. */
export {
  type ActionName,
  actionHelp,
  type ComponentKind,
  type ComponentSpec,
  componentSpec,
  componentSpecs,
  isComponentKind,
  isInput,
  type ProducedValue,
  type PropertySpec,
  type PropertyType,
  propertySpec,
  type ShapeSpec,
} from './catalogue/index.ts'
export { type FlowCategory, flowCategories, isFlowCategory } from './categories.ts'
export {
  checkFlow,
  checkParsed,
  type Diagnostic,
  type Fix,
  isPublishable,
  MAX_FLOW_BYTES,
  type MetaValidationError,
  type RuleId,
  rules,
  type Severity,
  toMetaValidationErrors,
  toValidationErrors,
  type ValidationError,
} from './check/index.ts'
export {
  type ColumnKind,
  type ColumnOption,
  type ResponseColumn,
  responseColumns,
} from './columns.ts'
export {
  applyIntent,
  findReferences,
  formatFlow,
  type Intent,
  minifyFlow,
  type Refusal,
  referencesTo,
  upgradeFlow,
} from './edit/index.ts'
export { type ExampleFlow, exampleFlows } from './examples/index.ts'
export {
  type ComponentGroup,
  type ComponentNode,
  type DataField,
  type DataType,
  type Flow,
  findScreen,
  type Screen,
  type TextRange,
  walkComponents,
} from './flow.ts'
export {
  type EdgeCause,
  type FlowGraph,
  flowGraph,
  type GraphEdge,
  type GraphScreen,
} from './graph.ts'
export { type Imported, type ImportRefusal, importFlow } from './import.ts'
export {
  adopt,
  checkSubmission,
  completePayloads,
  type Effect,
  type FooterView,
  type MediaValue,
  type OptionView,
  open,
  type Played,
  play,
  type RequestAction,
  type RunEvent,
  type RunState,
  type ScreenView,
  type StartOptions,
  type Stepped,
  start,
  step,
  summary,
  type ViewItem,
  type ViewItemOf,
  view,
} from './interpret/index.ts'
export {
  type JsonArray,
  type JsonLeaf,
  type JsonMember,
  type JsonNode,
  type JsonObject,
  type JsonString,
  memberOf,
  nodeAt,
  pathAt,
  pathTo,
  toValue,
  valueUnder,
} from './json-node.ts'
export {
  isStrictJson,
  MAX_DEPTH,
  type ParsedFlow,
  type ParseProblem,
  parseFlow,
} from './parse.ts'
export { formatPath, joinPath, type PathSegment, parsePath } from './path.ts'
export { lineStartsOf, type Position, positionAt, positionIn, utf8Length } from './position.ts'
export { isSound, isSoundParse, type ReadFlow, readFlow } from './read.ts'
export { CURRENT_VERSION, versionNumber } from './version.ts'
