/** A list of options, rows or pictures: each entry a line that opens to all it can say. */
import { createSignal, Index, lazy, Show, Suspense } from 'solid-js'
import type { ShapeSpec } from '../../../../shared/flow/catalogue/index.ts'
import { freeName } from '../../../../shared/flow/edit/unique-name.ts'
import type { JsonRecord } from '../../../../shared/flow/json-record.ts'
import { joinPath } from '../../../../shared/flow/path.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { toast } from '../../../ui/toast.tsx'
import { useBench } from '../bench.ts'
import { holderAt } from './holder.ts'
import styles from './properties.module.css'
import { useRows, type ValueProps } from './rows-context.ts'
import { TypedInput } from './typed-input.tsx'

const PasteOptions = lazy(() => import('./paste-options.tsx'))

/** A list of hundreds is worked on in the JSON; here it shows its beginning. */
const MAX_SHOWN = 60

export function ListField(props: ValueProps) {
  const bench = useBench()
  const ObjectRows = useRows()
  const [open, setOpen] = createSignal<number | null>(null)
  const list = () => joinPath(props.holder.path, props.spec.name)
  const entries = () => {
    const value = props.holder.value[props.spec.name]
    return Array.isArray(value) ? (value as unknown[]) : []
  }
  const isOff = () => bench.hindrance() !== null
  const most = () => props.spec.items?.max ?? Number.POSITIVE_INFINITY
  const full = () => (entries().length >= most() ? `At most ${most()}.` : null)
  const shape = () => props.spec.shape
  const has = (property: string) => shape()?.properties.some(({ name }) => name === property)
  const add = () => {
    const value = newEntry(shape(), entries())
    if (Array.isArray(props.holder.value[props.spec.name]))
      bench.editing.carryOut({ kind: 'add-item', list: list(), value })
    else props.holder.write(props.spec.name, [value])
    setOpen(has('title') ? null : entries().length - 1)
  }
  const [pasting, setPasting] = createSignal<{ text: string; index: number } | null>(null)
  const taken = () => new Set(entries().flatMap((one) => (isRecord(one) ? [String(one.id)] : [])))
  /** What nobody has filled in yet only holds the place. */
  const holdsPlaces = () => entries().every(isPlaceholder)
  const addAll = (values: JsonRecord[]) => {
    const index = pasting()?.index ?? entries().length
    setPasting(null)
    if (holdsPlaces()) props.holder.write(props.spec.name, values)
    else bench.editing.carryOut({ kind: 'add-items', list: list(), index, values })
    toast({
      title: values.length === 1 ? '1 option added' : `${values.length} options added`,
      action: { label: 'Undo', onSelect: () => bench.editing.takeBack() },
    })
  }
  /** Several rows in a field of one line come from a spreadsheet. */
  const paste = (event: ClipboardEvent, at: number) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (isOff() || !/[\t\n]/.test(text.trim())) return
    event.preventDefault()
    setPasting({ text, index: at + 1 })
  }
  const move = (from: number, to: number) => {
    if (to < 0 || to >= entries().length) return
    bench.editing.carryOut({ kind: 'move-item', list: list(), from, to })
    if (open() === from) setOpen(to)
  }
  return (
    <div class={styles.list}>
      <ol>
        <Index each={entries().slice(0, MAX_SHOWN)}>
          {(entry, at) => {
            const value = () => (isRecord(entry()) ? entry() : {}) as Record<string, unknown>
            const path = () => joinPath(list(), at)
            const holder = () => holderAt(bench.editing, path(), value())
            const name = () => `${at + 1}`
            return (
              <li>
                <div class={styles.entry}>
                  <button
                    type="button"
                    class={styles.turn}
                    aria-expanded={open() === at}
                    aria-label={`All of entry ${name()}`}
                    onClick={() => setOpen(open() === at ? null : at)}
                  >
                    <span aria-hidden="true">{open() === at ? '▾' : '▸'}</span>
                  </button>
                  <Show
                    when={has('title')}
                    fallback={<span class={styles.entryWords}>{summaryOf(value(), at)}</span>}
                  >
                    <TypedInput
                      value={textOf(value().title)}
                      readOnly={isOff()}
                      placeholder="Title"
                      aria-label={`Title of entry ${name()}`}
                      onPaste={(event: ClipboardEvent) => paste(event, at)}
                      onType={(shown, typed) => holder().type('title', shown, typed)}
                    />
                    <TypedInput
                      mono
                      value={textOf(value().id)}
                      readOnly={isOff()}
                      placeholder="id"
                      aria-label={`Id of entry ${name()}`}
                      onType={(shown, typed) => holder().type('id', shown, typed)}
                    />
                  </Show>
                  <Show when={!isOff()}>
                    <IconButton
                      icon="chevron-up"
                      size="small"
                      label={`Move entry ${name()} up`}
                      disabledReason={at === 0 ? 'It is the first.' : null}
                      onClick={() => move(at, at - 1)}
                    />
                    <IconButton
                      icon="chevron-down"
                      size="small"
                      label={`Move entry ${name()} down`}
                      disabledReason={at === entries().length - 1 ? 'It is the last.' : null}
                      onClick={() => move(at, at + 1)}
                    />
                    <IconButton
                      icon="close"
                      size="small"
                      label={`Remove entry ${name()}`}
                      onClick={() =>
                        bench.editing.carryOut({ kind: 'remove-item', list: list(), index: at })
                      }
                    />
                  </Show>
                </div>
                <Show when={open() === at}>
                  <div class={styles.nested}>
                    <ObjectRows
                      holder={holder()}
                      specs={shape()?.properties ?? []}
                      around={props.around}
                      without={has('title') ? ['title', 'id'] : []}
                    />
                  </div>
                </Show>
              </li>
            )
          }}
        </Index>
      </ol>
      <Show when={entries().length > MAX_SHOWN}>
        <p class={styles.note}>and {entries().length - MAX_SHOWN} more, in the JSON</p>
      </Show>
      <Show when={!isOff()}>
        <div class={styles.adders}>
          <Button size="small" icon="plus" disabledReason={full()} onClick={add}>
            Add
          </Button>
          <Show when={has('title')}>
            <Button
              size="small"
              disabledReason={full()}
              onClick={() => setPasting({ text: '', index: entries().length })}
            >
              From a spreadsheet
            </Button>
          </Show>
        </div>
      </Show>
      <Show when={!isOff() && pasting()}>
        {(from) => (
          <Suspense>
            <PasteOptions
              pasted={from().text}
              properties={shape()?.properties.map(({ name }) => name) ?? []}
              taken={holdsPlaces() ? new Set() : taken()}
              room={most() - (holdsPlaces() ? 0 : entries().length)}
              onClose={() => setPasting(null)}
              onAdd={addAll}
            />
          </Suspense>
        )}
      </Show>
    </div>
  )
}

