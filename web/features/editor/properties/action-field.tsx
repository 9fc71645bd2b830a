/** What a tap or a choice does: which action, where it leads, and what it hands on. */
import { For, Show } from 'solid-js'
import { sinceNumber } from '../../../../shared/flow/catalogue/property-index.ts'
import { findScreen, walkComponents } from '../../../../shared/flow/flow.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import { versionNumber } from '../../../../shared/flow/version.ts'
import { useBench } from '../bench.ts'
import { holderIn } from './holder.ts'
import { MapField } from './map-field.tsx'
import styles from './properties.module.css'
import type { ValueProps } from './rows-context.ts'
import { TypedInput } from './typed-input.tsx'
import { actionWords } from './words.ts'

export function ActionField(props: ValueProps) {
  const bench = useBench()
  const isOff = () => bench.hindrance() !== null
  const action = () => {
    const value = props.holder.value[props.spec.name]
    return isRecord(value) ? value : null
  }
  const name = () => (typeof action()?.name === 'string' ? (action()?.name as string) : '')
  const version = () => versionNumber(bench.flow()?.version ?? '') ?? Number.POSITIVE_INFINITY
  const offered = () =>
    (props.spec.actions ?? []).filter((one) => {
      const since = props.spec.sinceActions?.[one]
      return one === name() || !since || sinceNumber(since) <= version()
    })
  const others = () =>
    (bench.flow()?.screens ?? []).filter(({ id }) => id !== '' && id !== bench.screen()?.id)
  const target = () => {
    const next = action()?.next
    return isRecord(next) && typeof next.name === 'string' ? next.name : ''
  }
  const inside = () => holderIn(bench.editing, props.holder, props.spec.name)
  const choose = (wanted: string) => {
    if (wanted === '') return props.holder.remove(props.spec.name)
    const payload = isRecord(action()?.payload) ? action()?.payload : {}
    const [first] = others()
    props.holder.write(
      props.spec.name,
      wanted === 'open_url'
        ? { name: wanted, url: 'https://' }
        : wanted === 'navigate'
          ? { name: wanted, next: { type: 'screen', name: target() || (first?.id ?? '') }, payload }
          : { name: wanted, payload },
    )
  }
  /** Data that the screen it leads to, or this screen for update_data, can be handed. */
  const waited = () => {
    const flow = bench.flow()
    if (!flow) return []
    const holder =
      name() === 'navigate'
        ? findScreen(flow, target())
        : name() === 'update_data'
          ? bench.screen()
          : null
    if (holder) return Object.keys(holder.data)
    if (name() !== 'complete' && name() !== 'data_exchange') return []
    return fieldNames()
  }
  const fieldNames = () =>
    [...walkComponents(bench.screen()?.children ?? [])].flatMap(({ kind, name }) =>
      name && kind !== 'Form' ? [name] : [],
    )
  return (
    <div class={styles.action}>
      <select
        id={props.id}
        class={styles.select}
        disabled={isOff()}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <Show when={!props.spec.required || name() === ''}>
          <option value="" selected={name() === ''}>
            Nothing
          </option>
        </Show>
        <For each={offered()}>
          {(one) => (
            <option value={one} selected={one === name()}>
              {actionWords(one)}
            </option>
          )}
        </For>
      </select>
      <Show when={name() === 'navigate'}>
        <label class={styles.part}>
          <span>Screen</span>
          <select
            class={styles.select}
            disabled={isOff()}
            onChange={(event) =>
              inside().write('next', { type: 'screen', name: event.currentTarget.value })
            }
          >
            <Show when={!others().some(({ id }) => id === target())}>
              <option value={target()} selected>
                {target() === '' ? 'Choose…' : `${target()} (not there)`}
              </option>
            </Show>
            <For each={others()}>
              {({ id, title }) => (
                <option value={id} selected={id === target()}>
                  {title ? `${id} – ${title}` : id}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <Show when={name() === 'open_url'}>
        <div class={styles.part}>
          <span>Address</span>
          <TypedInput
            aria-label="Address"
            value={typeof action()?.url === 'string' ? (action()?.url as string) : ''}
            readOnly={isOff()}
            inputmode="url"
            onType={(shown, typed) => inside().type('url', shown, typed)}
          />
        </div>
      </Show>
      <Show when={name() !== '' && name() !== 'open_url'}>
        <div class={styles.part}>
          <span>Hands on</span>
          <MapField
            label="what it hands on"
            holder={holderIn(bench.editing, inside(), 'payload')}
            suggestions={waited()}
          />
        </div>
      </Show>
    </div>
  )
}
