/** One component on the canvas: what it is, how the phone draws it, and, while it is selected, all it can say. */
import { createEffect, createMemo, For, on, Show } from 'solid-js'
import { rowsOf } from '../../../../shared/flow/build/condition.ts'
import { conditionOn } from '../../../../shared/flow/build/new-component.ts'
import { kindTitle } from '../../../../shared/flow/catalogue/index.ts'
import type { ComponentGroup, ComponentNode } from '../../../../shared/flow/flow.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Menu, type MenuEntry } from '../../../ui/menu.tsx'
import { Pin } from '../../comments/pin.tsx'
import { Still } from '../../phone/still.tsx'
import { useBench } from '../bench.ts'
import { ComponentProperties } from '../properties/component-properties.tsx'
import styles from './canvas.module.css'
import { useCanvas } from './canvas-context.ts'

export function Card(props: {
  component: ComponentNode
  list: string
  index: number
  count: number
}) {
  const bench = useBench()
  const canvas = useCanvas()
  let card!: HTMLDivElement
  const isSelected = () => canvas.selected() === props.component.path
  const isCarried = () => {
    const carried = canvas.drag.carried()
    return (
      carried?.what === 'component' && carried.identity === canvas.identity(props.component.path)
    )
  }
  const carried = () => ({
    what: 'component' as const,
    identity: canvas.identity(props.component.path),
    kind: props.component.kind,
    title: title(),
  })
  const isOff = () => bench.hindrance() !== null
  const title = () => kindTitle(props.component.kind)
  const about = createMemo(() => aboutOf(props.component))
  const words = () => (about() ? `${title()} · ${about()}` : title())
  const people = () => canvas.standing(props.component.path)
  const worst = createMemo(() => {
    const found = isSelected()
      ? bench.findings(props.component.path)
      : bench.findingsOf(props.component.path)
    return found.find(({ severity }) => severity === 'error') ?? found[0]
  })

  createEffect(on(isSelected, (now) => now && canvas.reveal(card), { defer: true }))

  const moveBy = (by: number) => {
    if (isOff()) return
    const to = props.index + by
    if (to < 0 || to >= props.count) return
    canvas.move(props.component, props.list, by > 0 ? to + 1 : to)
  }
  const keys = (event: KeyboardEvent) => {
    const mod = event.ctrlKey || event.metaKey
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      moveBy(event.key === 'ArrowUp' ? -1 : 1)
    else if (!mod && !event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      walk(card, event.key === 'ArrowUp' ? -1 : 1)
    else if ((event.key === 'Delete' || event.key === 'Backspace') && !isOff())
      canvas.remove(props.component)
    else if (mod && event.key.toLowerCase() === 'd' && !isOff()) canvas.duplicate(props.component)
    else return
    event.preventDefault()
  }

  const entries = (): MenuEntry[] => {
    const { component } = props
    const screens = (bench.flow()?.screens ?? []).filter(
      ({ path }) => path !== bench.screen()?.path,
    )
    const off = bench.hindrance()
    return [
      {
        label: 'Move up',
        icon: 'chevron-up',
        disabledReason: off ?? (props.index === 0 ? 'It is the first here.' : null),
        onSelect: () => moveBy(-1),
      },
      {
        label: 'Move down',
        icon: 'chevron-down',
        disabledReason: off ?? (props.index === props.count - 1 ? 'It is the last here.' : null),
        onSelect: () => moveBy(1),
      },
      {
        label: 'Duplicate',
        icon: 'duplicate',
        disabledReason: off,
        onSelect: () => canvas.duplicate(component),
      },
      {
        label: 'Add one before it',
        icon: 'plus',
        disabledReason: off,
        onSelect: () => canvas.askWhat(props.list, props.index, card),
      },
      {
        label: 'Show only under a condition',
        icon: 'split',
        disabledReason: off ?? (firstCondition() === '' ? 'Ask something else first.' : null),
        onSelect: () => wrap(),
      },
      ...(component.kind === 'If'
        ? [
            {
              label: 'Take the condition away',
              icon: 'undo' as const,
              disabledReason: off,
              onSelect: () =>
                void bench.editing.carryOut({ kind: 'unwrap-if', path: component.path }),
            },
          ]
        : []),
      ...(canvas.comment
        ? [
            {
              label: 'Comment on it',
              icon: 'comment' as const,
              onSelect: () => canvas.comment?.(component.path),
            },
          ]
        : []),
      {
        label: 'Show in the JSON',
        icon: 'code',
        onSelect: () => canvas.showInText(component.path),
      },
      ...(screens.length > 0 && !off
        ? [
            { heading: 'Move to screen' } as MenuEntry,
            ...screens.map(
              ({ id, path, children }): MenuEntry => ({
                label: id || 'Screen without an id',
                onSelect: () => canvas.move(component, `${path}.layout.children`, children.length),
              }),
            ),
          ]
        : []),
      'separator',
      {
        label: 'Delete',
        icon: 'trash',
        tone: 'danger',
        disabledReason: off,
        onSelect: () => canvas.remove(component),
      },
    ]
  }
  const firstCondition = () => {
    // What it asks itself cannot decide whether it is asked.
    return conditionOn(bench.simpleBindings().find(({ name }) => name !== props.component.name))
  }
  const wrap = () =>
    void bench.editing.carryOut({
      kind: 'wrap-in-if',
      list: props.list,
      from: props.index,
      until: props.index,
      condition: firstCondition(),
    })

  return (
    <div
      ref={card}
      class={styles.card}
      data-path={props.component.path}
      data-selected={isSelected()}
      data-carried={isCarried()}
      data-severity={worst()?.severity}
      style={{ '--person': people()[0]?.color }}
      data-person={people().length > 0 && !isSelected()}
    >
      <Show when={people().length > 0}>
        <span class={styles.tags}>
          <For each={people()}>
            {(one) => (
              <span class={styles.tag} style={{ background: one.color }}>
                {one.name}
                <span class="only-read"> is here</span>
              </span>
            )}
          </For>
        </span>
      </Show>
      <div class={styles.head}>
        <button
          type="button"
          class={styles.title}
          data-card-title={props.component.path}
          aria-expanded={isSelected()}
          title={isOff() ? undefined : 'Drag to move. Alt and arrows move it as well.'}
          onClick={() => bench.select(props.component.path)}
          onKeyDown={keys}
          onPointerDown={(event) => {
            if (isOff() || event.pointerType === 'touch') return
            canvas.drag.begin(event, carried())
          }}
        >
          <span class={styles.kind}>{words()}</span>
        </button>
        <Show when={canvas.mark(props.component.path)}>
          {(mark) => <Pin mark={mark()} onOpen={() => canvas.openMark(props.component.path)} />}
        </Show>
        <Show when={!isOff()}>
          <span
            class={styles.grip}
            aria-hidden="true"
            onPointerDown={(event) => {
              event.preventDefault()
              canvas.drag.begin(event, carried())
            }}
          >
            ⠿
          </span>
        </Show>
        <Show when={isSelected() && !isOff()}>
          <IconButton
            icon="duplicate"
            size="small"
            label="Duplicate"
            onClick={() => canvas.duplicate(props.component)}
          />
          <IconButton
            icon="trash"
            size="small"
            label="Delete"
            onClick={() => canvas.remove(props.component)}
          />
        </Show>
        <Menu label={`More about ${words()}`} entries={entries()} />
      </div>
      <Show when={canvas.drawn(props.component.path)}>
        {(drawn) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the title above does the same by keyboard
          // biome-ignore lint/a11y/useKeyWithClickEvents: as above
          <div class={styles.drawing} onClick={() => bench.select(props.component.path)}>
            <Still drawn={drawn()} />
          </div>
        )}
      </Show>
      <Show when={worst()}>
        {(found) => (
          <p class={styles.finding} data-severity={found().severity}>
            {found().message}
          </p>
        )}
      </Show>
      <Show when={isSelected()}>
        <div class={styles.properties}>
          <ComponentProperties component={props.component} />
        </div>
      </Show>
      <For each={groupKeys(props.component)}>
        {(key) => {
          const group = createMemo<ComponentGroup>(
            (last) => props.component.groups.find((one) => keyOf(one) === key) ?? last!,
          )
          return (
            <section class={styles.branch}>
              <h4>{branchWords(group())}</h4>
              <canvas.List
                list={group().path}
                components={group().children}
                label={`${branchWords(group())} of ${words()}`}
              />
            </section>
          )
        }}
      </For>
      <Show
        when={
          props.component.kind === 'If' &&
          !isOff() &&
          !props.component.groups.some(({ key }) => key === 'else')
        }
      >
        <button
          type="button"
          class={styles.add}
          onClick={() =>
            bench.editing.carryOut({
              kind: 'set-property',
              path: props.component.path,
              property: 'else',
              value: [{ type: 'TextBody', text: 'Shown when it is not so' }],
            })
          }
        >
          Add what shows otherwise
        </button>
      </Show>
    </div>
  )
}

