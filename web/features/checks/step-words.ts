/** A step of a rehearsal as a sentence. */
import type { StepEvent } from '../../../shared/flow/interpret/index.ts'
import { inline } from '../phone/live/inspector.ts'

export function stepWords(step: StepEvent): string {
  switch (step.event) {
    case 'input':
      return isEmpty(step.value)
        ? `Leave ${step.name} empty`
        : `Fill in ${step.name} with ${inline(step.value)}`
    case 'tap':
      if ('target' in step) return 'Tap the button at the bottom'
      if ('link' in step) return `Tap the link “${step.link}”`
      return 'optin' in step ? `Tap the link of ${step.optin}` : `Tap the row ${step.item}`
    case 'back':
      return 'Go back'
    case 'reply':
      return `The endpoint answers with screen ${step.screen}`
  }
}

const isEmpty = (value: unknown): boolean =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0)
