/** The left panel: the flow's screens with the components of the one at hand, and what the flow collects. */
import { createMemo, For, Index, Show } from 'solid-js'
import { componentSpec } from '../../../shared/flow/catalogue/index.ts'
import type { Diagnostic } from '../../../shared/flow/check/index.ts'
import type { ComponentNode, Flow, Screen } from '../../../shared/flow/flow.ts'
import { walkComponents } from '../../../shared/flow/flow.ts'
import { isRecord } from '../../../shared/flow/record.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { createSettled } from '../../ui/settled.ts'
import { toast } from '../../ui/toast.tsx'
import { type Collected, collectsOf } from './collects.ts'
import type { Editing } from './editing.ts'
import styles from './outline.module.css'
import { placeOf } from './place.ts'

/** Somebody's cursor, by the component it stands in. */
export type Standing = { component: string; name: string; color: string }

/** A screen with hundreds of components is a list nobody reads. */
const MAX_COMPONENTS = 80

/** What is not looked at while one types waits until the hands rest, in milliseconds. */
const SETTLE_MS = 120

export function Outline(props: {
  flow: Flow | null
  diagnostics: readonly Diagnostic[]
  /** Index of the screen the caret is in. */
  screenAt: number | null
  /** Path of the component the caret is in. */
  componentAt: string | null
  /** Id of the screen that the preview shows. */
  shown: string | null
  standing: readonly Standing[]
  onScreen: (screen: Screen) => void
  onPath: (path: string) => void
  /** Null where nothing can be changed. */
  editing: Editing | null
  onRename: (path: string) => void
}) {
  const errors = createMemo(() => {
    const counts = new Map<number, number>()
    for (const found of props.diagnostics) {
      const screen = found.severity === 'error' ? placeOf(found.path).screen : null
      if (screen !== null) counts.set(screen, (counts.get(screen) ?? 0) + 1)
    }
    return counts
  })
  const screens = createMemo(() => props.flow?.screens ?? [])
  /** A row that says what it said before stays the object it was: it is not drawn again. */
  const settled = createSettled(() => props.flow, SETTLE_MS)
  const collects = createMemo<Collected[]>((last) => {
    const flow = settled()
    const now = flow ? collectsOf(flow) : []
    return now.map((row, at) => {
      const before = last[at]
      return before && isSameRow(before, row) ? before : row
    })
  }, [])
  const indexOf = (screen: Screen) => Number(/\d+/.exec(screen.path)?.[0] ?? -1)

  return (
    <nav class={styles.outline} aria-label="Screens">
      <h2 class={styles.heading}>
        Screens
        <Show when={props.editing}>
          {(editing) => (
            <IconButton
              size="small"
              icon="plus"
              label="Add a screen"
              onClick={() => editing().carryOut({ kind: 'add-screen' })}
            />
          )}
        </Show>
      </h2>
      <ul>
        {/* By place: every edit makes a new model, and its rows stay. */}
        <Index each={screens()} fallback={<li class={styles.none}>None yet</li>}>
          {(screen, place) => (
            <li>
              <ScreenLine
                id={screen().id}
                title={screen().title}
                mark={place === 0 ? 'start' : screen().terminal ? 'end' : ''}
                isShown={screen().id === props.shown}
                errors={errors().get(indexOf(screen())) ?? 0}
                onScreen={() => props.onScreen(screen())}
                entries={
                  props.editing
                    ? () =>
                        screenEntries(props.editing!, screen(), place, screens().length, () =>
                          props.onRename(screen().path),
                        )
                    : null
                }
              />
              <Show when={indexOf(screen()) === props.screenAt}>
                <Components
                  screen={screen()}
                  at={props.componentAt}
                  standing={props.standing}
                  onPath={props.onPath}
                />
              </Show>
            </li>
          )}
        </Index>
      </ul>
      <h2 class={styles.heading}>Collects</h2>
      <ul>
        <Index each={collects()} fallback={<li class={styles.none}>Nothing yet</li>}>
          {(field) => (
            <li>
              <button
                type="button"
                class={styles.field}
                disabled={field().path === null}
                title={field().label}
                onClick={() => {
                  const { path } = field()
                  if (path !== null) props.onPath(path)
                }}
              >
                <span class={styles.name}>{field().key}</span>
                <Show when={!field().sent}>
                  <span class={styles.lost}>never sent</span>
                </Show>
              </button>
            </li>
          )}
        </Index>
      </ul>
    </nav>
  )
}

const isSameRow = (a: Collected, b: Collected): boolean =>
  a.key === b.key && a.label === b.label && a.sent === b.sent && a.path === b.path

