/** One property's value, by its type in the catalogue. */
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { PropertySpec } from '../../../../shared/flow/catalogue/index.ts'
import { looksLikeBinding, looksLikeExpression } from '../../../../shared/flow/expressions/index.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import { IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import { ActionField } from './action-field.tsx'
import { BindingMenu } from './binding-menu.tsx'
import { CasesField } from './cases-field.tsx'
import { ConditionField } from './condition-field.tsx'
import { DataModel } from './data-model.tsx'
import { holderIn } from './holder.ts'
import { ImageField } from './image-field.tsx'
import { JsonField } from './json-field.tsx'
import { ListField } from './list-field.tsx'
import { entriesOf, linesOf } from './list-lines.ts'
import { MapField } from './map-field.tsx'
import styles from './properties.module.css'
import { useRows, type ValueProps } from './rows-context.ts'
import { SettledInput, TypedInput } from './typed-input.tsx'

const isBound = (value: unknown): value is string =>
  typeof value === 'string' && (looksLikeBinding(value) || looksLikeExpression(value))

/** Text types hold a binding as text; the others show it in a field of its own. */
const TEXTS = new Set(['text', 'lines', 'url', 'condition', 'selector', 'id', 'name', 'screen-id'])

export function ValueField(props: ValueProps) {
  const bench = useBench()
  const ObjectRows = useRows()
  const value = () => props.holder.value[props.spec.name]
  const isOff = () => bench.hindrance() !== null
  const boundElsewhere = () => !TEXTS.has(props.spec.type) && isBound(value())
  const ranged = () => props.spec.ranged && props.holder.value.mode === 'range'
  /** The same objects as long as it is the same property: rows stay, and with them the focus. */
  const parts = createMemo(() => rangeParts(props.spec))
  return (
    <div class={styles.value}>
      <Switch fallback={<Plain {...props} />}>
        <Match when={ranged()}>
          <ObjectRows
            holder={holderIn(bench.editing, props.holder, props.spec.name)}
            specs={parts()}
            around={props.around}
          />
        </Match>
        <Match when={boundElsewhere()}>
          <TypedInput
            id={props.id}
            mono
            value={String(value())}
            readOnly={isOff()}
            aria-describedby={props.describedBy}
            onType={(shown, typed) => props.holder.type(props.spec.name, shown, typed)}
          />
          <IconButton
            icon="close"
            size="small"
            label="Write it here instead"
            disabledReason={bench.hindrance()}
            onClick={() => props.holder.remove(props.spec.name)}
          />
        </Match>
      </Switch>
      <Show when={props.spec.bindable && !ranged() && !isOff()}>
        <BindingMenu
          choices={bench.bindings()}
          onChoose={(binding) => props.holder.write(props.spec.name, binding)}
        />
      </Show>
    </div>
  )
}

/** First and last day of a range, each with the property's own type. */
const rangeParts = (spec: PropertySpec): PropertySpec[] =>
  (['start-date', 'end-date'] as const).map((name) => {
    const { ranged, ...plain } = spec
    return { ...plain, name, required: ranged?.needs.includes(name) ?? false }
  })

