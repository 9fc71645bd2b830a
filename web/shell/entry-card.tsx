/** The card in the middle of the window that sign-in, sign-up and the first workspace share. */
import { createEffect, type JSX, Show } from 'solid-js'
import styles from './entry-card.module.css'

export function EntryCard(props: {
  title: string
  intro?: JSX.Element
  children: JSX.Element
  foot?: JSX.Element
}): JSX.Element {
  createEffect(() => {
    document.title = `${props.title} · Flowroom`
  })
  return (
    <main class={styles.place}>
      <div class={styles.brand}>
        <svg width="34" height="34" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="var(--accent)" />
          <path
            d="M12 9h9M12 16h7M12 9v14"
            fill="none"
            stroke="var(--on-accent)"
            stroke-width="3.2"
            stroke-linecap="round"
          />
        </svg>
        <span>Flowroom</span>
      </div>
      <p class={styles.promise}>Write WhatsApp Flows together, send them, read the answers.</p>
      <section class={styles.card}>
        <h1 class={styles.title}>{props.title}</h1>
        <Show when={props.intro}>
          <p class={styles.intro}>{props.intro}</p>
        </Show>
        {props.children}
      </section>
      <Show when={props.foot}>
        <p class={styles.foot}>{props.foot}</p>
      </Show>
    </main>
  )
}
