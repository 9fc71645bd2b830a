/** A run in words: its steps, where each stands, and what happened. */
import {
  type CutOverRun,
  type CutOverState,
  type CutOverStep,
  cutOverSteps,
} from '../../../shared/api/cut-overs.ts'
import type { Tone } from '../../ui/pill.tsx'
import { reasonWords } from '../templates/template-status.tsx'

export type Standing = 'done' | 'now' | 'trouble' | 'waiting' | 'later' | 'left'

export const standingWords: Record<Standing, string> = {
  done: 'Done',
  now: 'Your turn',
  trouble: 'Needs you',
  waiting: 'Goes on by itself',
  later: 'Later',
  left: 'Not done',
}

export const stateLooks: Record<CutOverState, { word: string; tone: Tone }> = {
  running: { word: 'Running', tone: 'info' },
  'rolling-back': { word: 'Going back', tone: 'warn' },
  done: { word: 'Done', tone: 'good' },
  stopped: { word: 'Stopped', tone: 'off' },
  'rolled-back': { word: 'Rolled back', tone: 'off' },
}

export const messagesOf = (n: number): string =>
  n === 1 ? '1 message' : `${n.toLocaleString()} messages`
export const peopleOf = (n: number): string =>
  n === 1 ? '1 person' : `${n.toLocaleString()} people`
export const templatesOf = (n: number): string => (n === 1 ? '1 template' : `${n} templates`)

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

export function titleOf(step: CutOverStep, { old, new: next }: CutOverRun): string {
  const titles: Record<CutOverStep, string> = {
    publish: `Publish version ${next.number}`,
    templates: 'Submit new templates',
    approval: 'Wait for approval',
    move: 'Move what has not left',
    drain: `Let version ${old.number} run out`,
    deprecate: `Deprecate version ${old.number}`,
  }
  return titles[step]
}

/** What happened, in a sentence without its time. */
export function happenedIn(
  { what, about, words, n }: CutOverRun['events'][number],
  { old, new: next }: Pick<CutOverRun, 'old' | 'new'>,
): string {
  const it = about === null ? '' : `“${about}”`
  switch (what) {
    case 'started':
      return `Begun: version ${next.number} takes the place of version ${old.number}`
    case 'published':
      return `Version ${next.number} was published`
    case 'submitted':
      return `${it} was submitted for approval`
    case 'refused':
      return `${it} was refused: ${words ?? ''}`
    case 'skipped':
      return `${it} was skipped`
    case 'approved':
      return `${it} was approved`
    case 'rejected':
      return `${it} was rejected: ${reasonWords(words) ?? 'the platform gave no reason'}`
    case 'moved':
      return `${messagesOf(n ?? 0)} moved to ${it}`
    case 'moved-back':
      return `${messagesOf(n ?? 0)} moved back to ${it}`
    case 'move-ended':
      return 'What was waiting was looked through'
    case 'deprecate-asked':
      return `The end of version ${old.number} was asked for`
    case 'deprecated':
      return `Version ${old.number} was deprecated`
    case 'deprecate-refused':
      return `Version ${old.number} was not deprecated: ${words ?? ''}`
    case 'stopped':
      return words ? `Stopped: ${words}` : 'Stopped'
    case 'roll-back-asked':
      return 'The way back was asked for'
    case 'rolled-back':
      return `Rolled back: version ${old.number} stays`
  }
}
