/** The canvas: the screen at hand as cards that are added, filled in, moved and deleted. */
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js'
import { newComponentOf } from '../../../../shared/flow/build/new-component.ts'
import { offersFor, placeRefusal } from '../../../../shared/flow/build/offer.ts'
import { componentsOf, type Snippet, snippetsFor } from '../../../../shared/flow/build/snippets.ts'
import { type ComponentNode, walkComponents } from '../../../../shared/flow/flow.ts'
import { drawn } from '../../../../shared/flow/interpret/drawn.ts'
import { nodeAt, toValue } from '../../../../shared/flow/json-node.ts'
import { parsePath } from '../../../../shared/flow/path.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { toast } from '../../../ui/toast.tsx'
import type { Comments } from '../../comments/comments.ts'
import { Pin } from '../../comments/pin.tsx'
import { useBench } from '../bench.ts'
import { ScreenProperties } from '../properties/component-properties.tsx'
import properties from '../properties/properties.module.css'
import type { Workshop } from '../workshop.ts'
import { AddDialog } from './add-dialog.tsx'
import styles from './canvas.module.css'
import { CanvasContext, type CanvasParts } from './canvas-context.ts'
import { CardList } from './card-list.tsx'
import { type Carried, createDrag, type Landing } from './drag.ts'
import { createIdentities } from './identities.ts'
import { Palette } from './palette.tsx'

/** Kept free around what is scrolled to. */
const ROOM_PX = 12

