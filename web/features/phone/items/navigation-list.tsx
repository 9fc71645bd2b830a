/** NavigationList: rows that lead on when tapped. */
import { createUniqueId, For, Index, Show } from 'solid-js'
import type { NavigationItemView, ViewItemOf } from '../../../../shared/flow/interpret/view-item.ts'
import { RightIcon } from '../marks.tsx'
import { useScreen } from '../screen-context.ts'
import styles from './navigation-list.module.css'
import options from './options.module.css'
import { Picture } from './picture.tsx'

export function NavigationRows(props: { item: ViewItemOf<'NavigationList'> }) {
  const { send } = useScreen()
  const id = createUniqueId()
  return (
    <section aria-labelledby={props.item.label ? id : undefined}>
      <Show when={props.item.label}>
        {(label) => (
          <h4 class={options.legend} id={id} dir="auto">
            {label()}
          </h4>
        )}
      </Show>
      <Show when={props.item.description}>
        {(text) => (
          <p class={options.note} dir="auto">
            {text()}
          </p>
        )}
      </Show>
      <ul class={styles.rows}>
        <Index each={props.item.items}>
          {(row) => (
            <li>
              <button
                type="button"
                class={styles.row}
                disabled={!row().enabled}
                onClick={() => send({ type: 'tap-item', name: props.item.name, id: row().id })}
              >
                <Row row={row()} large={props.item.mediaSize === 'large'} />
              </button>
            </li>
          )}
        </Index>
      </ul>
    </section>
  )
}

function Row(props: { row: NavigationItemView; large: boolean }) {
  return (
    <>
      <Show when={props.row.image}>
        <Picture
          class={options.media}
          src={props.row.image}
          alt={props.row.altText ?? ''}
          large={props.large}
          small
        />
      </Show>
      <span class={styles.words}>
        <span class={styles.title} dir="auto">
          {props.row.title}
          <Show when={props.row.badge}>{(badge) => <b class={styles.badge}>{badge()}</b>}</Show>
        </span>
        <Show when={props.row.description}>
          {(text) => (
            <span class={styles.more} dir="auto">
              {text()}
            </span>
          )}
        </Show>
        <Show when={props.row.metadata}>
          {(text) => (
            <span class={styles.more} dir="auto">
              {text()}
            </span>
          )}
        </Show>
        <Show when={props.row.tags.length > 0}>
          <span class={styles.tags}>
            <For each={props.row.tags}>{(tag) => <span class={styles.tag}>{tag}</span>}</For>
          </span>
        </Show>
      </span>
      <Show when={props.row.end}>
        {(end) => (
          <span class={styles.end} dir="auto">
            <Show when={end().title}>{(text) => <span class={styles.title}>{text()}</span>}</Show>
            <Show when={end().description}>{(text) => <span>{text()}</span>}</Show>
            <Show when={end().metadata}>{(text) => <span>{text()}</span>}</Show>
          </span>
        )}
      </Show>
      <span class={styles.chevron} aria-hidden="true">
        <RightIcon />
      </span>
    </>
  )
}
