/** The editor's panels: outline, code with its problems, preview; side by side, or as tabs on a phone. */
import { createEffect, createMemo, createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import {
  type BindingChoice,
  bindingsOn,
  simpleBindingsOn,
} from '../../../shared/flow/build/bindings.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { isStrictJson } from '../../../shared/flow/parse.ts'
import { utf8Length } from '../../../shared/flow/position.ts'
import type { Room } from '../../collab/room.ts'
import { createRemembered } from '../../shell/remembered.ts'
import { IconButton } from '../../ui/button.tsx'
import type { Pick } from '../../ui/quick-pick.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import type { Comments, ThreadView } from '../comments/comments.ts'
import { CommentsAside } from '../comments/comments-aside.tsx'
import { onRunKey, runFrom } from '../phone/live/preview-run.ts'
import { type Bench, BenchContext } from './bench.ts'
import { Canvas } from './canvas/canvas.tsx'
import { CodeEditor } from './code/code-editor.tsx'
import { createCommentMode } from './comment-mode.ts'
import { crumbsOf } from './crumbs.ts'
import styles from './editor.module.css'
import { FaceBar } from './face-bar.tsx'
import { createFace, type Face, faces } from './faces.ts'
import { mod } from './keys.ts'
import { createMedia } from './narrow.ts'
import { Outline } from './outline.tsx'
import { placeOf } from './place.ts'
import { PreviewPanel } from './preview-panel.tsx'
import { Problems } from './problems.tsx'
import { sizeInWords, sizeTone } from './size-meter.tsx'
import { CommandPalette, createPalette } from './tools/command-palette.tsx'
import { createTextTools, TextToolDialogs } from './tools/text-tools.tsx'
import type { Workshop } from './workshop.ts'

/** With the library that lays it out; loaded when it is first looked at. */
const ScreenMap = lazy(() => import('./map/screen-map.tsx'))

/** On a phone's window one thing shows at a time. */
type Tab = 'json' | 'canvas' | 'map' | 'preview' | 'problems' | 'comments'

export function Workbench(props: {
  room: Room
  shop: Workshop
  comments: Comments
  name: string
  readOnly: boolean
  /** Published or deprecated: nobody edits it any more. */
  frozen: boolean
  onShortcuts: () => void
  /** Names the text as it is now; null where one may not. */
  onName: (() => void) | null
  onDownload: () => void
  onSettings: () => void
  /** What the page around can do, for the command palette. */
  commands: readonly Pick[]
  /** A phone's window: panels are tabs, and `strip` says what the top bar has no room for. */
  narrow: boolean
  strip: JSX.Element
  banners: JSX.Element
}) {
  const { shop } = props
  const narrow = () => props.narrow
  const [tab, setTab] = createSignal<Tab>('json')
  const [outline, setOutline] = createRemembered('flowroom.editor.outline', true)
  const [problems, setProblems] = createRemembered('flowroom.editor.problems', true)
  const [preview, setPreview] = createRemembered('flowroom.editor.preview', true)
  const [commentsOpen, setCommentsOpen] = createRemembered('flowroom.editor.comments', false)
  const setters = { outline: setOutline, problems: setProblems, preview: setPreview }
  const panels = { outline, problems, preview }
  const [wideFace, setWideFace] = createFace()
  const face = (): Face | null => {
    const at = tab()
    if (!narrow()) return wideFace()
    return at === 'json' || at === 'canvas' || at === 'map' ? at : null
  }
  const showsText = () => face() === 'json' || face() === 'split'
  const openCanvas = () => (narrow() ? setTab('canvas') : setWideFace('canvas'))
  shop.onJump(() => {
    if (narrow()) setTab('json')
    else if (!showsText()) setWideFace('split')
  })
  /** Goes to a place on the face that shows; to the text only where that is open. */
  const goTo = (path: string) => (showsText() ? shop.jumpToPath(path) : shop.select(path))

  const { comments } = props
  /** Beside comments the phone has room on wide windows alone (editor.module.css). */
  const isTight = createMedia('(max-width: 1640px)')
  const hidesPhone = () => commentsOpen() && isTight()
  const togglePanel = (panel: keyof typeof panels) => {
    if (panel === 'preview' && hidesPhone()) {
      setCommentsOpen(false)
      setPreview(true)
    } else setters[panel](!panels[panel]())
  }
  const showComments = () => (narrow() ? setTab('comments') : setCommentsOpen(true))
  const isCommentsShown = () => (narrow() ? tab() === 'comments' : commentsOpen())
  // On a phone's window what is to be chosen has to show first.
  createEffect(() => comments.picking() && tab() === 'comments' && setTab('canvas'))
  const goToThread = ({ stand, target }: ThreadView) => {
    if (!stand || narrow()) return
    if (target === 'text' && showsText()) shop.jumpTo(stand.offset, stand.length)
    else if (stand.path) goTo(stand.path)
  }
  const commenting = createCommentMode(comments, shop, {
    show: showComments,
    isShown: isCommentsShown,
    goTo: goToThread,
  })
  const commented = createMemo(() =>
    comments.threads().flatMap(({ id, stand, resolved, target, unread }) =>
      stand && !resolved
        ? [
            {
              thread: id,
              offset: stand.offset,
              length: stand.length,
              isWords: target === 'text',
              unread,
            },
          ]
        : [],
    ),
  )

  const findingsByPath = createMemo(() =>
    Map.groupBy(shop.check.checked()?.diagnostics ?? [], ({ path }) => path),
  )
  const findingsByComponent = createMemo(() =>
    Map.groupBy(
      shop.check.checked()?.diagnostics ?? [],
      ({ path }) => placeOf(path).component ?? '',
    ),
  )
  const { flow } = shop
  const onScreenAtHand = (
    choices: (flow: Flow, screenId: string) => readonly BindingChoice[],
  ): readonly BindingChoice[] => {
    const [whole, screen] = [bench.flow(), bench.screen()]
    return whole && screen ? choices(whole, screen.id) : []
  }
  const bench: Bench = {
    flow,
    isWhole: createMemo(() => shop.reading().broken === null),
    screen: createMemo(() => flow()?.screens.find(({ path }) => path === shop.screenAt()) ?? null),
    hindrance: () => {
      if (props.frozen) return 'A published version cannot be changed.'
      if (props.readOnly) return 'You can look at this flow, not change it.'
      // A flow without a screen is whole, only empty: its first screen can be added.
      if (flow() === null && isStrictJson(shop.reading().parsed)) return null
      return shop.broken()
    },
    bindings: () => onScreenAtHand(bindingsOn),
    simpleBindings: () => onScreenAtHand(simpleBindingsOn),
    editing: shop.editing,
    select: shop.select,
    findings: (path) => findingsByPath().get(path) ?? [],
    findingsOf: (component) => findingsByComponent().get(component) ?? [],
  }
  /** One's own changes are taken back on every face alike, in fields too. */
  const undoKeys = (event: KeyboardEvent) => {
    const inText = (event.target as Element).closest('.cm-editor, dialog, [role="dialog"]')
    if (inText || event.altKey || !(event.ctrlKey || event.metaKey)) return
    const key = event.key.toLowerCase()
    if (key === 's') askToName()
    else if (key === 'z' && !event.shiftKey) shop.editing.takeBack()
    else if (key === 'y' || key === 'z') shop.editing.redo()
    else return
    event.preventDefault()
  }
  const askToName = () => {
    const name = props.onName
    toast({
      title: 'Every edit is saved as you type',
      ...(name
        ? {
            detail: 'To come back to this state later, name it.',
            action: { label: 'Name it', onSelect: name },
          }
        : {}),
    })
  }

  const diagnostics = createMemo(() => shop.check.checked()?.diagnostics ?? null)
  const errorCount = createMemo(
    () => (diagnostics() ?? []).filter((found) => found.severity === 'error').length,
  )
  const bytes = createMemo(() => utf8Length(shop.reading().text))
  const about = () => (
    <button
      type="button"
      class={styles.about}
      data-tone={sizeTone(bytes())}
      title="Size, version and categories of the flow"
      onClick={props.onSettings}
    >
      {shop.reading().flow?.version ? `v${shop.reading().flow?.version} · ` : ''}
      {sizeInWords(bytes())}
    </button>
  )
  const tools = createTextTools(shop)
  const palette = createPalette()
  /** At the caret: for commands without a key pressed in the text. */
  const picks = (): Pick[] => {
    const off = bench.hindrance()
    const at = shop.caret()
    const here = bench.screen()
    return [
      { label: 'Run the preview from the start', icon: 'play', keys: [mod, 'Enter'], onPick: run },
      {
        label: 'Go to a screen or component',
        icon: 'search',
        keys: [mod, 'Shift', 'O'],
        onPick: tools.symbols,
      },
      ...(narrow()
        ? []
        : faces.map(
            ({ value, label }): Pick => ({
              label: `Show the ${label === 'Split' ? 'JSON and canvas side by side' : label}`,
              icon: 'screen',
              onPick: () => setWideFace(value),
            }),
          )),
      {
        label: 'Undo my last change',
        icon: 'undo',
        keys: [mod, 'Z'],
        disabledReason: shop.editing.canUndo() ? null : 'Nothing of yours to undo.',
        onPick: shop.editing.takeBack,
      },
      {
        label: 'Redo',
        icon: 'redo',
        keys: [mod, 'Shift', 'Z'],
        disabledReason: shop.editing.canRedo() ? null : 'Nothing to redo.',
        onPick: shop.editing.redo,
      },
      {
        label: 'Find and replace in the JSON',
        icon: 'search',
        keys: [mod, 'F'],
        onPick: () => {
          if (!showsText()) setWideFace('split')
          queueMicrotask(() => shop.code()?.find())
        },
      },
      {
        label: 'Go to definition',
        detail: 'of the name at the cursor',
        icon: 'external',
        keys: ['F12'],
        onPick: () => tools.definition(at),
      },
      {
        label: 'Show where it is used',
        detail: 'the name at the cursor',
        icon: 'link',
        keys: ['Shift', 'F12'],
        onPick: () => tools.references(at),
      },
      {
        label: 'Rename everywhere',
        detail: 'the name at the cursor',
        icon: 'edit',
        keys: ['F2'],
        disabledReason: off,
        onPick: () => tools.rename(at),
      },
      {
        label: 'Format the JSON',
        icon: 'format',
        keys: ['Shift', 'Alt', 'F'],
        disabledReason: off,
        onPick: tools.format,
      },
      { label: 'Minify the JSON', icon: 'code', disabledReason: off, onPick: tools.minify },
      {
        label: 'Add a screen',
        icon: 'plus',
        disabledReason: off,
        onPick: () => shop.editing.carryOut({ kind: 'add-screen' }),
      },
      {
        label: 'Duplicate this screen',
        detail: here?.id,
        icon: 'duplicate',
        disabledReason: off ?? (here ? null : 'There is no screen yet.'),
        onPick: () => here && shop.editing.carryOut({ kind: 'duplicate-screen', id: here.id }),
      },
      {
        label: 'Comment on what is selected',
        icon: 'comment',
        keys: [mod, 'Alt', 'M'],
        disabledReason: comments.mayComment() ? null : 'Your role does not comment.',
        onPick: commenting.startInText,
      },
      { label: 'Show comments', icon: 'comment', onPick: showComments },
      ...(narrow()
        ? []
        : (['outline', 'problems', 'preview'] as const).map(
            (panel): Pick => ({
              label: `${panels[panel]() ? 'Hide' : 'Show'} ${panel === 'outline' ? 'screens' : panel}`,
              icon: 'sidebar',
              onPick: () => togglePanel(panel),
            }),
          )),
      ...props.commands,
    ]
  }
  const run = () => {
    runFrom(shop.run)
    if (narrow()) setTab('preview')
  }
  // On the window: after the last screen nothing in the phone has the focus any more.
  onRunKey(run)
  /** Whatever one does oneself ends following. */
  const letGo = () => shop.following() !== null && shop.follow(null)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears whatever one does in the panels; the controls are inside
    <div
      class={styles.bench}
      data-narrow={narrow()}
      onPointerDown={letGo}
      onWheel={letGo}
      onKeyDown={(event) => {
        letGo()
        undoKeys(event)
      }}
    >
      <div class={styles.banners}>{props.banners}</div>
      <Show when={narrow()}>
        <div class={styles.strip}>
          {props.strip}
          <IconButton
            icon="comment"
            label={comments.unread() > 0 ? `Comments, ${comments.unread()} unread` : 'Comments'}
            pressed={tab() === 'comments'}
            onClick={() => setTab(tab() === 'comments' ? 'canvas' : 'comments')}
          />
        </div>
        <div class={styles.tabs}>
          <Segmented<Tab>
            label="Show"
            value={tab()}
            onChange={setTab}
            options={[
              { value: 'json', label: 'JSON' },
              { value: 'canvas', label: 'Canvas' },
              { value: 'map', label: 'Map' },
              { value: 'preview', label: 'Phone' },
              {
                value: 'problems',
                label: errorCount() > 0 ? `Problems ${errorCount()}` : 'Problems',
              },
            ]}
          />
        </div>
      </Show>
      <Show when={props.room.synced()} fallback={<Opening status={props.room.status()} />}>
        <div
          class={styles.columns}
          data-picking={comments.picking()}
          data-comments={!narrow() && commentsOpen()}
          on:click={{ capture: true, handleEvent: commenting.onClickCapture }}
          on:pointerdown={{ capture: true, handleEvent: commenting.onPointerDownCapture }}
        >
          <Show when={!narrow() && outline()}>
            <div class={styles.outline}>
              <Outline
                flow={shop.reading().flow}
                diagnostics={diagnostics() ?? []}
                screenAt={shop.place().screen}
                componentAt={shop.place().component}
                shown={shop.run.view()?.screenId ?? null}
                standing={shop.standing()}
                onScreen={(screen) => {
                  goTo(screen.path)
                  shop.showOnPhone(screen.id)
                }}
                onPath={goTo}
                editing={bench.hindrance() === null ? shop.editing : null}
                onRename={(path) => {
                  if (face() === 'json' || face() === 'map') setWideFace('canvas')
                  shop.select(path)
                }}
              />
            </div>
          </Show>
          <section
            class={styles.middle}
            hidden={narrow() && (tab() === 'preview' || tab() === 'comments')}
            aria-label="Flow"
          >
            <Show when={!narrow() || face() !== null}>
              <FaceBar
                face={narrow() ? null : { value: wideFace(), onChange: setWideFace }}
                path={shop.path()}
                crumbs={crumbsOf(shop.path(), shop.reading().flow)}
                onCrumb={goTo}
                onPalette={palette.show}
                text={() => props.room.text.toString()}
                editing={props.readOnly ? null : shop.editing}
                onFind={showsText() ? () => shop.code()?.find() : null}
                onDownload={props.onDownload}
                onShortcuts={props.onShortcuts}
                comments={{
                  picking: comments.picking(),
                  mayComment: comments.mayComment(),
                  unread: comments.unread(),
                  shown: isCommentsShown(),
                  onPick: () => comments.setPicking(!comments.picking()),
                  onToggle: () => setCommentsOpen(!commentsOpen()),
                }}
                panels={
                  narrow()
                    ? null
                    : {
                        outline: outline(),
                        problems: problems(),
                        preview: preview() && !hidesPhone(),
                        toggle: togglePanel,
                      }
                }
              />
            </Show>
            <Show when={comments.picking()}>
              <p class={styles.choosing} role="status">
                Choose what to comment on: a component, a screen, or words in the JSON.
                <button type="button" onClick={() => comments.setPicking(false)}>
                  Leave (Escape)
                </button>
              </p>
            </Show>
            <div class={styles.faces} hidden={narrow() && face() === null}>
              {/* Always there: it holds the caret that every face shows as its selection. */}
              <div
                class={styles.code}
                hidden={!showsText()}
                style={{ '--followed': shop.followColour() ?? undefined }}
                data-following={shop.followColour() !== null}
              >
                <CodeEditor
                  ref={shop.setCode}
                  text={props.room.text}
                  awareness={props.room.awareness}
                  editing={shop.editing}
                  onMoved={props.room.onMoved}
                  readOnly={props.readOnly}
                  label={`JSON of ${props.name}`}
                  checked={shop.check.checked()}
                  marked={shop.marked()}
                  onCursor={shop.setCaret}
                  language={shop.check}
                  commands={tools}
                  commented={commented()}
                  onComment={({ thread }) => comments.setOpen(thread)}
                  onCommentHere={commenting.startInText}
                  onRun={run}
                  onSave={askToName}
                  onPasted={({ title, detail, canUndo }) =>
                    toast({
                      title,
                      detail,
                      ...(canUndo
                        ? { action: { label: 'Undo', onSelect: shop.editing.takeBack } }
                        : {}),
                    })
                  }
                />
              </div>
              <Show when={face() !== null && face() !== 'json'}>
                <section
                  class={styles.canvas}
                  aria-label={face() === 'map' ? 'Screen map' : 'Canvas'}
                >
                  <Show when={bench.hindrance() === shop.broken() && shop.broken()}>
                    {(words) => (
                      <p class={styles.paused} role="status">
                        {words()} Changes wait here until it is whole again.
                      </p>
                    )}
                  </Show>
                  <BenchContext.Provider value={bench}>
                    <Show
                      when={face() === 'map'}
                      fallback={
                        <Canvas
                          shop={shop}
                          onShowText={shop.jumpToPath}
                          comments={comments}
                          onComment={comments.startThreadAt}
                          ownScreens={narrow() || !outline()}
                        />
                      }
                    >
                      <Suspense fallback={<Skeleton width="40%" />}>
                        <ScreenMap shop={shop} onOpenScreen={openCanvas} />
                      </Suspense>
                    </Show>
                  </BenchContext.Provider>
                </section>
              </Show>
            </div>
            <Show when={narrow() ? tab() === 'problems' : problems()}>
              <div class={styles.problems}>
                <Problems
                  diagnostics={diagnostics()}
                  about={about()}
                  frozen={props.frozen}
                  onJump={(found) =>
                    showsText() ? shop.showProblem(found) : shop.select(found.path)
                  }
                  onFix={
                    props.readOnly
                      ? null
                      : (fix) => {
                          const text = shop.check.checked()?.text
                          if (text === undefined || !shop.editing.fix(fix.edits, text))
                            toast({
                              title: 'Not mended',
                              detail: 'The text has just changed. Try again.',
                            })
                        }
                  }
                />
              </div>
            </Show>
          </section>
          <Show when={isCommentsShown()}>
            <CommentsAside
              class={styles.comments}
              beside="flow"
              comments={comments}
              onShow={goToThread}
              onClose={narrow() ? undefined : () => setCommentsOpen(false)}
              how="Press C, then click what you want to comment on."
            />
          </Show>
          <Show when={narrow() ? tab() === 'preview' : preview()}>
            <aside class={styles.preview} aria-label="Preview">
              <PreviewPanel
                flow={flow()}
                run={shop.run}
                stamp={shop.stamp()}
                broken={shop.broken()}
                draft={!props.frozen}
                selected={shop.place().component}
                onSelect={shop.select}
                comments={comments}
                onComments={showComments}
              />
            </aside>
          </Show>
        </div>
      </Show>
      <TextToolDialogs tools={tools} shop={shop} onPath={goTo} />
      <CommandPalette
        open={palette.open()}
        onClose={palette.close}
        picks={palette.open() ? picks() : []}
      />
    </div>
  )
}

/** Before the text is here: bones, and why it takes long where that is known. */
function Opening(props: { status: string }) {
  return (
    <div class={styles.opening} aria-busy="true">
      <p role="status">
        {props.status === 'offline'
          ? 'No connection yet. The flow opens as soon as there is one.'
          : 'Opening the flow…'}
      </p>
      <Skeleton width="42%" />
      <Skeleton width="30%" />
      <Skeleton width="55%" />
      <Skeleton width="48%" />
      <Skeleton width="36%" />
    </div>
  )
}