export function Canvas(props: {
  shop: Workshop
  onShowText: (path: string) => void
  comments: Comments
  /** Begins a comment on a component. */
  onComment: (path: string) => void
  /** The list of screens is not in sight: the canvas brings its own choice. */
  ownScreens: boolean
}) {
  const bench = useBench()
  const { shop } = props
  const [asking, setAsking] = createSignal<{ list: string; index: number } | null>(null)
  let scroller: HTMLDivElement | undefined
  let askedFrom: HTMLElement | null = null

  const screen = bench.screen
  const home = () => `${screen()?.path}.layout.children`
  const drawings = createMemo(() => {
    const flow = bench.flow()
    const at = screen()
    return flow && at ? drawn(flow, at) : null
  })
  const identities = createIdentities(shop.room, () => shop.shown()?.text ?? '', screen)
  const components = createMemo(
    () => new Map([...walkComponents(screen()?.children ?? [])].map((it) => [it.path, it])),
  )
  /** The component the caret is in; a Footer's options lie in it, not in the list around it. */
  const selected = createMemo(() => {
    const at = shop.place().component
    return at !== null && components().has(at) ? at : null
  })
  const isScreenSelected = () => {
    const { screen: index, component } = shop.place()
    return component === null && `screens[${index}]` === screen()?.path
  }

  /** The list and place behind what is selected: where a click in the palette puts something. */
  const behind = (): { list: string; index: number } => {
    const path = selected()
    const children = screen()?.children ?? []
    if (path !== null) {
      const segments = parsePath(path) ?? []
      const index = segments.at(-1)
      const list = path.slice(0, path.lastIndexOf('['))
      const kind = components().get(path)?.kind
      // Behind a Footer nothing is expected.
      if (typeof index === 'number') return { list, index: kind === 'Footer' ? index : index + 1 }
    }
    const last = children.at(-1)
    return {
      list: home(),
      index: last?.kind === 'Footer' ? children.length - 1 : children.length,
    }
  }
  const offers = createMemo(() => {
    const flow = bench.flow()
    const at = screen()
    return flow && at ? offersFor(flow, at, behind().list) : []
  })
  const askedOffers = createMemo(() => {
    const flow = bench.flow()
    const at = screen()
    const where = asking()
    return flow && at && where ? offersFor(flow, at, where.list) : []
  })

  const add = (kind: string, list: string, index: number) => {
    const flow = bench.flow()
    const at = screen()
    const component = flow && at ? newComponentOf(kind, flow, at) : null
    if (!component) return
    const done = bench.editing.carryOut({ kind: 'add-component', list, index, component })
    if (done?.select) focusCard(done.select)
  }
  const snippetsIn = (list: string) => {
    const flow = bench.flow()
    const at = screen()
    return flow && at ? snippetsFor(flow, at, list) : []
  }
  const snippetOffers = createMemo(() => snippetsIn(behind().list))
  const askedSnippets = createMemo(() => {
    const where = asking()
    return where ? snippetsIn(where.list) : []
  })
  const addSnippet = (snippet: Snippet, list: string, index: number) => {
    const at = screen()
    if (!at) return
    const values = componentsOf(snippet, at)
    const done = bench.editing.carryOut({ kind: 'add-items', list, index, values })
    if (!done) return
    if (done.select) focusCard(done.select)
    toast({
      title: `${snippet.title} added`,
      action: { label: 'Undo', onSelect: () => bench.editing.takeBack() },
    })
  }
  const move = (component: ComponentNode, list: string, index: number) => {
    const done = bench.editing.carryOut({
      kind: 'move-component',
      path: component.path,
      list,
      index,
    })
    if (done?.select) focusCard(done.select)
  }
  /** Scrolls the canvas, and nothing around it, until something shows. */
  const reveal = (element: HTMLElement) => {
    if (!scroller) return
    const [stage, box] = [scroller.getBoundingClientRect(), element.getBoundingClientRect()]
    const above = box.top - stage.top - ROOM_PX
    const below = box.bottom - stage.bottom + ROOM_PX
    if (above < 0) scroller.scrollTop += above
    // What is taller than the canvas shows its beginning.
    else if (below > 0) scroller.scrollTop += Math.min(above, below)
  }
  const titlesNow = () => [...(scroller?.querySelectorAll<HTMLElement>('[data-card-title]') ?? [])]
  const focusCard = (path: string) =>
    requestAnimationFrame(() => {
      const title = titlesNow().find(({ dataset }) => dataset.cardTitle === path)
      title?.focus({ preventScroll: true })
      if (title) reveal(title)
    })

  const drag = createDrag({
    scroller: () => scroller,
    refusal: (carried: Carried, list: string) => {
      const flow = bench.flow()
      const at = screen()
      if (!flow || !at) return 'There is no screen.'
      if (carried.what === 'component') return placeRefusal(carried.kind, flow, at, list)
      return (
        offersFor(flow, at, list).find(({ spec }) => spec.kind === carried.kind)?.refusal ?? null
      )
    },
    onDrop: (carried: Carried, { list, index }: Landing) => {
      if (bench.hindrance() !== null) {
        toast({ title: 'Not moved', detail: bench.hindrance()! })
        return
      }
      if (carried.what === 'new') return add(carried.kind, list, index)
      // Somebody may have deleted or moved it while it was carried.
      const now = byIdentity(carried.identity)
      if (!now)
        return void toast({
          title: 'Not moved',
          detail: 'Somebody has deleted it while you were moving it.',
        })
      move(now, list, index)
    },
  })
  const byIdentity = (identity: string): ComponentNode | undefined => {
    for (const [path, name] of identities()) if (name === identity) return components().get(path)
    return undefined
  }

  const marks = createMemo(() => new Map(props.comments.marks().map((mark) => [mark.path, mark])))
  const parts: CanvasParts = {
    List: CardList,
    drag,
    reveal,
    selected,
    drawn: (path) => drawings()?.get(path),
    identity: (path) => identities().get(path) ?? path,
    standing: (path) => shop.standing().filter(({ component }) => component === path),
    move,
    add,
    askWhat: (list, index, from) => {
      askedFrom = from
      setAsking({ list, index })
    },
    remove: (component) => {
      const at = titlesNow().findIndex(({ dataset }) => dataset.cardTitle === component.path)
      if (!bench.editing.carryOut({ kind: 'delete-component', path: component.path })) return
      toast({
        title: 'Deleted',
        action: { label: 'Undo', onSelect: () => bench.editing.takeBack() },
      })
      requestAnimationFrame(() => {
        const left = titlesNow()
        left[Math.min(at, left.length - 1)]?.focus({ preventScroll: true })
      })
    },
    duplicate: (component) => {
      const done = bench.editing.carryOut({ kind: 'duplicate-component', path: component.path })
      if (done?.select) focusCard(done.select)
    },
    showInText: props.onShowText,
    mark: (path) => marks().get(path),
    openMark: props.comments.openAt,
    get comment() {
      return props.comments.mayComment() ? props.onComment : null
    },
  }

  const screenValue = createMemo(() => {
    const at = screen()
    const root = shop.shown()?.parsed.root ?? null
    return at ? toValue(nodeAt(root, at.path)) : null
  })

  // While nothing can be changed, a dialog about a change has no business to stay.
  createEffect(on(bench.hindrance, (why) => why !== null && setAsking(null), { defer: true }))
  onCleanup(() => setAsking(null))

  return (
    <CanvasContext.Provider value={parts}>
      <div class={styles.canvas} data-canvas="">
        <Show when={bench.hindrance() === null}>
          <aside class={styles.side} aria-label="Components to add">
            <Palette
              offers={offers()}
              snippets={snippetOffers()}
              onAdd={(kind) => add(kind, behind().list, behind().index)}
              onAddSnippet={(snippet) => addSnippet(snippet, behind().list, behind().index)}
              onGrab={(event, { spec }) =>
                drag.begin(event, { what: 'new', kind: spec.kind, title: spec.title })
              }
            />
          </aside>
        </Show>
        <div class={styles.stage} ref={scroller}>
          <Show
            when={screen()}
            fallback={
              <EmptyState
                icon="phone"
                title="No screen yet"
                actions={
                  <Show when={bench.hindrance() === null}>
                    <Button
                      variant="primary"
                      onClick={() => bench.editing.carryOut({ kind: 'add-screen' })}
                    >
                      Add a screen
                    </Button>
                  </Show>
                }
              >
                The flow’s first screen appears here.
              </EmptyState>
            }
          >
            {(at) => (
              <div class={styles.sheet}>
                <Show when={props.ownScreens}>
                  <div class={styles.screens}>
                    <select
                      class={properties.select}
                      aria-label="Screen on the canvas"
                      onChange={(event) => bench.select(event.currentTarget.value)}
                    >
                      <For each={bench.flow()?.screens ?? []}>
                        {({ id, path }) => (
                          <option value={path} selected={path === at().path}>
                            {id || 'Screen without an id'}
                          </option>
                        )}
                      </For>
                    </select>
                    <Show when={bench.hindrance() === null}>
                      <IconButton
                        icon="plus"
                        label="Add a screen"
                        onClick={() => bench.editing.carryOut({ kind: 'add-screen' })}
                      />
                    </Show>
                  </div>
                </Show>
                <div class={styles.card} data-selected={isScreenSelected()} data-screen-card="">
                  <div class={styles.head}>
                    <button
                      type="button"
                      class={styles.title}
                      aria-expanded={isScreenSelected()}
                      onClick={() => bench.select(at().path)}
                    >
                      <span class={styles.kind}>
                        Screen · {at().id || 'without an id'}
                        {at().terminal ? ' · ends the flow' : ''}
                      </span>
                      <span class={styles.screenTitle} dir="auto">
                        {at().title || 'Untitled'}
                      </span>
                    </button>
                    <Show when={marks().get(at().path)}>
                      {(mark) => (
                        <Pin mark={mark()} onOpen={() => props.comments.openAt(at().path)} />
                      )}
                    </Show>
                    <Show when={parts.comment}>
                      {(comment) => (
                        <IconButton
                          icon="comment"
                          size="small"
                          label="Comment on this screen"
                          onClick={() => comment()(at().path)}
                        />
                      )}
                    </Show>
                  </div>
                  {/* Another screen has fields of its own: what waits in one is not written into the other. */}
                  <Show when={isScreenSelected() && parts.identity(at().path)} keyed>
                    {(_identity) => (
                      <div class={styles.properties}>
                        <ScreenProperties screen={at()} value={screenValue()} />
                      </div>
                    )}
                  </Show>
                </div>
                <CardList
                  list={home()}
                  components={at().children}
                  label={`screen ${at().id || ''}`}
                />
              </div>
            )}
          </Show>
        </div>
        <Show when={drag.carried()}>
          {(carried) => (
            <span
              class={styles.ghost}
              style={{
                transform: `translate(${drag.pointer().x + 12}px, ${drag.pointer().y + 10}px)`,
              }}
            >
              {carried().title}
            </span>
          )}
        </Show>
        <AddDialog
          open={asking() !== null}
          offers={askedOffers()}
          onClose={() => {
            setAsking(null)
            askedFrom?.focus()
          }}
          snippets={askedSnippets()}
          onAdd={(kind) => {
            const where = asking()
            setAsking(null)
            if (where) add(kind, where.list, where.index)
          }}
          onAddSnippet={(snippet) => {
            const where = asking()
            setAsking(null)
            if (where) addSnippet(snippet, where.list, where.index)
          }}
        />
      </div>
    </CanvasContext.Provider>
  )
}
