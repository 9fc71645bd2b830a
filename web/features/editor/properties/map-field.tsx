/** Values by name: what an action hands on, what fields start with. */
import { createMemo, For, Show } from 'solid-js'
import { IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import { BindingMenu } from './binding-menu.tsx'
import type { Holder } from './holder.ts'
import { JsonField } from './json-field.tsx'
import { NameAdder } from './name-adder.tsx'
import styles from './properties.module.css'
import { SettledInput, TypedInput } from './typed-input.tsx'

export function MapField(props: {
  label: string
  holder: Holder
  /** Names that are waited for and not there yet. */
  suggestions: readonly string[]
}) {
  const bench = useBench()
  const keys = createMemo(() => Object.keys(props.holder.value))
  const isOff = () => bench.hindrance() !== null
  const missing = () => props.suggestions.filter((name) => !keys().includes(name))
  const add = (name: string): boolean => {
    if (keys().includes(name)) return false
    const match = bench.bindings().find((choice) => choice.name === name && choice.screen === null)
    props.holder.write(name, match?.text ?? '')
    return true
  }
  return (
    <div class={styles.map}>
      <For each={keys()}>
        {(key) => {
          const value = () => props.holder.value[key]
          return (
            <div class={styles.pair}>
              <SettledInput
                mono
                label={`Name of ${key}`}
                value={key}
                readOnly={isOff()}
                onSettle={(to) =>
                  bench.editing.carryOut({ kind: 'rename-key', path: props.holder.path, key, to })
                }
              />
              <Show
                when={typeof value() === 'string'}
                fallback={
                  <JsonField
                    label={key}
                    value={value()}
                    onChange={(next) => props.holder.write(key, next)}
                  />
                }
              >
                <TypedInput
                  aria-label={`Value of ${key}`}
                  value={value() as string}
                  readOnly={isOff()}
                  onType={(shown, typed) => props.holder.type(key, shown, typed)}
                />
              </Show>
              <Show when={!isOff()}>
                <BindingMenu
                  choices={bench.bindings()}
                  onChoose={(binding) => props.holder.write(key, binding)}
                />
                <IconButton
                  icon="close"
                  size="small"
                  label={`Remove ${key}`}
                  onClick={() => props.holder.remove(key)}
                />
              </Show>
            </div>
          )
        }}
      </For>
      <Show when={!isOff()}>
        <NameAdder
          label={`New name in ${props.label}`}
          placeholder="name"
          button="Add"
          onAdd={add}
          offers={{ words: 'Waited for:', names: missing() }}
        />
      </Show>
    </div>
  )
}
