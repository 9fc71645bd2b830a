/** A phone whose screen runs in a sandboxed frame of no origin: flows are drawn there, and decided upon here. */
import {
  batch,
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  onCleanup,
  onMount,
  Show,
} from 'solid-js'
import type { ScreenView } from '../../../../shared/flow/interpret/view-item.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import { openLink } from '../open-link.ts'
import { Phone } from '../phone.tsx'
import type { PhoneMark } from '../pointing.ts'
import { type PhoneSettings, phoneSettings, phoneSize } from '../settings.ts'
import styles from './framed-phone.module.css'
import { type PhoneEvent, PORT, READY, readFromFrame, type Shown } from './messages.ts'

/** The frame's address; its content policy is set where it is served (worker/http/mount.ts). */
const ADDRESS = '/phone-frame'

/** A frame that has said nothing for this long did not start. */
const START_MS = 15_000

export type FramedPhoneProps = {
  label: string
  /** Null while there is nothing to show yet. */
  view: ScreenView | null
  /** What the person did; checked, and never an endpoint's answer. */
  onEvent: (event: PhoneEvent) => void
  onRestart: () => void
  /** Repeats the call that failed, where that is possible. */
  onRetry?: (() => void) | undefined
  businessName?: string | undefined
  /** The flow is a draft. */
  draft?: boolean | undefined
  /** This browser's own choice when not given. */
  settings?: PhoneSettings | undefined
  /** JSON path of the component to frame: `screens[0].layout.children[1]`. */
  picked?: string | null | undefined
  /** A component was pressed; while `picking`, that is all the press does. */
  onPick?: ((path: string) => void) | undefined
  /** Crosshair: a press picks a component, or the screen, instead of operating. */
  picking?: boolean | undefined
  /** Counts at the corners of components and screens. */
  marks?: readonly PhoneMark[] | undefined
  onMark?: ((path: string) => void) | undefined
  /** Fills the place it is given, without a frame, in the size that somebody's own phone shows. */
  fills?: boolean | undefined
}

/** A drawn phone's letters are small; on one's own they are as large as elsewhere. */
const OWN_ZOOM = 1.25

const NO_MARKS: readonly PhoneMark[] = []

export function FramedPhone(props: FramedPhoneProps) {
  const [port, setPort] = createSignal<MessagePort | null>(null)
  /** The last view that the frame says it has drawn; null until the first. */
  const [drawn, setDrawn] = createSignal<number | null>(null)
  /** Events that this port has brought. */
  const [heard, setHeard] = createSignal(0)
  const [late, setLate] = createSignal(false)
  const [attempt, setAttempt] = createSignal(1)
  const [room, setRoom] = createSignal({ width: Number.POSITIVE_INFINITY, height: 0 })
  let frame: HTMLIFrameElement | undefined
  let host!: HTMLDivElement
  /** Counts views, so that what `drawn` says is of a view and not of what is pointed at. */
  let seq = 0
  let counted: ScreenView | null = null

  const settings = () => props.settings ?? phoneSettings()
  const size = createMemo(() => {
    if (!props.fills) return phoneSize(settings().width)
    return room()
  })
  const scale = () => Math.min(1, room().width / size().width)

  const letIn = (event: MessageEvent) => {
    if (!frame || event.source !== frame.contentWindow || event.data !== READY) return
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => receive(data)
    port()?.close()
    setDrawn(null)
    setHeard(0)
    // A frame of no origin can be named by no other target.
    frame.contentWindow?.postMessage(PORT, '*', [port2])
    setPort(port1)
  }
  onMount(() => {
    window.addEventListener('message', letIn)
    const sizes = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {}
      setRoom({ width: width || Number.POSITIVE_INFINITY, height })
    })
    sizes.observe(host)
    onCleanup(() => sizes.disconnect())
  })
  onCleanup(() => {
    window.removeEventListener('message', letIn)
    port()?.close()
  })

  // Ahead of all that the page itself draws anew: the frame draws in a process of its own meanwhile.
  createComputed(() => {
    const { view } = props
    if (view !== counted) seq++
    counted = view
    const shown: Shown = {
      seq,
      heard: heard(),
      // What is sent in the end is none of the frame's business.
      view: view && { ...view, payload: null },
      settings: settings(),
      businessName: props.businessName ?? null,
      draft: props.draft === true,
      retry: props.onRetry !== undefined,
      picked: props.picked ?? null,
      picking: props.picking === true,
      marks: props.marks ?? NO_MARKS,
      zoom: props.fills ? OWN_ZOOM : 1,
    }
    port()?.postMessage(shown)
  })

  createEffect(() => {
    attempt()
    setLate(false)
    const timer = setTimeout(() => setLate(drawn() === null), START_MS)
    onCleanup(() => clearTimeout(timer))
  })

  function receive(data: unknown) {
    const message = readFromFrame(data)
    // What is refused was heard as well: the frame waits for it.
    if (!message && isRecord(data) && data.type === 'event') setHeard((count) => count + 1)
    switch (message?.type) {
      case 'drawn':
        setLate(false)
        setDrawn(message.seq)
        return
      case 'event':
        return batch(() => {
          setHeard((count) => count + 1)
          props.onEvent(message.event)
        })
      case 'open':
        openLink(message.url)
        return
      case 'press':
        // Menus of the page close, and whoever follows somebody lets go, as with any press.
        frame?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
        return
      case 'pick':
        return props.onPick?.(message.path)
      case 'mark':
        return props.onMark?.(message.path)
      case 'restart':
        return props.onRestart()
      case 'retry':
        return props.onRetry?.()
      case 'key':
        frame?.dispatchEvent(
          new KeyboardEvent('keydown', {
            key: message.key,
            ctrlKey: message.ctrl,
            metaKey: message.meta,
            bubbles: true,
            cancelable: true,
          }),
        )
    }
  }

  return (
    <div class={styles.host} data-fills={props.fills ? '' : undefined} ref={host}>
      <div
        class={styles.fit}
        style={{ width: `${size().width * scale()}px`, height: `${size().height * scale()}px` }}
      >
        <Phone
          label={props.label}
          theme={settings().theme}
          platform={settings().platform}
          size={size()}
          style={scale() === 1 ? {} : { transform: `scale(${scale()})` }}
          fills={props.fills === true}
          class={styles.phone ?? ''}
        >
          <Show when={attempt()} keyed>
            <iframe
              ref={frame}
              class={styles.frame}
              src={ADDRESS}
              sandbox="allow-scripts"
              referrerpolicy="no-referrer"
              title="Screen of the phone"
              data-drawn={drawn() ?? undefined}
            />
          </Show>
          <Show when={drawn() === null}>
            <div class={styles.cover}>
              <Show
                when={late()}
                fallback={
                  <div class={styles.bones} aria-hidden="true">
                    <i />
                    <i />
                    <i />
                    <i />
                  </div>
                }
              >
                <div class={styles.late} role="alert">
                  <strong>The phone did not start</strong>
                  <p>Its page could not be loaded.</p>
                  <button type="button" onClick={() => setAttempt(attempt() + 1)}>
                    Start again
                  </button>
                </div>
              </Show>
            </div>
          </Show>
        </Phone>
      </div>
    </div>
  )
}
