/** Dialogs: a page's question or form over it. Focus goes to what has `autofocus`, else to the first control, and returns afterwards. */
import { Dialog as Kobalte } from '@kobalte/core/dialog'
import { createComputed, createSignal, type JSX, Show } from 'solid-js'
import { Button, IconButton } from './button.tsx'
import styles from './dialog.module.css'

export function Dialog(props: {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: JSX.Element
  children?: JSX.Element
  /** The buttons, least important first. */
  footer?: JSX.Element
  width?: 'narrow' | 'normal' | 'wide'
  /** Without a close button, deaf to Escape and clicks outside: for what must be answered. */
  firm?: boolean
  /** There is more to read than to press: the keyboard scrolls it. */
  reading?: boolean
}): JSX.Element {
  let content: HTMLElement | undefined
  let cameFrom: Element | null = null
  createComputed(() => {
    if (props.open) cameFrom = document.activeElement
  })
  return (
    <Kobalte
      open={props.open}
      onOpenChange={(open) => (props.firm ? undefined : props.onOpenChange(open))}
      modal
    >
      <Kobalte.Portal>
        <Kobalte.Overlay class={styles.overlay} />
        <div class={styles.place}>
          <Kobalte.Content
            class={`${styles.content} ${styles[props.width ?? 'normal']}`}
            onPointerDownOutside={(event) => props.firm && event.preventDefault()}
            onEscapeKeyDown={(event) => props.firm && event.preventDefault()}
            ref={content}
            onOpenAutoFocus={(event) => {
              const wanted = content?.querySelector<HTMLElement>('[autofocus]')
              if (!wanted) return
              event.preventDefault()
              wanted.focus()
            }}
            onCloseAutoFocus={(event) => {
              // Where the page has given it to what the dialog made, it stays there.
              const now = document.activeElement
              if (now && now !== document.body && !content?.contains(now))
                return event.preventDefault()
              // A menu's entry, for one, is gone by then.
              if (!(cameFrom instanceof HTMLElement) || !cameFrom.isConnected) return
              event.preventDefault()
              cameFrom.focus({ preventScroll: true })
            }}
          >
            <header class={styles.head}>
              <Kobalte.Title class={styles.title}>{props.title}</Kobalte.Title>
              <Show when={!props.firm}>
                <IconButton
                  icon="close"
                  label="Close"
                  size="small"
                  tooltip={false}
                  onClick={() => props.onOpenChange(false)}
                />
              </Show>
            </header>
            <div class={styles.body} tabIndex={props.reading ? 0 : undefined}>
              <Show when={props.description}>
                <Kobalte.Description class={styles.description}>
                  {props.description}
                </Kobalte.Description>
              </Show>
              {props.children}
            </div>
            <Show when={props.footer}>
              <footer class={styles.foot}>{props.footer}</footer>
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte>
  )
}

/**
 * Asks once before something that cannot be undone. `onConfirm` may return a promise: the button waits for it, the dialog
 * closes when it is kept, and stays with the error in words when it is broken.
 */
export function ConfirmDialog(props: {
  open: boolean
  onClose: () => void
  title: string
  children: JSX.Element
  confirm: string
  danger?: boolean
  onConfirm: () => unknown
  /** Turns what was thrown into words. */
  words?: (error: unknown) => string
}): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const close = () => {
    setWrong(null)
    props.onClose()
  }
  const confirm = async () => {
    setBusy(true)
    setWrong(null)
    try {
      await props.onConfirm()
      close()
    } catch (error) {
      setWrong(props.words?.(error) ?? (error instanceof Error ? error.message : String(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && close()}
      title={props.title}
      width="narrow"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant={props.danger ? 'danger' : 'primary'}
            loading={busy()}
            onClick={() => void confirm()}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      <div class={styles.description}>{props.children}</div>
      <Show when={wrong()}>
        <p class={styles.wrong} role="alert">
          {wrong()}
        </p>
      </Show>
    </Dialog>
  )
}
