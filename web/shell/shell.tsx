/** The shell round every signed-in page: left menu, drawer on a phone, and what is said when sign-in or server are lost. */
import { Dialog } from '@kobalte/core/dialog'
import { type RouteSectionProps, useLocation } from '@solidjs/router'
import { createEffect, createSignal, ErrorBoundary, type JSX, lazy, Suspense } from 'solid-js'
import { IconButton } from '../ui/button.tsx'
import { PageFrame } from '../ui/page.tsx'
import { BrokenPage } from './broken-page.tsx'
import { Gate } from './gate.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import { createRemembered } from './remembered.ts'
import { ServerDownBanner } from './server-down.tsx'
import styles from './shell.module.css'
import { SideMenu } from './side-menu.tsx'
import { SignedOutDialog } from './signed-out.tsx'

const Bell = lazy(() => import('../features/comments/bell.tsx'))

export function Shell(props: RouteSectionProps): JSX.Element {
  return (
    <Gate>
      <Frame>{props.children}</Frame>
    </Gate>
  )
}

function Frame(props: { children: JSX.Element }): JSX.Element {
  // Pages that fill the window (the editor) remember their own answer: they want the room.
  const [folded, setFolded] = createRemembered('flowroom.menu-folded', false)
  const [foldedOnFull, setFoldedOnFull] = createRemembered('flowroom.menu-folded-full', true)
  const [fullPages, setFullPages] = createSignal(0)
  const [drawer, setDrawer] = createSignal(false)
  const onFull = () => {
    setFullPages((count) => count + 1)
    return () => setFullPages((count) => count - 1)
  }
  const location = useLocation()
  // Filters live in the address: Back and the breadcrumb lead to a list as it was left.
  const lastSeen = new Map<string, string>()
  createEffect(() => lastSeen.set(location.pathname, location.pathname + location.search))
  const isFolded = () => (fullPages() > 0 ? foldedOnFull() : folded())

  return (
    <div class={styles.shell}>
      <button type="button" class={styles.skip} onClick={skipToContent}>
        Skip to content
      </button>
      <aside class={styles.side}>
        <SideMenu
          folded={isFolded()}
          onFold={(next) => (fullPages() > 0 ? setFoldedOnFull(next) : setFolded(next))}
        />
      </aside>
      <div class={styles.main}>
        <ServerDownBanner />
        <PageFrame.Provider
          value={{
            onFull,
            wayBack: (href) => lastSeen.get(href) ?? href,
            news: () => (
              <Suspense>
                <Bell />
              </Suspense>
            ),
            menuButton: () => (
              <span class={styles.menuButton}>
                <IconButton
                  icon="menu"
                  label="Menu"
                  tooltip={false}
                  aria-expanded={drawer()}
                  onClick={() => setDrawer(true)}
                />
              </span>
            ),
          }}
        >
          <ErrorBoundary fallback={(error, reset) => <BrokenPage error={error} reset={reset} />}>
            <Suspense fallback={<PageSkeleton />}>{props.children}</Suspense>
          </ErrorBoundary>
        </PageFrame.Provider>
      </div>
      <Dialog open={drawer()} onOpenChange={setDrawer}>
        <Dialog.Portal>
          <Dialog.Overlay class={styles.overlay} />
          <Dialog.Content class={styles.drawer} aria-label="Menu">
            <SideMenu folded={false} onLeave={() => setDrawer(false)} />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog>
      <SignedOutDialog />
    </div>
  )
}

function skipToContent(): void {
  document.getElementById('content')?.focus()
}
