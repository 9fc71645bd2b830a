/** A flow's share links: what each shows and allows, when it was opened last, and its end. */
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { ShareLink } from '../../../shared/api/shares.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Pill } from '../../ui/pill.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { formatDateTime, Time } from '../../ui/time.tsx'
import styles from './share.module.css'
import { revokeShareLink, useShareLinks } from './share-queries.ts'

export function LinkList(props: { workspaceId: string; flowId: string; mayRevoke: boolean }) {
  const query = useShareLinks(() => props.flowId)
  const links = () => known(query)?.links ?? []
  const live = () => links().filter(({ state }) => state === 'live')
  const ended = () => links().filter(({ state }) => state !== 'live')
  const [revoking, setRevoking] = createSignal<ShareLink | null>(null)
  const row = (link: ShareLink) => (
    <Row link={link} onRevoke={props.mayRevoke ? () => setRevoking(link) : null} />
  )
  return (
    <section class={styles.links} aria-label="Links to this flow">
      <Switch>
        <Match when={known(query) === undefined && query.isError}>
          <Banner tone="bad">{wordsFor(query.error)}</Banner>
        </Match>
        <Match when={known(query) === undefined}>
          <SkeletonRows rows={2} />
        </Match>
        <Match when={links().length === 0}>
          <p class={styles.none}>
            {props.mayRevoke
              ? 'No links yet.'
              : 'No links yet. Whoever may edit flows can make one.'}
          </p>
        </Match>
        <Match when={links().length > 0}>
          <Show when={live().length > 0}>
            <h3>{live().length === 1 ? '1 link works' : `${live().length} links work`}</h3>
            <ul>
              <For each={live()}>{row}</For>
            </ul>
          </Show>
          <Show when={ended().length > 0}>
            <details class={styles.ended}>
              <summary>{ended().length} ended</summary>
              <ul>
                <For each={ended()}>{row}</For>
              </ul>
            </details>
          </Show>
        </Match>
      </Switch>
      <ConfirmDialog
        open={revoking() !== null}
        onClose={() => setRevoking(null)}
        title="Revoke this link?"
        confirm="Revoke"
        danger
        words={wordsFor}
        onConfirm={async () => {
          const link = revoking()
          if (link) await revokeShareLink(props.workspaceId, props.flowId, link.id)
        }}
      >
        Whoever is looking by it is cut off at once, and it never works again.
      </ConfirmDialog>
    </section>
  )
}

function Row(props: { link: ShareLink; onRevoke: (() => void) | null }) {
  const shows = () => {
    const { version } = props.link
    if (!version) return 'Newest draft'
    return version.number === null ? 'A deleted version' : `Version ${version.number}`
  }
  const end = () => {
    const { state, expiresAt, revokedAt } = props.link
    if (state === 'revoked' && revokedAt) return `revoked ${formatDateTime(revokedAt)}`
    if (expiresAt === null) return 'never ends'
    return `${state === 'expired' ? 'ended' : 'ends'} ${formatDateTime(expiresAt)}`
  }
  return (
    <li class={styles.link} data-state={props.link.state}>
      <div class={styles.what}>
        <span class={styles.label}>
          {props.link.label || shows()}
          <Show when={props.link.hasPassword}>
            <span title="Asks for a password">
              <Icon name="lock" size={13} />
              <span class="only-read">asks for a password</span>
            </span>
          </Show>
        </span>
        <span class={styles.facts}>
          {props.link.label ? `${shows()} · ` : ''}
          by {props.link.createdBy} · {end()} ·{' '}
          <Show when={props.link.lastOpenedAt} fallback="not opened yet">
            {(at) => (
              <>
                opened <Time at={at()} as="relative" />
              </>
            )}
          </Show>
        </span>
      </div>
      <Show
        when={props.link.state === 'live'}
        fallback={<Pill tone="off">{props.link.state === 'revoked' ? 'Revoked' : 'Expired'}</Pill>}
      >
        <Pill>{props.link.access === 'comment' ? 'Comments' : 'Looks'}</Pill>
        <Show when={props.onRevoke}>
          {(revoke) => (
            <Button size="small" onClick={() => revoke()()}>
              Revoke
            </Button>
          )}
        </Show>
      </Show>
    </li>
  )
}
