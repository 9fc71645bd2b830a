/** A link that was just made: its address to copy, this once, and the same as a QR code. */
import { lazy, onMount, Show, Suspense } from 'solid-js'
import type { MadeShareLink } from '../../../shared/api/shares.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import styles from './share.module.css'

const QrCode = lazy(() => import('./qr-code.tsx'))

/** Whether an address means the very computer it is opened on. */
const isThisComputer = (url: string): boolean =>
  /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname)

export function MadeLink(props: { made: MadeShareLink; onMore: () => void }) {
  let address: HTMLInputElement | undefined
  // The button that was pressed is gone; the address is what is wanted next.
  onMount(() => address?.focus())
  return (
    <section class={styles.made} aria-label="The new link">
      <div class={styles.qr}>
        <Suspense>
          <QrCode text={props.made.url} label="QR code of the link" />
        </Suspense>
      </div>
      <div class={styles.madeText}>
        <strong>The link is ready. Copy it now: it is shown this once.</strong>
        <input
          ref={address}
          class={styles.address}
          readOnly
          aria-label="Address of the link"
          value={props.made.url}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Show when={props.made.link.hasPassword}>
          <p>Send the password by another way than the link.</p>
        </Show>
        <Show when={isThisComputer(props.made.url)}>
          <p>
            This address works on this computer alone. For phones, start Flowroom with{' '}
            <code>HOST</code> and <code>PUBLIC_URL</code> set.
          </p>
        </Show>
        <div class={styles.madeButtons}>
          <CopyButton text={props.made.url} label="Copy the link">
            Copy
          </CopyButton>
          <Button variant="quiet" onClick={props.onMore}>
            Make another
          </Button>
        </div>
      </div>
    </section>
  )
}
