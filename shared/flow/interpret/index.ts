/** The pure interpreter: (flow, state, event) → next state and effects; `view` says what shows. */
export { adopt } from './adopt.ts'
export { type Drawn, drawn } from './drawn.ts'
export {
  type BadSteps,
  type Played,
  play,
  replay,
  type StepEvent,
  type Steps,
} from './play.ts'
export { imageUrl } from './properties.ts'
export type {
  Effect,
  RanAction,
  RequestAction,
  RequestFault,
  RunError,
  RunEvent,
  RunState,
  StartOptions,
  Stepped,
  Trace,
} from './state.ts'
export { open, start, step } from './step.ts'
export { checkSubmission, completePayloads } from './submission.ts'
export { type SummaryRow, type SummaryScreen, summary } from './summary.ts'
export { view } from './view.ts'
export type {
  FontWeight,
  FooterView,
  InputType,
  LabelVariant,
  MediaValue,
  NavigationItemView,
  OptionView,
  RangeEndView,
  ScreenView,
  ViewItem,
  ViewItemOf,
} from './view-item.ts'
