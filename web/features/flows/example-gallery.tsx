/** The example flows as cards, each with its first screen on a phone. */
import { createMemo, createUniqueId, For, type JSX, Show } from 'solid-js'
import { exampleFlows } from '../../../shared/flow/examples/index.ts'
import { start, view } from '../../../shared/flow/interpret/index.ts'
import { readFlow } from '../../../shared/flow/read.ts'
import { FlowScreen } from '../phone/flow-screen.tsx'
import { Phone, PhoneSheet } from '../phone/phone.tsx'
import styles from './example-gallery.module.css'

export type Example = { slug: string; name: string }

/** A radio group of cards; `chosen` is an example's slug. */
export default function ExampleGallery(props: {
  chosen: string | null
  onChoose: (example: Example) => void
}): JSX.Element {
  const name = createUniqueId()
  return (
    <fieldset class={styles.gallery}>
      <legend class="only-read">Example</legend>
      <For each={exampleFlows}>
        {(example) => (
          <label class={styles.card}>
            <input
              type="radio"
              class="only-read"
              name={name}
              value={example.slug}
              checked={props.chosen === example.slug}
              onChange={() => props.onChoose(example)}
            />
            <span class={styles.face}>
              <span class={styles.stage} aria-hidden="true">
                <Thumbnail text={example.text} />
              </span>
              <span class={styles.words}>
                <strong>{example.name}</strong>
                <span class={styles.about}>{example.description}</span>
              </span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  )
}

/** The first screen of a flow, as a picture. */
function Thumbnail(props: { text: string }): JSX.Element {
  const screen = createMemo(() => {
    const { flow } = readFlow(props.text)
    return flow ? view(flow, start(flow)) : null
  })
  return (
    <Phone inert scale={0.62}>
      <PhoneSheet>
        <Show when={screen()}>{(shown) => <FlowScreen view={shown()} onEvent={() => {}} />}</Show>
      </PhoneSheet>
    </Phone>
  )
}
