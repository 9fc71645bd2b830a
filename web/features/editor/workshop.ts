/** What the editor's panels share: the text and what is read out of it, the caret, the run, and whom one follows. */
import {
  type Accessor,
  batch,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
} from 'solid-js'
import * as Y from 'yjs'
import { calledOf } from '../../../shared/collab/presence.ts'
import type { Diagnostic } from '../../../shared/flow/check/index.ts'
import { nodeAt, pathAt } from '../../../shared/flow/json-node.ts'
import { carriedPlace, holdPlace } from '../../collab/carried.ts'
import type { Room } from '../../collab/room.ts'
import { toast } from '../../ui/toast.tsx'
import type { RoomCursor } from '../phone/live/cursors.ts'
import { createLiveFlow, type LiveFlow } from '../phone/live/live-flow.ts'
import { createPreviewRun, type PreviewRun, runFrom } from '../phone/live/preview-run.ts'
import type { CodeHandle } from './code/code-editor.tsx'
import { createEditing, type Editing } from './editing.ts'
import { createLanguage, type Language } from './language/language.ts'
import type { Standing } from './outline.tsx'
import { colourOf } from './people-here.tsx'
import { placeOf } from './place.ts'
import { createSessionStart, type SessionStart } from './session-start.ts'

export type Workshop = Omit<LiveFlow, 'catchUp' | 'cursors'> & {
  check: Language
  run: PreviewRun
  /** The caret's path, and the component and screen it is in. */
  path: Accessor<string>
  place: Accessor<ReturnType<typeof placeOf>>
  /** Changes by canvas, map and panels. */
  editing: Editing
  /** The path of the screen at hand: the caret's, else the one before, else the first. */
  screenAt: Accessor<string | null>
  room: Room
  /** What discarding one's session goes back to. */
  sessionStart: SessionStart
  showOnPhone: (screenId: string | null) => void
  /** Goes to a place of the text without taking the focus: every face shows it. */
  select: (path: string) => void
  /** The component the caret is in, as a stretch of the text. */
  marked: Accessor<{ offset: number; length: number } | null>
  /** Where the others' cursors stand, by component. */
  standing: Accessor<Standing[]>
  /** The others, with the screen each is at. */
  people: Accessor<{ name: string; color: string; screen: string | null }[]>
  following: Accessor<string | null>
  followable: Accessor<ReadonlySet<string>>
  follow: (id: string | null) => void
  /** The colour of who is followed. */
  followColour: Accessor<string | null>
  caret: Accessor<number>
  setCaret: (offset: number) => void
  setCode: (handle: CodeHandle) => void
  code: () => CodeHandle | undefined
  /** Runs `listener` before every jump, so that a hidden editor can be brought up. */
  onJump: (listener: () => void) => void
  jumpTo: (offset: number, length: number) => void
  jumpToPath: (path: string) => void
  showProblem: (found: Diagnostic) => void
}

/** What was moved is whole again well within this, in milliseconds. */
const MOVING_MS = 1000

/** A selection longer than this hides more than it shows. */
const MAX_SELECTED = 2000

