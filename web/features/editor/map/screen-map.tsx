/** The screen map: screens as phones, arrows for every way between them, and a pull from one to another to connect them. */
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import { flowGraph } from '../../../../shared/flow/graph.ts'
import type { ScreenView } from '../../../../shared/flow/interpret/view-item.ts'
import { IconButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { FlowScreen } from '../../phone/flow-screen.tsx'
import { Phone, PhoneSheet } from '../../phone/phone.tsx'
import { useBench } from '../bench.ts'
import type { Workshop } from '../workshop.ts'
import { ConnectDialog, type Connection } from './connect-dialog.tsx'
import { layoutOf, nodeSize, pathOf } from './layout.ts'
import styles from './screen-map.module.css'
import { createScreenViews } from './screen-views.ts'
import { causeInWords, marksOf } from './ways.ts'
import { WaysList } from './ways-list.tsx'

const THUMBNAIL_SCALE = 0.36
const SMALLEST_READABLE = 0.6
const ZOOMS = [0.4, 0.55, 0.75, 1, 1.3]

export default function ScreenMap(props: { shop: Workshop; onOpenScreen: () => void }) {
  const bench = useBench()
  const { shop } = props
  const [as, setAs] = createSignal<'map' | 'list'>('map')
  const [zoom, setZoom] = createSignal(1)
  const [pull, setPull] = createSignal<{ from: string; x: number; y: number } | null>(null)
  const [over, setOver] = createSignal<string | null>(null)
  const [connection, setConnection] = createSignal<Connection | null>(null)
  let scroller: HTMLDivElement | undefined
  let board: HTMLDivElement | undefined
  let stop: (() => void) | null = null
  onCleanup(() => stop?.())

  const graph = createMemo(() => {
    const flow = bench.flow()
    return flow ? flowGraph(flow) : null
  })
  /** The layout depends on screens and ways alone: what is edited inside a screen moves nothing. */
  const shape = createMemo(() => graph(), null, {
    equals: (a, b) =>
      JSON.stringify(a && [a.screens.map(({ id }) => id), a.edges.map(keyOf)]) ===
      JSON.stringify(b && [b.screens.map(({ id }) => id), b.edges.map(keyOf)]),
  })
  const map = createMemo(() => {
    const now = shape()
    return now ? layoutOf(now) : null
  })
  const views = createScreenViews(bench.flow, () => shop.shown()?.text ?? '')
  const selected = () => bench.screen()?.id ?? null
  const screens = createMemo(() => new Map(graph()?.screens.map((one) => [one.id, one])))
  const peopleAt = (id: string) => shop.people().filter(({ screen }) => screen === id)

  const select = (id: string) => {
    const screen = screens().get(id)
    if (screen) bench.select(screen.path)
  }
  const openWay = (path: string) => {
    bench.select(path)
    props.onOpenScreen()
  }

  /** A point of the window on the board. */
  const onBoard = (event: PointerEvent) => {
    const box = board!.getBoundingClientRect()
    return { x: (event.clientX - box.left) / zoom(), y: (event.clientY - box.top) / zoom() }
  }
  const beginPull = (event: PointerEvent, from: string) => {
    if (event.button !== 0 || stop || bench.hindrance() !== null) return
    event.preventDefault()
    event.stopPropagation()
    const under = (at: PointerEvent) =>
      document.elementFromPoint(at.clientX, at.clientY)?.closest<HTMLElement>('[data-screen-node]')
        ?.dataset.screenNode ?? null
    const move = (at: PointerEvent) => {
      setPull({ from, ...onBoard(at) })
      const target = under(at)
      setOver(target === from ? null : target)
    }
    const up = (at: PointerEvent) => {
      const target = under(at)
      end()
      if (target && target !== from) setConnection({ from, to: target })
    }
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== 'Escape') return
      pressed.stopPropagation()
      end()
    }
    const end = () => {
      stop = null
      setPull(null)
      setOver(null)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', key, { capture: true })
    }
    stop = end
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', key, { capture: true })
    move(event)
  }

  /** A map that does not fit is shown as a whole at first, unless nobody could read it so. */
  const fitAtFirst = (element: HTMLDivElement) => {
    scroller = element
    requestAnimationFrame(() => {
      fitIn()
      setZoom(Math.max(SMALLEST_READABLE, zoom()))
    })
  }
  const zoomBy = (by: number) => {
    const at = ZOOMS.findIndex((one) => one >= zoom() - 0.01)
    setZoom(ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at + by))] ?? 1)
  }
  const fitIn = () => {
    const size = map()
    if (!size || !scroller) return
    const wanted = Math.min(
      scroller.clientWidth / size.width,
      scroller.clientHeight / size.height,
      1,
    )
    setZoom(Math.max(0.2, wanted))
  }

  return (
    <div class={styles.map}>
      <header class={styles.bar}>
        <Segmented<'map' | 'list'>
          label="Show the screens as"
          value={as()}
          onChange={setAs}
          options={[
            { value: 'map', label: 'Map' },
            { value: 'list', label: 'List' },
          ]}
        />
        <span class={styles.note}>
          {summaryOf(graph()?.screens.length ?? 0, graph()?.edges.length ?? 0)}
        </span>
        <Show when={as() === 'map'}>
          <span class={styles.zoom}>
            <IconButton size="small" icon="minus" label="Smaller" onClick={() => zoomBy(-1)} />
            <button type="button" class={styles.fit} onClick={fitIn}>
              Fit
            </button>
            <IconButton size="small" icon="plus" label="Larger" onClick={() => zoomBy(1)} />
          </span>
        </Show>
      </header>
      <Show
        when={graph() && (graph()?.screens.length ?? 0) > 0}
        fallback={
          <EmptyState icon="map" title="No screens yet">
            Screens and the ways between them appear here.
          </EmptyState>
        }
      >
        <Show
          when={as() === 'map'}
          fallback={
            <div class={styles.scroller}>
              <WaysList
                graph={graph()!}
                selected={selected()}
                onScreen={select}
                onWay={openWay}
                onConnect={(from, to) => setConnection({ from, to })}
              />
            </div>
          }
        >
          <div class={styles.scroller} ref={fitAtFirst}>
            <div
              class={styles.board}
              ref={board}
              style={{
                width: `${(map()?.width ?? 0) * zoom()}px`,
                height: `${(map()?.height ?? 0) * zoom()}px`,
              }}
            >
              <div class={styles.scaled} style={{ transform: `scale(${zoom()})` }}>
                <svg
                  class={styles.arrows}
                  width={map()?.width}
                  height={map()?.height}
                  aria-hidden="true"
                >
                  <defs>
                    <marker
                      id="map-arrow"
                      viewBox="0 0 8 8"
                      refX="7"
                      refY="4"
                      markerWidth="7"
                      markerHeight="7"
                      orient="auto-start-reverse"
                    >
                      <path d="M0 0.5 7.5 4 0 7.5z" fill="context-stroke" />
                    </marker>
                  </defs>
                  <For each={map()?.arrows ?? []}>
                    {(arrow) => {
                      const middle = arrow.points[Math.floor(arrow.points.length / 2)]
                      const isRoute = arrow.edges.every(({ cause }) => cause === 'route')
                      return (
                        <g
                          class={styles.arrow}
                          data-near={arrow.from === selected() || arrow.to === selected()}
                        >
                          <path
                            d={pathOf(arrow.points)}
                            data-route={isRoute}
                            marker-end="url(#map-arrow)"
                          />
                          <text x={middle?.x} y={(middle?.y ?? 0) - 6}>
                            {causeInWords(arrow.edges)}
                          </text>
                        </g>
                      )
                    }}
                  </For>
                  <Show when={pull()}>
                    {(at) => {
                      const box = () => map()?.boxes.get(at().from)
                      return (
                        <path
                          class={styles.pull}
                          d={`M${(box()?.x ?? 0) + nodeSize.width} ${(box()?.y ?? 0) + nodeSize.height / 2} L${at().x} ${at().y}`}
                          marker-end="url(#map-arrow)"
                        />
                      )
                    }}
                  </Show>
                </svg>
                <For each={[...(map()?.boxes.keys() ?? [])]}>
                  {(id) => {
                    const box = () => map()?.boxes.get(id)
                    const screen = () => screens().get(id)
                    return (
                      <div
                        class={styles.node}
                        data-screen-node={id}
                        data-selected={selected() === id}
                        data-over={over() === id}
                        data-lost={screen()?.isReachable === false}
                        style={{
                          transform: `translate(${box()?.x}px, ${box()?.y}px)`,
                          width: `${nodeSize.width}px`,
                          height: `${nodeSize.height}px`,
                        }}
                      >
                        <button
                          type="button"
                          class={styles.face}
                          aria-current={selected() === id ? 'true' : undefined}
                          onClick={() => select(id)}
                          onDblClick={props.onOpenScreen}
                        >
                          <span aria-hidden="true">
                            <Thumbnail view={views().get(id)} />
                          </span>
                          <span class={styles.id}>
                            <span class="only-read">Screen </span>
                            {id}
                            <span class="only-read">, {screen()?.title}</span>
                          </span>
                          <span class={styles.marks}>
                            <For each={screen() ? marksOf(screen()!) : []}>
                              {(mark) => (
                                <span class={styles.mark} data-tone={mark.tone}>
                                  {mark.words}
                                </span>
                              )}
                            </For>
                          </span>
                        </button>
                        <span class={styles.people}>
                          <For each={peopleAt(id)}>
                            {(one) => (
                              <span class={styles.person} style={{ background: one.color }}>
                                {one.name}
                              </span>
                            )}
                          </For>
                        </span>
                        <Show when={bench.hindrance() === null}>
                          <span
                            class={styles.handle}
                            title="Pull to another screen to lead there"
                            aria-hidden="true"
                            onPointerDown={(event) => beginPull(event, id)}
                          />
                        </Show>
                      </div>
                    )
                  }}
                </For>
              </div>
            </div>
          </div>
        </Show>
      </Show>
      <ConnectDialog connection={connection()} onClose={() => setConnection(null)} />
    </div>
  )
}

/** A screen on a small phone. */
function Thumbnail(props: { view: ScreenView | undefined }) {
  return (
    <Show when={props.view}>
      {(view) => (
        <Phone label="" scale={THUMBNAIL_SCALE} inert>
          <PhoneSheet>
            <FlowScreen view={view()} onEvent={() => {}} />
          </PhoneSheet>
        </Phone>
      )}
    </Show>
  )
}

const keyOf = ({ from, to, cause, component }: ReturnType<typeof flowGraph>['edges'][number]) =>
  `${from} ${to} ${cause} ${component}`

const summaryOf = (screens: number, ways: number): string =>
  `${screens} ${screens === 1 ? 'screen' : 'screens'}, ${ways} ${ways === 1 ? 'way' : 'ways'} between them`
