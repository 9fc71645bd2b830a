/** A dense table with a sticky heading: rows take focus, arrows move, Enter opens; on a phone each row becomes a card. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import styles from './table.module.css'

export type Column<Row> = {
  key: string
  /** Left empty for columns that need no words (the row menu); `label` is then read aloud. */
  heading: JSX.Element
  label?: string
  /** Gets the row as a function: it changes in place when the list is fetched again. */
  cell: (row: () => Row) => JSX.Element
  width?: string
  align?: 'left' | 'right'
  /**
   * On a phone: `title` = the card's heading, `corner` = top right, `inline` = beside its neighbours without a label,
   * `hide` = left out. Otherwise a line of its own with the heading (or `phoneLabel`) before it.
   */
  phone?: 'title' | 'corner' | 'inline' | 'hide'
  phoneLabel?: string
}

/**
 * `rowKey` keeps a row's elements (focus, an open menu) over refetches. `onOpen` runs on Enter and double use of a link
 * is avoided: clicks on links and buttons inside stay theirs.
 */
export function Table<Row>(props: {
  label: string
  rows: readonly Row[]
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  onOpen?: (row: Row, event: KeyboardEvent | MouseEvent) => void
  /** Opens on a click anywhere in the row as well. */
  openOnClick?: boolean
  /** The menu key and Shift+F10: opens the row's own menu (the last button of the row unless given). */
  onMenu?: (row: Row, element: HTMLElement) => void
  selected?: string | null
  /** Read aloud for a row; defaults to its cells. */
  rowLabel?: (row: Row) => string
}): JSX.Element {
  const byKey = createMemo(() => new Map(props.rows.map((row) => [props.rowKey(row), row])))
  const keys = createMemo(() => [...byKey().keys()])

  return (
    <table class={styles.table} aria-label={props.label}>
      <thead>
        <tr>
          <For each={props.columns}>
            {(column) => (
              <th
                scope="col"
                style={{ width: column.width }}
                class={column.align === 'right' ? styles.right : undefined}
                data-column={column.key}
              >
                <Show when={column.label} fallback={column.heading}>
                  <span class="only-read">{column.label}</span>
                </Show>
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={keys()}>
          {(key) => {
            // A key leaves `keys` before its row leaves the map's readers; the last known row bridges that moment.
            const row = createMemo<Row>((before) => byKey().get(key) ?? before, byKey().get(key)!)
            return (
              <tr
                tabIndex={props.onOpen ? 0 : undefined}
                aria-label={props.rowLabel?.(row())}
                aria-current={props.selected === key ? 'true' : undefined}
                data-opens={props.openOnClick ? '' : undefined}
                onClick={(event) =>
                  props.openOnClick && !isControl(event.target, event.currentTarget)
                    ? props.onOpen?.(row(), event)
                    : undefined
                }
                onKeyDown={(event) => onRowKey(event, row())}
              >
                <For each={props.columns}>
                  {(column) => (
                    <td
                      class={column.align === 'right' ? styles.right : undefined}
                      data-phone={column.phone}
                      data-column={column.key}
                      data-label={
                        column.phoneLabel ??
                        (typeof column.heading === 'string' ? column.heading : undefined)
                      }
                    >
                      {column.cell(row)}
                    </td>
                  )}
                </For>
              </tr>
            )
          }}
        </For>
      </tbody>
    </table>
  )

  function onRowKey(event: KeyboardEvent & { currentTarget: HTMLElement }, row: Row) {
    if (event.target !== event.currentTarget) return
    const element = event.currentTarget
    if (event.key === 'Enter') props.onOpen?.(row, event)
    else if (event.key === 'ArrowDown') focusRow(element.nextElementSibling)
    else if (event.key === 'ArrowUp') focusRow(element.previousElementSibling)
    else if (event.key === 'Home') focusRow(element.parentElement!.firstElementChild)
    else if (event.key === 'End') focusRow(element.parentElement!.lastElementChild)
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      props.onMenu?.(row, element)
    else return
    event.preventDefault()
  }
}

const focusRow = (row: Element | null) => (row as HTMLElement | null)?.focus()

/** Whether a click hit a link, button or field inside the row. */
function isControl(target: EventTarget | null, row: HTMLElement): boolean {
  const control = (target as Element | null)?.closest?.(
    'a, button, input, select, label, [role=menuitem]',
  )
  return Boolean(control && row.contains(control))
}