/** An option as it is when it was just added. */
const isPlaceholder = (entry: unknown): boolean =>
  isRecord(entry) &&
  Object.keys(entry).length === 2 &&
  /^option_\d+$/.test(String(entry.id)) &&
  /^Option \d+$/.test(String(entry.title))

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What an entry says of itself in one line. */
function summaryOf(value: Record<string, unknown>, at: number): string {
  const content = value['main-content']
  const title = isRecord(content) ? content.title : (value['alt-text'] ?? value.id)
  return textOf(title) || `Entry ${at + 1}`
}

/** A new entry with what it must have, and an id that no other has. */
function newEntry(shape: ShapeSpec | undefined, entries: readonly unknown[]): unknown {
  const value: Record<string, unknown> = {}
  const number = entries.length + 1
  const ids = new Set(entries.flatMap((one) => (isRecord(one) ? [String(one.id)] : [])))
  for (const { name, required } of shape?.properties ?? []) {
    if (!required) continue
    if (name === 'id') value.id = freeName(`option_${number}`, ids)
    else if (name === 'title') value.title = `Option ${number}`
    else if (name === 'main-content') value[name] = { title: `Row ${number}` }
    else if (name === 'alt-text') value[name] = `Picture ${number}`
    else value[name] = ''
  }
  return value
}