const keyOf = ({ key, caseKey }: ComponentGroup): string => caseKey ?? key
const groupKeys = ({ groups }: ComponentNode): string[] => groups.map(keyOf)

function branchWords({ key, caseKey }: ComponentGroup): string {
  if (caseKey !== null) return caseKey === 'default' ? 'Otherwise' : `When it is ${caseKey}`
  return key === 'then' ? 'Then' : key === 'else' ? 'Otherwise' : 'Inside'
}

/** The next or previous card, wherever it is nested. */
function walk(card: HTMLElement, by: number) {
  const titles = [
    ...(card.closest('[data-canvas]')?.querySelectorAll<HTMLElement>('[data-card-title]') ?? []),
  ]
  const own = card.querySelector<HTMLElement>('[data-card-title]')
  titles[titles.indexOf(own!) + by]?.focus()
}

/** What tells this component from others of its kind: its field, its condition, where it leads. */
function aboutOf({ kind, name, props }: ComponentNode): string {
  if (kind === 'If' && typeof props.condition === 'string') {
    const rows = rowsOf(props.condition)
    if (!rows) return props.condition
    return rows.rows
      .map((row) => {
        const field = row.field.replace(/^\$\{(?:form|data)\.|^\$\{screen\.|\}$/g, '')
        return 'value' in row
          ? `${field} ${row.test === '==' ? '=' : row.test} ${row.value === '' ? 'nothing' : row.value}`
          : row.test === 'is'
            ? field
            : `not ${field}`
      })
      .join(rows.join === 'all' ? ' and ' : ' or ')
  }
  if (kind === 'Switch' && typeof props.value === 'string')
    return props.value.replace(/^\$\{(?:form|data)\.|\}$/g, '')
  const action = props['on-click-action'] as
    | { name?: unknown; next?: { name?: unknown } }
    | undefined
  if (kind === 'Footer' && action?.name === 'navigate') return `to ${String(action.next?.name)}`
  if (kind === 'Footer' && action?.name === 'complete') return 'ends the flow'
  return name ?? ''
}
