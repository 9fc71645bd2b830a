/** Which faces of the flow are open: its JSON, the canvas, the screen map, or JSON and canvas side by side. */
import { type Accessor, createSignal } from 'solid-js'

export type Face = 'json' | 'canvas' | 'map' | 'split'

export const faces: readonly { value: Face; label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'canvas', label: 'Canvas' },
  { value: 'map', label: 'Map' },
  { value: 'split', label: 'Split' },
]

const key = 'flowroom.editor.face'

/** The face that this device was left with; the JSON at first. */
export function createFace(): [Accessor<Face>, (face: Face) => void] {
  const [face, setFace] = createSignal<Face>(remembered())
  return [
    face,
    (next) => {
      setFace(next)
      try {
        localStorage.setItem(key, next)
      } catch {
        // The page still has it.
      }
    },
  ]
}

function remembered(): Face {
  try {
    const stored = localStorage.getItem(key)
    return faces.find(({ value }) => value === stored)?.value ?? 'json'
  } catch {
    return 'json'
  }
}
