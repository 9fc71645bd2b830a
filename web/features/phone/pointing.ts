/** Pointing at what the phone shows: a framed component, marks with counts, and presses that pick. */

/** A small round count at a component's or a screen's corner, such as its comments. */
export type PhoneMark = {
  /** JSON path of the component or the screen: `screens[0].layout.children[1]`. */
  readonly path: string
  readonly count: number
  readonly unread: boolean
  /** What the mark is, for those who do not see it: "2 comments". */
  readonly label: string
}

export type Pointing = {
  /** Path of the component that is framed. */
  readonly picked: string | null
  /** A press picks instead of operating. */
  readonly picking: boolean
  readonly marks: readonly PhoneMark[]
  /** A component was pressed; while not `picking` it is operated as well. */
  onPick(path: string): void
  onMark(path: string): void
}
