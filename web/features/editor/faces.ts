/** Which faces of the flow are open: its JSON, the canvas, the screen map, or JSON and canvas side by side. */
import { createRememberedWord } from '../../shell/remembered.ts'

export type Face = 'json' | 'canvas' | 'map' | 'split'

export const faces: readonly { value: Face; label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'canvas', label: 'Canvas' },
  { value: 'map', label: 'Map' },
  { value: 'split', label: 'Split' },
]

/** The face that this device was left with; the JSON at first. */
export const createFace = () =>
  createRememberedWord(
    'flowroom.editor.face',
    faces.map(({ value }) => value),
    'json',
  )
