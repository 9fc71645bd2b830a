/** The cases of a Switch by their keys; what stands in them is on the canvas. */
import { createSignal, For, Show } from 'solid-js'
import { simpleBindingsOn } from '../../../../shared/flow/build/bindings.ts'
import { isCaseKey } from '../../../../shared/flow/build/new-component.ts'
import { joinPath } from '../../../../shared/flow/path.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import styles from './properties.module.css'
import type { ValueProps } from './rows-context.ts'
import { SettledInput } from './typed-input.tsx'

export function CasesField(props: ValueProps) {
  const bench = useBench()
  const [wanted, setWanted] = createSignal('')
  const path = () => joinPath(props.holder.path, props.spec.name)
  const isOff = () => bench.hindrance() !== null
  const keys = () => props.around.cases
  const missing = () => {
    const flow = bench.flow()
    const screen = bench.screen()
    if (!flow || !screen) return []
    const field = simpleBindingsOn(flow, screen.id).find(
      ({ text }) => text === props.holder.value.value,
    )
    return [...(field?.options ?? []), 'default'].filter(
      (key) => isCaseKey(key) && !keys().includes(key),
    )
  }
  const add = (key: string) => {
    if (key === '' || keys().includes(key)) return
    bench.editing.carryOut({
      kind: 'set-property',
      path: path(),
      property: key,
      value: [{ type: 'TextBody', text: `Shown for ${key}` }],
    })
    setWanted('')
  }
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
        <form
          class={styles.adder}
          onSubmit={(event) => {
            event.preventDefault()
            add(wanted().trim())
          }}
        >
          <input
            class={styles.input}
            data-mono=""
            aria-label="New case"
            placeholder="value"
            value={wanted()}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
          <Button size="small" icon="plus" type="submit" disabled={wanted().trim() === ''}>
            Add case
          </Button>
        </form>
        <Show when={missing().length > 0}>
          <p class={styles.note}>
            Without a case:{' '}
            <For each={missing()}>
              {(key) => (
                <button type="button" class={styles.offer} onClick={() => add(key)}>
                  {key}
                </button>
              )}
            </For>
          </p>
        </Show>
      </Show>
    </div>
  )
}
