/** What the cards of a canvas share. */
import { type Component, createContext, useContext } from 'solid-js'
import type { ComponentNode } from '../../../../shared/flow/flow.ts'
import type { Drawn } from '../../../../shared/flow/interpret/drawn.ts'
import type { Mark } from '../../comments/comments.ts'
import type { Standing } from '../outline.tsx'
import type { Drag } from './drag.ts'

export type ListProps = {
  /** `screens[0].layout.children`, `….then` and the like. */
  list: string
  components: readonly ComponentNode[]
  label: string
}

export type CanvasParts = {
  /** Cards in a list, for cards that hold lists of their own. */
  List: Component<ListProps>
  drag: Drag
  /** Scrolls the canvas until something of it shows. */
  reveal: (element: HTMLElement) => void
  /** Path of the selected component. */
  selected: () => string | null
  drawn: (path: string) => Drawn | undefined
  identity: (path: string) => string
  /** Others whose cursor is in this very component. */
  standing: (path: string) => readonly Standing[]
  /** Puts a component somewhere else; `index` counts in the list before the move. */
  move: (component: ComponentNode, list: string, index: number) => void
  add: (kind: string, list: string, index: number) => void
  /** Opens the choice of what to add at a place. */
  askWhat: (list: string, index: number, from: HTMLElement) => void
  remove: (component: ComponentNode) => void
  duplicate: (component: ComponentNode) => void
  showInText: (path: string) => void
  /** The pin on a component or screen; undefined where nobody comments on it. */
  mark: (path: string) => Mark | undefined
  openMark: (path: string) => void
  /** Begins a comment on it; null where one may not. */
  comment: ((path: string) => void) | null
}

export const CanvasContext = createContext<CanvasParts>()

export function useCanvas(): CanvasParts {
  const parts = useContext(CanvasContext)
  if (!parts) throw new Error('A card stands outside the canvas.')
  return parts
}
