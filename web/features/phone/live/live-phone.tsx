/** The live preview: the phone, what is wrong with the text while it is broken, and what the run holds. */
import { createMemo, Index, Show } from 'solid-js'
import type { Flow } from '../../../../shared/flow/flow.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import type { Run } from '../create-run.ts'
import { FramedPhone, type FramedPhoneProps } from '../frame/framed-phone.tsx'
import { PhoneSettings } from '../phone-settings.tsx'
import { inspect } from './inspector.ts'
import styles from './live-phone.module.css'

/**
 * `flow` is the one that `run` runs. `broken` says in words what keeps the
 * newest text from showing; null while the phone shows it. What is pointed at on the phone goes
 * through to its frame.
 */
export function LivePhone(
  props: {
    flow: Flow | null
    run: Run
    broken: string | null
    onRestart: () => void
    /** Leaves the run's values out, where an inspector shows them. */
    bare?: boolean
  } & Pick<
    FramedPhoneProps,
    | 'draft'
    | 'businessName'
    | 'onRetry'
    | 'picked'
    | 'onPick'
    | 'picking'
    | 'marks'
    | 'onMark'
    | 'fills'
  >,
) {
  const lines = createMemo(() => {
    const state = props.run.state()
    const view = props.run.view()
    return props.flow && state && view ? inspect(props.flow, state, view) : []
  })
  const payload = createMemo(() => {
    const view = props.run.view()
    return view?.payload ? JSON.stringify(view.payload, null, 2) : null
  })
  return (
    <div class={styles.stage}>
      <FramedPhone
        label="Preview on a phone"
        view={props.run.view()}
        onEvent={props.run.send}
        onRestart={props.onRestart}
        onRetry={props.onRetry}
        draft={props.draft}
        businessName={props.businessName}
        picked={props.picked}
        onPick={props.onPick}
        picking={props.picking}
        marks={props.marks}
        onMark={props.onMark}
        fills={props.fills}
      />
      <Show when={!props.fills}>
        <PhoneSettings />
      </Show>
      <p class={styles.broken} role="status" data-shown={props.broken !== null}>
        <Show when={props.broken}>
          {(words) => (
            <>
              <Icon name="warning" size={14} />
              <span>{words()}</span>
            </>
          )}
        </Show>
      </p>
      <Show
        when={payload()}
        fallback={
          <dl
            class={styles.inspector}
            hidden={props.bare === true || lines().length === 0}
            aria-label="Values in this run"
          >
            <Index each={lines()}>
              {(line) => (
                <div>
                  <dt>{line().word}</dt>
                  <dd>{line().text}</dd>
                </div>
              )}
            </Index>
          </dl>
        }
      >
        {(json) => (
          <section class={styles.payload} aria-label="What was sent">
            <header>
              <h3>What was sent</h3>
              <CopyButton text={json()} label="Copy the payload" />
            </header>
            <pre>{json()}</pre>
            <p>The flow token comes with the message that opens the flow.</p>
          </section>
        )}
      </Show>
    </div>
  )
}
