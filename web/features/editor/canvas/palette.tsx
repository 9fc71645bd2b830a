/** What can be put on a screen, by group: dragged there, or clicked to stand behind what is selected. */
import { createMemo, createSignal, For, Show } from 'solid-js'
import { type Offer, offerGroups } from '../../../../shared/flow/build/offer.ts'
import type { Snippet, SnippetOffer } from '../../../../shared/flow/build/snippets.ts'
import { SearchBox } from '../../../ui/search-box.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import styles from './canvas.module.css'

export function Palette(props: {
  offers: readonly Offer[]
  snippets: readonly SnippetOffer[]
  onAdd: (kind: string) => void
  onAddSnippet: (snippet: Snippet) => void
  /** A pointer goes down on an entry; absent where entries are only clicked. */
  onGrab?: (event: PointerEvent, offer: Offer) => void
  search?: boolean
}) {
  const [wanted, setWanted] = createSignal('')
  const found = createMemo(() => {
    const words = wanted().trim().toLowerCase()
    return words === ''
      ? props.offers
      : props.offers.filter(({ spec }) =>
          `${spec.title} ${spec.kind} ${spec.help}`.toLowerCase().includes(words),
        )
  })
  const foundSnippets = createMemo(() => {
    const words = wanted().trim().toLowerCase()
    return props.snippets.filter(({ snippet }) =>
      `${snippet.title} ${snippet.help}`.toLowerCase().includes(words),
    )
  })
  return (
    <div class={styles.palette}>
      <Show when={props.search}>
        <SearchBox autofocus label="Find a component" value={wanted()} onInput={setWanted} />
      </Show>
      <For each={offerGroups}>
        {(group) => {
          const offers = createMemo(() => found().filter(({ spec }) => spec.group === group.name))
          return (
            <Show when={offers().length > 0}>
              <section>
                <h3>{group.title}</h3>
                <ul>
                  <For each={offers()}>
                    {(offer) => (
                      <Entry
                        title={offer.spec.title}
                        help={offer.spec.help}
                        refusal={offer.refusal}
                        onAdd={() => props.onAdd(offer.spec.kind)}
                        onGrab={(event) => props.onGrab?.(event, offer)}
                      />
                    )}
                  </For>
                </ul>
              </section>
            </Show>
          )
        }}
      </For>
      <Show when={foundSnippets().length > 0}>
        <section>
          <h3>Ready-made</h3>
          <ul>
            <For each={foundSnippets()}>
              {({ snippet, refusal }) => (
                <Entry
                  title={snippet.title}
                  help={snippet.help}
                  refusal={refusal}
                  onAdd={() => props.onAddSnippet(snippet)}
                />
              )}
            </For>
          </ul>
        </section>
      </Show>
      <Show when={found().length + foundSnippets().length === 0}>
        <p class={styles.nothing}>Nothing is called that.</p>
      </Show>
    </div>
  )
}

/** One thing to put on a screen; it says why where it cannot go there. */
function Entry(props: {
  title: string
  help: string
  refusal: string | null
  onAdd: () => void
  onGrab?: (event: PointerEvent) => void
}) {
  return (
    <li>
      <Tooltip text={props.refusal ?? props.help} placement="right" block>
        <button
          type="button"
          class={styles.offer}
          aria-disabled={props.refusal !== null}
          onClick={() => props.refusal === null && props.onAdd()}
          onPointerDown={(event) => {
            if (event.pointerType !== 'touch') props.onGrab?.(event)
          }}
        >
          {props.title}
        </button>
      </Tooltip>
    </li>
  )
}
