/** The map as a list: every screen, where it leads and why, and the way to connect it, for keyboards and screen readers. */
import { For, Show } from 'solid-js'
import type { FlowGraph } from '../../../../shared/flow/graph.ts'
import { IconButton } from '../../../ui/button.tsx'
import { useBench } from '../bench.ts'
import properties from '../properties/properties.module.css'
import styles from './screen-map.module.css'
import { causeInWords, marksOf } from './ways.ts'

export function WaysList(props: {
  graph: FlowGraph
  selected: string | null
  onScreen: (id: string) => void
  onWay: (path: string) => void
  onConnect: (from: string, to: string) => void
}) {
  const bench = useBench()
  const removeRoute = (path: string) => {
    const at = path.lastIndexOf('[')
    bench.editing.carryOut({
      kind: 'remove-item',
      list: path.slice(0, at),
      index: Number(path.slice(at + 1, -1)),
    })
  }
  return (
    <ul class={styles.ways} aria-label="Screens and where they lead">
      <For each={props.graph.screens}>
        {(screen) => {
          const ways = () => props.graph.edges.filter(({ from }) => from === screen.id)
          return (
            <li>
              <div class={styles.wayHead}>
                <button
                  type="button"
                  class={styles.wayScreen}
                  aria-current={props.selected === screen.id ? 'true' : undefined}
                  onClick={() => props.onScreen(screen.id)}
                >
                  <strong>{screen.id}</strong> <span dir="auto">{screen.title}</span>
                </button>
                <For each={marksOf(screen)}>
                  {(mark) => (
                    <span class={styles.mark} data-tone={mark.tone}>
                      {mark.words}
                    </span>
                  )}
                </For>
              </div>
              <ul>
                <For each={ways()}>
                  {(way) => (
                    <li>
                      <button
                        type="button"
                        class={styles.way}
                        onClick={() => props.onWay(way.path)}
                      >
                        to {way.to} <span>{causeInWords([way])}</span>
                      </button>
                      <Show when={way.cause === 'route' && bench.hindrance() === null}>
                        <IconButton
                          icon="close"
                          size="small"
                          label={`Take away the route from ${way.from} to ${way.to}`}
                          onClick={() => removeRoute(way.path)}
                        />
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
              <Show when={bench.hindrance() === null && props.graph.screens.length > 1}>
                <select
                  class={properties.select}
                  aria-label={`Connect ${screen.id} to`}
                  onChange={(event) => {
                    const to = event.currentTarget.value
                    event.currentTarget.value = ''
                    if (to) props.onConnect(screen.id, to)
                  }}
                >
                  <option value="">Connect to…</option>
                  <For each={props.graph.screens.filter(({ id }) => id !== screen.id)}>
                    {({ id }) => <option value={id}>{id}</option>}
                  </For>
                </select>
              </Show>
            </li>
          )
        }}
      </For>
    </ul>
  )
}