/** One screen of the list. Every key in the text makes a new model: what stays the same in it is not drawn again. */
function ScreenLine(props: {
  id: string
  title: string
  mark: string
  isShown: boolean
  errors: number
  onScreen: () => void
  /** What its menu offers, worked out when it opens; null where nothing can be changed. */
  entries: (() => MenuEntry[]) | null
}) {
  const id = createMemo(() => props.id)
  const title = createMemo(() => props.title)
  const mark = createMemo(() => props.mark)
  const errors = createMemo(() => props.errors)
  const isShown = createMemo(() => props.isShown)
  const hasMenu = createMemo(() => props.entries !== null)
  return (
    <div class={styles.line}>
      <button
        type="button"
        class={styles.screen}
        aria-current={isShown() ? 'true' : undefined}
        title={title() || undefined}
        onClick={() => props.onScreen()}
      >
        <span class={styles.dot} data-on={isShown()} />
        <span class={styles.name}>{id() || 'Screen without an id'}</span>
        <span class={styles.mark}>{mark()}</span>
        <Show when={errors() > 0}>
          <span class={styles.count} title={`${errors()} to mend`}>
            {errors()}
            <span class="only-read"> to mend</span>
          </span>
        </Show>
      </button>
      <Show when={hasMenu()}>
        <Menu label={`More about screen ${id()}`} entries={props.entries?.() ?? []} />
      </Show>
    </div>
  )
}

function Components(props: {
  screen: Screen
  at: string | null
  standing: readonly Standing[]
  onPath: (path: string) => void
}) {
  const all = createMemo(() => [...walkComponents(props.screen.children)])
  const standing = createMemo(() => Map.groupBy(props.standing, ({ component }) => component))
  return (
    <ul>
      <Index each={all().slice(0, MAX_COMPONENTS)}>
        {(component) => (
          <li>
            <ComponentLine
              name={nameOf(component())}
              depth={depthOf(component(), props.screen)}
              isHere={component().path === props.at}
              standing={standing().get(component().path) ?? NOBODY}
              onPick={() => props.onPath(component().path)}
            />
          </li>
        )}
      </Index>
      <Show when={all().length > MAX_COMPONENTS}>
        <li class={styles.none}>and {all().length - MAX_COMPONENTS} more</li>
      </Show>
    </ul>
  )
}

const NOBODY: readonly Standing[] = []

/** One component of the list; as with a screen, what stays the same is not drawn again. */
function ComponentLine(props: {
  name: string
  depth: number
  isHere: boolean
  standing: readonly Standing[]
  onPick: () => void
}) {
  const name = createMemo(() => props.name)
  const depth = createMemo(() => props.depth)
  const isHere = createMemo(() => props.isHere)
  const standing = createMemo(() => props.standing)
  return (
    <button
      type="button"
      class={styles.component}
      aria-current={isHere() ? 'true' : undefined}
      style={{ 'padding-inline-start': `${25 + depth() * 12}px` }}
      onClick={() => props.onPick()}
    >
      <span class={styles.name}>{name()}</span>
      <For each={standing()}>
        {(one) => (
          <span
            class={styles.person}
            style={{ background: one.color }}
            title={one.name}
            role="img"
            aria-label={`${one.name} is here`}
          />
        )}
      </For>
    </button>
  )
}

function screenEntries(
  editing: Editing,
  { id }: Screen,
  place: number,
  count: number,
  rename: () => void,
): MenuEntry[] {
  return [
    { label: 'Rename and settings', icon: 'edit', onSelect: rename },
    {
      label: 'Move up',
      icon: 'chevron-up',
      disabledReason: place === 0 ? 'It is the first.' : null,
      onSelect: () => editing.carryOut({ kind: 'move-screen', id, index: place - 1 }),
    },
    {
      label: 'Move down',
      icon: 'chevron-down',
      disabledReason: place === count - 1 ? 'It is the last.' : null,
      onSelect: () => editing.carryOut({ kind: 'move-screen', id, index: place + 2 }),
    },
    {
      label: 'Duplicate',
      icon: 'duplicate',
      onSelect: () => editing.carryOut({ kind: 'duplicate-screen', id }),
    },
    'separator',
    {
      label: 'Delete',
      icon: 'trash',
      tone: 'danger',
      disabledReason: count === 1 ? 'A flow needs a screen.' : null,
      onSelect: () => {
        if (!editing.carryOut({ kind: 'delete-screen', id })) return
        toast({
          title: `Screen ${id} deleted`,
          action: { label: 'Undo', onSelect: editing.takeBack },
        })
      },
    },
  ]
}

/** How many lists of components lie around it, below the screen's own. */
const depthOf = (component: ComponentNode, screen: Screen): number =>
  (component.path.slice(screen.path.length).match(/\[/g)?.length ?? 1) - 1

/** How people call its kind, with its field or the one that a condition turns on. */
function nameOf({ kind, name, props }: ComponentNode): string {
  const condition = kind === 'If' ? props.condition : kind === 'Switch' ? props.value : null
  const field =
    typeof condition === 'string' ? /(?:form|data)\.([\w-]+)/.exec(condition)?.[1] : null
  const title = componentSpec(kind)?.title ?? kind
  if (field) return `${title} ${field}`
  if (name) return `${title} ${name}`
  return title || (isRecord(props) && Object.keys(props).length > 0 ? 'No type yet' : 'Empty')
}
