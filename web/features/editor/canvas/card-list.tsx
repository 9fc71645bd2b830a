/** A list of components as cards, with the line where something would land and the way to add to its end. */
import { createMemo, For, Show } from 'solid-js'
import type { ComponentNode } from '../../../../shared/flow/flow.ts'
import { useBench } from '../bench.ts'
import styles from './canvas.module.css'
import { type ListProps, useCanvas } from './canvas-context.ts'
import { Card } from './card.tsx'

export function CardList(props: ListProps) {
  const canvas = useCanvas()
  const bench = useBench()
  const keyed = createMemo(
    () =>
      new Map(props.components.map((component) => [canvas.identity(component.path), component])),
  )
  const keys = createMemo(() => [...keyed().keys()])
  const landsAt = (index: number) => {
    const landing = canvas.drag.landing()
    return landing?.list === props.list && landing.index === index ? landing : null
  }
  const line = (index: number) => (
    <Show when={landsAt(index)}>
      {(landing) => (
        <p class={styles.landing} data-refused={landing().refusal !== null}>
          {landing().refusal}
        </p>
      )}
    </Show>
  )
  return (
    <ul class={styles.cards} data-list={props.list} aria-label={props.label}>
      <For each={keys()}>
        {(key, index) => {
          const component = createMemo<ComponentNode>((last) => keyed().get(key) ?? last!)
          return (
            <li data-card="">
              {line(index())}
              <Card
                component={component()}
                list={props.list}
                index={index()}
                count={keys().length}
              />
            </li>
          )
        }}
      </For>
      <li>
        {line(keys().length)}
        <Show when={bench.hindrance() === null}>
          <button
            type="button"
            class={styles.add}
            onClick={(event) => canvas.askWhat(props.list, keys().length, event.currentTarget)}
          >
            Add component
            <span class="only-read"> to {props.label}</span>
          </button>
        </Show>
      </li>
    </ul>
  )
}
