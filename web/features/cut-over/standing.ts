/** Where each step of a run stands, and whose turn it is. */
import { type CutOverRun, type CutOverStep, cutOverSteps } from '../../../shared/api/cut-overs.ts'

export type Standing = 'done' | 'now' | 'trouble' | 'waiting' | 'later' | 'left'

export const standingWords: Record<Standing, string> = {
  done: 'Done',
  now: 'Your turn',
  trouble: 'Needs you',
  waiting: 'Goes on by itself',
  later: 'Later',
  left: 'Not done',
}

/** Where a step stands: before, at, or behind the one that the run is at. */
export function standingOf(run: CutOverRun, step: CutOverStep): Standing {
  const at = cutOverSteps.indexOf(run.step)
  const own = cutOverSteps.indexOf(step)
  if (run.state === 'done' || own < at) return 'done'
  if (run.state !== 'running') return 'left'
  if (own > at) return 'later'
  if (run.asking || step === 'drain' || step === 'move')
    return step === 'move' && run.trouble ? 'trouble' : 'waiting'
  if (step !== 'approval') return run.trouble ? 'trouble' : 'now'
  return run.templates.some(({ choice, successor }) => choice === 'wanted' && isStuck(successor))
    ? 'trouble'
    : 'waiting'
}

/** Whether a successor can neither be sent nor waited for. */
export const isStuck = (successor: CutOverRun['templates'][number]['successor']): boolean =>
  successor !== null && successor.status !== 'PENDING' && successor.status !== 'APPROVED'
