/** A run in words: its state, its steps, and what happened. */
import type { CutOverRun, CutOverState, CutOverStep } from '../../../shared/api/cut-overs.ts'
import type { Tone } from '../../ui/pill.tsx'
import { reasonWords } from '../templates/template-status.tsx'

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
