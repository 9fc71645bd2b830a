/** Copy button: puts a text on the clipboard and says so for a moment. */
import { createSignal, type JSX, onCleanup } from 'solid-js'
import { Button } from './button.tsx'
import styles from './copy-button.module.css'
import { Icon } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

/** Without `children` a small icon; with them a button that carries the words. */
export function CopyButton(props: {
  text: string
  /** What is copied, as in "Copy flow ID". */
  label: string
  children?: JSX.Element
}): JSX.Element {
  const [state, setState] = createSignal<'idle' | 'copied' | 'failed'>('idle')
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    // Pages that came by plain http from another machine have no clipboard at all.
    const copied = await Promise.resolve()
      .then(() => navigator.clipboard.writeText(props.text))
      .then(
        () => true,
        () => false,
      )
    setState(copied ? 'copied' : 'failed')
    clearTimeout(timer)
    timer = setTimeout(() => setState('idle'), 2000)
  }
  const words = () =>
    state() === 'copied'
      ? 'Copied'
      : state() === 'failed'
        ? 'The browser did not allow copying'
        : props.label
  return (
    <>
      {props.children ? (
        <Button icon={state() === 'copied' ? 'check' : 'copy'} onClick={() => void copy()}>
          {state() === 'idle' ? props.children : words()}
        </Button>
      ) : (
        <Tooltip text={words()}>
          <button
            type="button"
            class={styles.copy}
            aria-label={props.label}
            data-state={state()}
            onClick={(event) => {
              event.stopPropagation()
              void copy()
            }}
          >
            <Icon name={state() === 'copied' ? 'check' : 'copy'} size={14} />
          </button>
        </Tooltip>
      )}
      <span class="only-read" role="status">
        {state() === 'idle' ? '' : words()}
      </span>
    </>
  )
}
