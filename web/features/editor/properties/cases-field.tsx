/** The cases of a Switch by their keys; what stands in them is on the canvas. */
import { For, Show } from 'solid-js'
import { isCaseKey } from '../../../../shared/flow/build/new-component.ts'
import { joinPath } from '../../../../shared/flow/path.ts'
import { IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import { NameAdder } from './name-adder.tsx'
import styles from './properties.module.css'
import type { ValueProps } from './rows-context.ts'
import { SettledInput } from './typed-input.tsx'

export function CasesField(props: ValueProps) {
  const bench = useBench()
  const path = () => joinPath(props.holder.path, props.spec.name)
  const isOff = () => bench.hindrance() !== null
  const keys = () => props.around.cases
  const missing = () => {
    const field = bench.simpleBindings().find(({ text }) => text === props.holder.value.value)
    return [...(field?.options ?? []), 'default'].filter(
      (key) => isCaseKey(key) && !keys().includes(key),
    )
  }
  const add = (key: string): boolean =>
    !keys().includes(key) &&
    bench.editing.carryOut({
      kind: 'set-property',
      path: path(),
      property: key,
      value: [{ type: 'TextBody', text: `Shown for ${key}` }],
    }) !== null

  return (
    <div class={styles.map}>
      <For each={keys()}>
        {(key) => (
          <div class={styles.pair}>
            <SettledInput
              mono
              label={`Case ${key}`}
              value={key}
              readOnly={isOff()}
              onSettle={(to) =>
                bench.editing.carryOut({ kind: 'rename-key', path: path(), key, to })
              }
            />
            <Show when={!isOff()}>
              <IconButton
                icon="close"
                size="small"
                label={`Remove case ${key} and what is in it`}
                disabledReason={keys().length === 1 ? 'A Switch needs a case.' : null}
                onClick={() =>
                  bench.editing.carryOut({ kind: 'unset-property', path: path(), property: key })
                }
              />
            </Show>
          </div>
        )}
      </For>
      <Show when={!isOff()}>
        <NameAdder
          label="New case"
          placeholder="value"
          button="Add case"
          onAdd={add}
          offers={{ words: 'Without a case:', names: missing() }}
        />
      </Show>
    </div>
  )
}
