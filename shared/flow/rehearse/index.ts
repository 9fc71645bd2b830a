/** The rehearsal: plays a flow over every screen, branch and rule, and says what it could not reach and what is wrong. */
export { type CutOff, cutOffs, DEVICES, type Device } from './cut-off.ts'
export type {
  Coverage,
  EdgeCoverage,
  Finding,
  FindingKind,
  NotRehearsed,
  Progress,
  Rehearsal,
  RehearseOptions,
} from './rehearsal.ts'
export {
  flowToRehearse,
  isPassed,
  REHEARSAL_BUDGET,
  REHEARSAL_SLICE,
  rehearse,
  rehearseText,
  rehearseWhole,
} from './rehearse.ts'
