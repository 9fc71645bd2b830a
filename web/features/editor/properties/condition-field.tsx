/** What If and Switch decide by: rows of field, comparison and value, or the text itself. */
import { createMemo, createSignal, For, Index, Show } from 'solid-js'
import type { BindingChoice } from '../../../../shared/flow/build/bindings.ts'
import {
  type Comparison,
  type ConditionRow,
  type ConditionRows,
  comparisons,
  conditionOf,
  rowsOf,
} from '../../../../shared/flow/build/condition.ts'
import { conditionOn } from '../../../../shared/flow/build/new-component.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import styles from './properties.module.css'
import type { ValueProps } from './rows-context.ts'
import { SettledInput, TypedInput } from './typed-input.tsx'

const comparisonWords: Record<Comparison, string> = {
  '==': 'is',
  '!=': 'is not',
  '>': 'is more than',
  '>=': 'is at least',
  '<': 'is less than',
  '<=': 'is at most',
}

export function ConditionField(props: ValueProps) {
  const bench = useBench()
  const [asText, setAsText] = createSignal(false)
  const isOff = () => bench.hindrance() !== null
  const condition = () => {
    const value = props.holder.value[props.spec.name]
    return typeof value === 'string' ? value : ''
  }
  const isSelector = () => props.spec.type === 'selector'
  const choices = bench.simpleBindings
  const rows = createMemo(() => (isSelector() ? null : rowsOf(condition())))
  const write = (next: ConditionRows) => props.holder.write(props.spec.name, conditionOf(next))
  const replace = (at: number, row: ConditionRow) => {
    const now = rows()
    if (now) write({ ...now, rows: now.rows.map((one, index) => (index === at ? row : one)) })
  }
  return (
    <div class={styles.condition}>
      <Show
        when={!asText() && !isSelector() && rows()}
        fallback={
          <Show
            when={isSelector() && !asText()}
            fallback={
              <TypedInput
                id={props.id}
                mono
                value={condition()}
                readOnly={isOff()}
                aria-describedby={props.describedBy}
                onType={(shown, typed) => props.holder.type(props.spec.name, shown, typed)}
              />
            }
          >
            <FieldChoice
              id={props.id}
              label="Decide by"
              value={condition()}
              choices={choices()}
              isOff={isOff()}
              onChoose={(field) => props.holder.write(props.spec.name, field)}
            />
          </Show>
        }
      >
        {(now) => (
          <>
            <Show when={now().rows.length > 1}>
              <label class={styles.part}>
                <span>Show it when</span>
                <select
                  class={styles.select}
                  disabled={isOff()}
                  onChange={(event) =>
                    write({ ...now(), join: event.currentTarget.value === 'any' ? 'any' : 'all' })
                  }
                >
                  <option value="all" selected={now().join === 'all'}>
                    all of these hold
                  </option>
                  <option value="any" selected={now().join === 'any'}>
                    any of these holds
                  </option>
                </select>
              </label>
            </Show>
            <Index each={now().rows}>
              {(row, at) => (
                <div class={styles.test}>
                  <FieldChoice
                    {...(at === 0 ? { id: props.id } : {})}
                    label={`Field of condition ${at + 1}`}
                    value={row().field}
                    choices={choices()}
                    isOff={isOff()}
                    onChoose={(field) =>
                      replace(
                        at,
                        rowsOf(conditionOn(choices().find(({ text }) => text === field)))
                          ?.rows[0] ?? { field, test: 'is' },
                      )
                    }
                  />
                  <Test
                    row={row()}
                    at={at}
                    choice={choices().find(({ text }) => text === row().field)}
                    isOff={isOff()}
                    onChange={(next) => replace(at, next)}
                  />
                  <Show when={!isOff() && now().rows.length > 1}>
                    <IconButton
                      icon="close"
                      size="small"
                      label={`Remove condition ${at + 1}`}
                      onClick={() =>
                        write({ ...now(), rows: now().rows.filter((_, index) => index !== at) })
                      }
                    />
                  </Show>
                </div>
              )}
            </Index>
          </>
        )}
      </Show>
      <Show when={!isOff()}>
        <div class={styles.below}>
          <Show when={!asText() && rows()}>
            {(now) => (
              <Button
                size="small"
                icon="plus"
                disabledReason={choices().length === 0 ? 'Nothing is asked yet.' : null}
                onClick={() => {
                  const first = rowsOf(conditionOn(choices()[0]))?.rows[0]
                  if (first) write({ ...now(), rows: [...now().rows, first] })
                }}
              >
                And another
              </Button>
            )}
          </Show>
          <Show when={isSelector() || rows()}>
            <button type="button" class={styles.more} onClick={() => setAsText(!asText())}>
              {asText() ? 'Choose from lists' : 'Write it myself'}
            </button>
          </Show>
        </div>
      </Show>
    </div>
  )
}