function Plain(props: ValueProps) {
  const bench = useBench()
  const ObjectRows = useRows()
  const name = () => props.spec.name
  const value = () => props.holder.value[name()]
  const text = () => {
    const written = value()
    return typeof written === 'string' ? written : written === undefined ? '' : String(written)
  }
  const isOff = () => bench.hindrance() !== null
  const set = (written: unknown) => props.holder.write(name(), written)
  const unset = () => props.holder.remove(name())
  /** Writes nothing where it is what applies anyway. */
  const setOr = (written: unknown, usual: unknown) =>
    written === usual && !props.spec.required ? unset() : set(written)
  const type = (shown: string, typed: string) => props.holder.type(name(), shown, typed)
  const limit = () => {
    const { limit: most } = props.spec
    if (!most) return null
    return props.holder.value['label-variant'] === 'large' && most.largeChars
      ? most.largeChars
      : most.chars
  }

  switch (props.spec.type) {
    case 'text':
    case 'url':
    case 'pattern':
    case 'id':
    case 'date':
    case 'color':
      return (
        <>
          <TypedInput
            id={props.id}
            value={text()}
            mono={props.spec.type === 'pattern' || props.spec.type === 'id'}
            readOnly={isOff()}
            placeholder={PLACEHOLDERS[props.spec.type] ?? ''}
            aria-describedby={props.describedBy}
            onType={type}
          />
          <Show when={props.spec.type === 'color' && !isOff()}>
            <input
              type="color"
              class={styles.color}
              aria-label="Pick a colour"
              value={/^#[0-9a-f]{6}$/i.test(text()) ? text() : '#0b7a5c'}
              onChange={(event) => set(event.currentTarget.value.toUpperCase())}
            />
          </Show>
          <Show when={limit()}>
            {(most) => (
              <span class={styles.counter} data-over={text().length > most() ? '' : undefined}>
                {text().length}/{most()}
              </span>
            )}
          </Show>
        </>
      )
    case 'lines':
      return (
        <Show
          when={Array.isArray(value())}
          fallback={
            <TypedInput
              id={props.id}
              lines
              value={text()}
              readOnly={isOff()}
              aria-describedby={props.describedBy}
              onType={type}
            />
          }
        >
          <SettledInput
            id={props.id}
            lines
            value={linesOf(value())}
            readOnly={isOff()}
            onSettle={(lines) => set(lines.split('\n'))}
          />
        </Show>
      )
    case 'texts':
    case 'dates':
      return (
        <SettledInput
          id={props.id}
          lines
          value={linesOf(value())}
          readOnly={isOff()}
          placeholder={props.spec.type === 'dates' ? 'YYYY-MM-DD, one a line' : 'One a line'}
          onSettle={(lines) => {
            const entries = entriesOf(lines)
            return entries.length === 0 ? unset() : set(entries)
          }}
        />
      )
    case 'name':
    case 'screen-id':
      return (
        <SettledInput
          id={props.id}
          mono
          value={text()}
          readOnly={isOff()}
          {...(props.describedBy ? { describedBy: props.describedBy } : {})}
          onSettle={(to) => rename(props, to.trim())}
        />
      )
    case 'boolean': {
      const usual = props.spec.initial === true
      return (
        <input
          id={props.id}
          type="checkbox"
          class={styles.check}
          checked={typeof value() === 'boolean' ? (value() as boolean) : usual}
          disabled={isOff()}
          onChange={(event) => setOr(event.currentTarget.checked, usual)}
        />
      )
    }
    case 'number':
    case 'integer':
      return (
        <SettledInput
          id={props.id}
          value={text()}
          readOnly={isOff()}
          placeholder={props.spec.initial === undefined ? '' : String(props.spec.initial)}
          onSettle={(typed) => {
            if (typed.trim() === '') return unset()
            const number = Number(typed)
            if (Number.isFinite(number)) set(number)
          }}
        />
      )
    case 'word':
      return (
        <select
          id={props.id}
          class={styles.select}
          disabled={isOff()}
          onChange={(event) =>
            event.currentTarget.value === ''
              ? unset()
              : setOr(event.currentTarget.value, props.spec.initial)
          }
        >
          <Show when={!props.spec.required && props.spec.initial === undefined}>
            <option value="" selected={value() === undefined}>
              Not set
            </option>
          </Show>
          <For each={props.spec.enum ?? []}>
            {(word) => (
              <option value={word} selected={word === (value() ?? props.spec.initial)}>
                {word}
              </option>
            )}
          </For>
        </select>
      )
    case 'words':
    case 'option-ids': {
      const offered = () => (props.spec.type === 'words' ? props.spec.enum : props.around.options)
      const chosen = () => (Array.isArray(value()) ? (value() as unknown[]).map(String) : [])
      return (
        <span class={styles.ticks}>
          <For each={offered() ?? []}>
            {(word) => (
              <label>
                <input
                  type="checkbox"
                  class={styles.check}
                  disabled={isOff()}
                  checked={chosen().includes(word)}
                  onChange={(event) => {
                    const next = event.currentTarget.checked
                      ? [...chosen(), word]
                      : chosen().filter((one) => one !== word)
                    return next.length === 0 ? unset() : set(next)
                  }}
                />
                {word}
              </label>
            )}
          </For>
        </span>
      )
    }
    case 'option-id':
      return (
        <select
          id={props.id}
          class={styles.select}
          disabled={isOff()}
          onChange={(event) =>
            event.currentTarget.value === '' ? unset() : set(event.currentTarget.value)
          }
        >
          <option value="" selected={value() === undefined}>
            Nothing
          </option>
          <For each={props.around.options}>
            {(option) => (
              <option value={option} selected={option === value()}>
                {option}
              </option>
            )}
          </For>
        </select>
      )
    case 'image':
      return <ImageField {...props} />
    case 'list':
      return <ListField {...props} />
    case 'object':
      return (
        <ObjectRows
          holder={holderIn(bench.editing, props.holder, name())}
          specs={props.spec.shape?.properties ?? []}
          around={props.around}
        />
      )
    case 'action':
      return <ActionField {...props} />
    case 'payload':
    case 'init-values':
    case 'messages':
      return (
        <MapField
          label={props.spec.name}
          holder={holderIn(bench.editing, props.holder, name())}
          suggestions={[]}
        />
      )
    case 'condition':
      return <ConditionField {...props} />
    case 'selector':
      return <ConditionField {...props} />
    case 'cases':
      return <CasesField {...props} />
    case 'data-model':
      return <DataModel />
    default:
      return (
        <JsonField
          id={props.id}
          label={props.spec.name}
          value={value()}
          onChange={set}
          {...(props.spec.required ? {} : { onRemove: unset })}
        />
      )
  }

  function rename({ spec, holder, around }: ValueProps, to: string) {
    const from = text()
    const screen = bench.screen()
    if (spec.type === 'screen-id' && from !== '')
      bench.editing.carryOut({ kind: 'rename-screen', id: from, to })
    else if (from !== '' && screen && around.kind !== 'Form' && isRecord(holder.value))
      bench.editing.carryOut({ kind: 'rename-field', screen: screen.id, name: from, to })
    else set(to)
  }
}

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  url: 'https://',
  date: 'YYYY-MM-DD',
  color: '#RRGGBB',
}
