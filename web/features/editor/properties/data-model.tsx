/** The data a screen is given: each field with its type and the example that previews show. */
import { For, Show } from 'solid-js'
import type { DataField } from '../../../../shared/flow/flow.ts'
import { joinPath } from '../../../../shared/flow/path.ts'
import { IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import { JsonField } from './json-field.tsx'
import { NameAdder } from './name-adder.tsx'
import styles from './properties.module.css'
import { SettledInput, TypedInput } from './typed-input.tsx'

const types = ['string', 'number', 'integer', 'boolean', 'array', 'object'] as const

/** A field of a type, with an example to begin with. */
const blank: Record<string, Record<string, unknown>> = {
  string: { type: 'string', __example__: 'Example' },
  number: { type: 'number', __example__: 1.5 },
  integer: { type: 'integer', __example__: 1 },
  boolean: { type: 'boolean', __example__: true },
  array: {
    type: 'array',
    items: {
      type: 'object',
      properties: { id: { type: 'string' }, title: { type: 'string' } },
    },
    __example__: [{ id: 'option_1', title: 'Option 1' }],
  },
  object: {
    type: 'object',
    properties: { name: { type: 'string' } },
    __example__: { name: 'Example' },
  },
}

export function DataModel() {
  const bench = useBench()
  const isOff = () => bench.hindrance() !== null
  const fields = () => Object.entries(bench.screen()?.data ?? {})
  const path = () => `${bench.screen()?.path}.data`
  const add = (name: string): boolean => {
    const screen = bench.screen()
    if (!screen) return false
    const field = blank.string!
    return (
      bench.editing.carryOut({ kind: 'add-data-field', screen: screen.id, name, field }) !== null
    )
  }
  return (
    <div class={styles.map}>
      <For each={fields().map(([name]) => name)}>
        {(name) => (
          <Field name={name} path={joinPath(path(), name)} holder={path()} isOff={isOff()} />
        )}
      </For>
      <Show when={!isOff()}>
        <NameAdder label="New data field" placeholder="name" button="Add field" onAdd={add} />
      </Show>
    </div>
  )
}

function Field(props: { name: string; path: string; holder: string; isOff: boolean }) {
  const bench = useBench()
  const field = (): DataField | undefined => bench.screen()?.data[props.name]
  const set = (property: string, value: unknown) =>
    bench.editing.carryOut({ kind: 'set-property', path: props.path, property, value })
  const example = () => field()?.example
  return (
    <div class={styles.data}>
      <div class={styles.pair}>
        <SettledInput
          mono
          label={`Name of data field ${props.name}`}
          value={props.name}
          readOnly={props.isOff}
          onSettle={(to) => {
            const screen = bench.screen()
            if (screen)
              bench.editing.carryOut({
                kind: 'rename-data-field',
                screen: screen.id,
                name: props.name,
                to: to.trim(),
              })
          }}
        />
        <select
          class={styles.select}
          aria-label={`Type of ${props.name}`}
          disabled={props.isOff}
          onChange={(event) =>
            bench.editing.carryOut({
              kind: 'set-property',
              path: props.holder,
              property: props.name,
              value: blank[event.currentTarget.value],
            })
          }
        >
          <Show when={!types.some((type) => type === field()?.type)}>
            <option selected>{field()?.type || 'no type'}</option>
          </Show>
          <For each={types}>
            {(type) => (
              <option value={type} selected={type === field()?.type}>
                {typeWords[type]}
              </option>
            )}
          </For>
        </select>
        <Show when={!props.isOff}>
          <IconButton
            icon="close"
            size="small"
            label={`Remove data field ${props.name}`}
            onClick={() =>
              bench.editing.carryOut({
                kind: 'unset-property',
                path: props.holder,
                property: props.name,
              })
            }
          />
        </Show>
      </div>
      <div class={styles.part}>
        <span>Example</span>
        <Show
          when={field()?.type === 'string'}
          fallback={
            <Show
              when={field()?.type === 'boolean'}
              fallback={
                <JsonField
                  label={`example of ${props.name}`}
                  value={example()}
                  onChange={(value) => set('__example__', value)}
                />
              }
            >
              <input
                type="checkbox"
                class={styles.check}
                aria-label={`Example of ${props.name}`}
                checked={example() === true}
                disabled={props.isOff}
                onChange={(event) => set('__example__', event.currentTarget.checked)}
              />
            </Show>
          }
        >
          <TypedInput
            aria-label={`Example of ${props.name}`}
            value={typeof example() === 'string' ? (example() as string) : ''}
            readOnly={props.isOff}
            onType={(shown, typed) => bench.editing.type(props.path, '__example__', shown, typed)}
          />
        </Show>
      </div>
    </div>
  )
}

const typeWords: Record<(typeof types)[number], string> = {
  string: 'Text',
  number: 'Number',
  integer: 'Whole number',
  boolean: 'Yes or no',
  array: 'List',
  object: 'Group',
}