function FieldChoice(props: {
  id?: string
  label: string
  value: string
  choices: readonly BindingChoice[]
  isOff: boolean
  onChoose: (field: string) => void
}) {
  return (
    <select
      id={props.id}
      class={styles.select}
      aria-label={props.label}
      disabled={props.isOff}
      onChange={(event) => props.onChoose(event.currentTarget.value)}
    >
      <Show when={!props.choices.some(({ text }) => text === props.value)}>
        <option value={props.value} selected>
          {props.value === '' ? 'Choose…' : props.value}
        </option>
      </Show>
      <For each={props.choices}>
        {({ text, name, screen }) => (
          <option value={text} selected={text === props.value}>
            {screen === null ? name : `${screen} · ${name}`}
          </option>
        )}
      </For>
    </select>
  )
}

/** The comparison and what is compared with. */
function Test(props: {
  row: ConditionRow
  at: number
  choice: BindingChoice | undefined
  isOff: boolean
  onChange: (row: ConditionRow) => void
}) {
  const isYesNo = () =>
    props.choice?.produces === 'boolean' ||
    (props.choice?.produces === null && props.choice.hint === 'boolean')
  const isNumber = () =>
    props.choice?.source === 'data' && /^(number|integer)$/.test(props.choice.hint)
  const value = () => ('value' in props.row ? props.row.value : '')
  const withValue = (test: Comparison, written: string) =>
    props.onChange({
      field: props.row.field,
      test,
      value:
        (isNumber() || typeof value() === 'number') && /^-?\d+$/.test(written)
          ? Number(written)
          : typeof value() === 'boolean' && /^(true|false)$/.test(written)
            ? written === 'true'
            : written,
    })
  return (
    <>
      <select
        class={styles.select}
        aria-label={`Comparison of condition ${props.at + 1}`}
        disabled={props.isOff}
        onChange={(event) => {
          const test = event.currentTarget.value
          if (test === 'is' || test === 'is-not') props.onChange({ field: props.row.field, test })
          else withValue(test as Comparison, String(value()))
        }}
      >
        <Show when={isYesNo() || !('value' in props.row)}>
          <option value="is" selected={props.row.test === 'is'}>
            is yes
          </option>
          <option value="is-not" selected={props.row.test === 'is-not'}>
            is no
          </option>
        </Show>
        <Show when={!isYesNo() || 'value' in props.row}>
          <For each={comparisons}>
            {(test) => (
              <option value={test} selected={props.row.test === test}>
                {comparisonWords[test]}
              </option>
            )}
          </For>
        </Show>
      </select>
      <Show when={'value' in props.row}>
        <Show
          when={(props.choice?.options.length ?? 0) > 0}
          fallback={
            <SettledInput
              label={`Value of condition ${props.at + 1}`}
              value={String(value())}
              readOnly={props.isOff}
              placeholder="nothing"
              onSettle={(written) => withValue(props.row.test as Comparison, written)}
            />
          }
        >
          <select
            class={styles.select}
            aria-label={`Value of condition ${props.at + 1}`}
            disabled={props.isOff}
            onChange={(event) => withValue(props.row.test as Comparison, event.currentTarget.value)}
          >
            <Show when={!props.choice?.options.includes(String(value()))}>
              <option value={String(value())} selected>
                {value() === '' ? 'nothing' : String(value())}
              </option>
            </Show>
            <For each={props.choice?.options ?? []}>
              {(option) => (
                <option value={option} selected={option === String(value())}>
                  {option}
                </option>
              )}
            </For>
          </select>
        </Show>
      </Show>
    </>
  )
}
