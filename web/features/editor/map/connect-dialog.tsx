/** Makes one screen lead to another: by which component, and with what it hands on. */
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { bindingsOn } from '../../../../shared/flow/build/bindings.ts'
import { findScreen, type Screen, walkComponents } from '../../../../shared/flow/flow.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useBench } from '../bench.ts'
import properties from '../properties/properties.module.css'
import styles from './screen-map.module.css'

export type Connection = { from: string; to: string }

type By = 'footer' | 'link'

export function ConnectDialog(props: { connection: Connection | null; onClose: () => void }) {
  const bench = useBench()
  const [by, setBy] = createSignal<By>('footer')
  const [payload, setPayload] = createSignal<Record<string, string>>({})
  const screenOf = (id: string | undefined): Screen | undefined => {
    const flow = bench.flow()
    return flow && id !== undefined ? findScreen(flow, id) : undefined
  }
  const from = () => screenOf(props.connection?.from)
  const to = () => screenOf(props.connection?.to)
  const choices = () => {
    const flow = bench.flow()
    return flow && props.connection ? bindingsOn(flow, props.connection.from) : []
  }
  const footer = () =>
    [...walkComponents(from()?.children ?? [])].find(({ kind }) => kind === 'Footer')
  /** What the Footer does today, where it is something else. */
  const footerNow = () => {
    const action = footer()?.props['on-click-action']
    if (!isRecord(action)) return null
    if (action.name === 'complete') return 'It ends the flow now.'
    const next = isRecord(action.next) ? action.next.name : null
    return typeof next === 'string' && next !== props.connection?.to
      ? `It leads to ${next} now.`
      : null
  }

  createEffect(
    on(
      () => props.connection,
      (connection) => {
        if (!connection) return
        setBy('footer')
        setPayload(
          Object.fromEntries(
            Object.keys(to()?.data ?? {}).map((name) => [
              name,
              choices().find((choice) => choice.name === name && choice.screen === null)?.text ??
                '',
            ]),
          ),
        )
      },
    ),
  )

  const connect = () => {
    const source = from()
    const { connection } = props
    if (!source || !connection) return props.onClose()
    const done =
      by() === 'footer'
        ? bench.editing.carryOut({
            kind: 'connect-screens',
            from: connection.from,
            to: connection.to,
            payload: payload(),
          })
        : bench.editing.carryOut({
            kind: 'add-component',
            list: `${source.path}.layout.children`,
            index: linkPlace(source),
            component: {
              type: 'EmbeddedLink',
              text: (to()?.title || 'Read more').slice(0, 25),
              'on-click-action': {
                name: 'navigate',
                next: { type: 'screen', name: connection.to },
                payload: payload(),
              },
            },
          })
    if (done) props.onClose()
  }

  return (
    <Dialog
      open={props.connection !== null}
      onOpenChange={(open) => !open && props.onClose()}
      title={`From ${props.connection?.from ?? ''} to ${props.connection?.to ?? ''}`}
      footer={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button variant="primary" disabledReason={bench.hindrance()} onClick={connect}>
            Connect
          </Button>
        </>
      }
    >
      <fieldset class={styles.by}>
        <legend>What leads there</legend>
        <label>
          <input
            type="radio"
            name="connect-by"
            checked={by() === 'footer'}
            onChange={() => setBy('footer')}
          />
          <span>
            {footer() ? 'The button at the bottom' : 'A new button at the bottom'}
            <Show when={footerNow()}>{(words) => <small>{words()}</small>}</Show>
          </span>
        </label>
        <label>
          <input
            type="radio"
            name="connect-by"
            checked={by() === 'link'}
            onChange={() => setBy('link')}
          />
          <span>A new link on the screen</span>
        </label>
      </fieldset>
      <Show
        when={Object.keys(payload()).length > 0}
        fallback={<p class={styles.note}>{props.connection?.to} is given no data.</p>}
      >
        <fieldset class={styles.by}>
          <legend>What it hands on</legend>
          <For each={Object.keys(payload())}>
            {(name) => (
              <label class={properties.part}>
                <span>{name}</span>
                <select
                  class={properties.select}
                  onChange={(event) =>
                    setPayload({ ...payload(), [name]: event.currentTarget.value })
                  }
                >
                  <option value="" selected={payload()[name] === ''}>
                    Nothing
                  </option>
                  <For each={choices()}>
                    {(choice) => (
                      <option value={choice.text} selected={payload()[name] === choice.text}>
                        {choice.screen === null ? choice.name : `${choice.screen} · ${choice.name}`}
                      </option>
                    )}
                  </For>
                </select>
              </label>
            )}
          </For>
        </fieldset>
      </Show>
    </Dialog>
  )
}

/** A link stands above the Footer. */
function linkPlace({ children }: Screen): number {
  const footer = children.findIndex(({ kind }) => kind === 'Footer')
  return footer === -1 ? children.length : footer
}
