/** The pure interpreter: (flow, state, event) → next state and effects; `view` says what shows. */
export { adopt } from './adopt.ts'
export { imageUrl } from './properties.ts'
export type {
  Effect,
  RequestAction,
  RunEvent,
  RunState,
  StartOptions,
  Stepped,
  Trace,
} from './state.ts'
export { start, step } from './step.ts'
export { checkSubmission, completePayloads } from './submission.ts'
export { view } from './view.ts'
export type {
  FontWeight,
  FooterView,
  InputType,
  LabelVariant,
  OptionView,
  ScreenView,
  ViewItem,
  ViewItemOf,
} from './view-item.ts'