export function createWorkshop(room: Room): Workshop {
  const { text, catchUp, reading, shown, flow, stamp, cursors, broken } = createLiveFlow(room)
  const check = createLanguage(text)
  const run = createPreviewRun(flow)
  const others = createMemo(() => cursors().filter((cursor) => !cursor.isMe))
  const [caret, setCaret] = createSignal(0)
  const [following, setFollowing] = createSignal<string | null>(null)
  let code: CodeHandle | undefined
  let beforeJump: (() => void) | undefined

  const [isMoving, setMoving] = createSignal(false)
  const path = createMemo<string>(
    (last) => (isMoving() ? last : pathAt(reading().parsed.root, caret())),
    '',
  )
  const place = createMemo(() => placeOf(path()))
  const component = createMemo(() => place().component)
  const marked = createMemo(
    () => {
      const at = component()
      const node = at === null ? null : nodeAt(reading().parsed.root, at)
      return node && { offset: node.offset, length: node.length }
    },
    null,
    { equals: (a, b) => a?.offset === b?.offset && a?.length === b?.length },
  )

  const screenAt = createMemo<string | null>((last) => {
    const screens = shown()?.flow?.screens ?? []
    const here = `screens[${place().screen}]`
    const known = (wanted: string | null) => screens.some(({ path }) => path === wanted)
    return known(here) ? here : known(last) ? last : (screens[0]?.path ?? null)
  }, null)

  /** Tells everybody, oneself included, where one is; the code does so by itself only while it has the focus. */
  const stand = (offset: number) => {
    setCaret(offset)
    const head = Y.createRelativePositionFromTypeIndex(room.text, offset)
    room.awareness.setLocalStateField('cursor', { anchor: head, head })
  }

  const select = (target: string) => {
    const node = nodeAt(reading().parsed.root, target)
    if (!node) return
    // Inside of its bracket: between two neighbours nobody could tell which of them is meant.
    const offset = node.offset + (node.type === 'object' || node.type === 'array' ? 1 : 0)
    setMoving(false)
    code?.place(offset)
    stand(offset)
  }
  // Letters of one's own that were on their way when their place was moved follow a moment later: until then paths of the
  // text are not those of what is shown, and one stays where one is.
  let settling: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(settling))
  createEffect(() => reading().broken === null && setMoving(false))
  onCleanup(
    room.onMoved((moves) => {
      const place = holdPlace(room.text, caret())
      return () =>
        batch(() => {
          catchUp()
          setMoving(reading().broken !== null)
          clearTimeout(settling)
          settling = setTimeout(() => setMoving(false), MOVING_MS)
          const offset = carriedPlace(room.text, place, moves)
          if (offset !== null) stand(offset)
        })
    }),
  )
  const editing = createEditing(room, { reading, catchUp }, { select, tell: toast })

  createEffect(
    on(
      room.takenBack,
      () =>
        toast({
          title: 'Your last change was taken back',
          detail:
            'It met somebody else’s in the same place, and both could not stand. Look again, and repeat.',
        }),
      { defer: true },
    ),
  )

  const standing = createMemo(() =>
    others().flatMap(({ name, color, offset }) => {
      const at = placeOf(pathAt(reading().parsed.root, offset)).component
      return at === null ? [] : [{ component: at, name, color: colourOf(color) }]
    }),
  )

  /** The id of a screen by its index in the text; null where the newest sound text has none there. */
  const screenIdAt = (index: number | null): string | null =>
    shown()?.flow?.screens.find((screen) => screen.path === `screens[${index}]`)?.id ?? null
  const showOnPhone = (id: string | null) => {
    if (id && id !== run.view()?.screenId && shown()?.flow?.screens.some((one) => one.id === id))
      runFrom(run, id)
  }

  const followed = createMemo<RoomCursor | null>(
    () => others().find((cursor) => cursor.id === following()) ?? null,
  )
  const followedAt = createMemo(() => followed()?.offset ?? null)
  createEffect(
    on(followedAt, (offset) => {
      if (offset === null) return
      code?.reveal(offset)
      showOnPhone(screenIdAt(placeOf(pathAt(reading().parsed.root, offset)).screen))
    }),
  )

  /** Without a cursor, as on the preview page, one is followed to the screen one looks at. */
  const followedScreen = createMemo(() =>
    followed() ? null : (room.people().find(({ id }) => id === following())?.screen ?? null),
  )
  createEffect(on(followedScreen, showOnPhone))

  const screenHere = createMemo(() => screenIdAt(place().screen))
  createEffect(() => room.lookAt(screenHere()))
  // Whoever goes to another screen sees it on the phone as well.
  createEffect(on(screenHere, showOnPhone, { defer: true }))

  const jumpTo = (offset: number, length: number) => {
    beforeJump?.()
    // What was hidden needs a moment to be laid out before it can scroll.
    requestAnimationFrame(() => code?.jumpTo(offset, length > MAX_SELECTED ? 0 : length))
  }
  const jumpToPath = (target: string) => {
    const node = nodeAt(reading().parsed.root, target)
    if (node) jumpTo(node.offset, 0)
  }

  return {
    text,
    reading,
    shown,
    flow,
    check,
    run,
    stamp,
    broken,
    path,
    place,
    editing,
    screenAt,
    room,
    sessionStart: createSessionStart(room),
    showOnPhone,
    select,
    marked,
    standing,
    people: createMemo(() =>
      room
        .people()
        .filter(({ id }) => id !== room.me()?.id)
        .map((one) => ({ name: calledOf(one), color: colourOf(one.color), screen: one.screen })),
    ),
    following,
    followable: createMemo(
      () =>
        new Set([
          ...others().map((cursor) => cursor.id),
          ...room.people().flatMap(({ id, screen }) => (screen === null ? [] : [id])),
        ]),
    ),
    follow: setFollowing,
    followColour: () => {
      const who = followed()
      return who && colourOf(who.color)
    },
    caret,
    setCaret,
    setCode: (handle) => {
      code = handle
    },
    code: () => code,
    onJump: (listener) => {
      beforeJump = listener
    },
    jumpTo,
    jumpToPath,
    showProblem: (found) => jumpTo(found.offset, found.length),
  }
}
