/** The bell in the top bar: how much is unread of what one was told, and the list of it; each leads to its thread. */
import { Popover } from '@kobalte/core/popover'
import { useNavigate } from '@solidjs/router'
import { useQuery } from '@tanstack/solid-query'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { type Notification, Notifications } from '../../../shared/api/comments.ts'
import { useFeed } from '../../api/feed.ts'
import { known } from '../../api/known.ts'
import { useMe } from '../../api/me.ts'
import { wordsFor } from '../../api/problem.ts'
import { queryClient } from '../../api/query-client.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import styles from './bell.module.css'
import { Face } from './face.tsx'

const keyOf = (workspaceId: string) => ['notifications', workspaceId] as const

export default function Bell(): JSX.Element {
  const workspace = useWorkspace()
  const me = useMe()
  const navigate = useNavigate()
  const [open, setOpen] = createSignal(false)
  const query = useQuery(() => ({
    queryKey: keyOf(workspace.id),
    queryFn: ({ signal }) =>
      request(
        'notifications.list',
        { workspaceId: workspace.id },
        { signal, reply: Notifications },
      ),
  }))
  const refresh = () => void queryClient.invalidateQueries({ queryKey: keyOf(workspace.id) })
  useFeed(() => [`notifications:${known(me)?.user.id ?? ''}`], refresh)
  const all = () => known(query)
  const unread = () => all()?.unread ?? 0

  const read = async (ids: 'all' | string[]) => {
    const key = keyOf(workspace.id)
    const before = queryClient.getQueryData<Notifications>(key)
    if (before)
      queryClient.setQueryData<Notifications>(key, {
        notifications: before.notifications.map((one) =>
          ids === 'all' || ids.includes(one.id) ? { ...one, read: true } : one,
        ),
        unread:
          ids === 'all'
            ? 0
            : before.unread -
              before.notifications.filter((one) => !one.read && ids.includes(one.id)).length,
      })
    try {
      await request('notifications.read', { workspaceId: workspace.id }, { body: { ids } })
    } catch (error) {
      toast({ tone: 'bad', title: 'Not marked as read', detail: wordsFor(error) })
      refresh()
    }
  }
  const go = (one: Notification) => {
    setOpen(false)
    if (!one.read) void read([one.id])
    navigate(`/chat/flows/${one.publicId}?thread=${one.threadId}`)
  }
  const label = () => (unread() === 0 ? 'Notifications' : `Notifications, ${unread()} unread`)

  return (
    <Popover open={open()} onOpenChange={setOpen} placement="bottom-end" gutter={6}>
      <Popover.Trigger class={styles.bell} aria-label={label()} title={label()}>
        <Icon name="bell" size={17} />
        <Show when={unread() > 0}>
          <span class={styles.count} aria-hidden="true">
            {unread() > 99 ? '99+' : unread()}
          </span>
        </Show>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content class={styles.sheet}>
          <header class={styles.head}>
            <Popover.Title class={styles.title}>Notifications</Popover.Title>
            <Show when={unread() > 0}>
              <Button size="small" variant="quiet" onClick={() => void read('all')}>
                Mark all as read
              </Button>
            </Show>
          </header>
          <Show
            when={all()}
            fallback={
              <div class={styles.nothing}>
                <Show when={query.error} fallback={<Skeleton width="70%" />}>
                  {(error) => <p role="alert">{wordsFor(error())}</p>}
                </Show>
              </div>
            }
          >
            {(found) => (
              <Show
                when={found().notifications.length > 0}
                fallback={
                  <p class={styles.nothing}>
                    When somebody mentions you or answers you in a comment, it appears here.
                  </p>
                }
              >
                <ul class={styles.list}>
                  <For each={found().notifications}>
                    {(one) => (
                      <li>
                        <a
                          class={styles.entry}
                          data-unread={!one.read}
                          href={`/chat/flows/${one.publicId}?thread=${one.threadId}`}
                          onClick={(event) => {
                            if (event.ctrlKey || event.metaKey || event.shiftKey) return
                            event.preventDefault()
                            go(one)
                          }}
                        >
                          <Face person={one.by} size={24} />
                          <span class={styles.words}>
                            <span class={styles.what}>
                              <bdi class={styles.name}>{one.by.name}</bdi>
                              {one.by.kind === 'guest' ? ' (guest)' : ''}{' '}
                              {one.kind === 'mention' ? 'mentioned you' : 'answered'} in{' '}
                              <bdi>{one.flowName}</bdi>
                            </span>
                            <bdi class={styles.excerpt}>{one.excerpt}</bdi>
                            <span class={styles.when}>
                              <Time at={one.createdAt} as="relative" />
                            </span>
                          </span>
                          <Show when={!one.read}>
                            <span class={styles.dot} role="img" aria-label="Unread" />
                          </Show>
                        </a>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            )}
          </Show>
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  )
}
