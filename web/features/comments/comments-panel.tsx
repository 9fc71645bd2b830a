/** All comments of a flow beside it: filtered, searched, opened, answered. Stands in any page that has a room. */
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  Match,
  on,
  Show,
  Switch,
} from 'solid-js'
import { Button, IconButton } from '../../ui/button.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './comments.module.css'
import type { Comments, ThreadView } from './comments.ts'
import { Composer } from './composer.tsx'
import { placeDetail, placeTitle } from './place-words.ts'
import { ThreadCard } from './thread-card.tsx'

type Filter = 'open' | 'resolved' | 'mentions' | 'unread'

export default function CommentsPanel(props: {
  comments: Comments
  /** Where a thread can be opened, as an address. */
  linkTo: (threadId: string) => string
  /** Shows what a thread is on. */
  onShow: (thread: ThreadView) => void
  onClose?: () => void
  /** How to begin a thread here, in a sentence. */
  how: string
}): JSX.Element {
  const { comments } = props
  const [filter, setFilter] = createSignal<Filter>('open')
  const [search, setSearch] = createSignal('')
  let list: HTMLDivElement | undefined

  const isIn = (thread: ThreadView): boolean => {
    switch (filter()) {
      case 'open':
        return thread.resolved === null
      case 'resolved':
        return thread.resolved !== null
      case 'mentions':
        return thread.mentionsMe
      case 'unread':
        // What one is reading stays until one goes on.
        return thread.unread || thread.id === comments.open()
    }
  }
  const shown = createMemo(() => {
    const words = search().trim().toLowerCase()
    return comments
      .threads()
      .filter(
        (thread) =>
          isIn(thread) &&
          (words === '' ||
            placeTitle(thread).toLowerCase().includes(words) ||
            thread.comments.some(
              ({ body, author, deletedAt }) =>
                deletedAt === null &&
                (body.toLowerCase().includes(words) || author.name.toLowerCase().includes(words)),
            )),
      )
  })
  const ids = createMemo(() => shown().map(({ id }) => id))
  const threadOf = createMemo(() => new Map(comments.threads().map((one) => [one.id, one])))

  // What is opened from elsewhere shows, whatever was chosen here.
  createEffect(
    on([comments.open, () => threadOf().has(comments.open() ?? '')], ([id, isThere]) => {
      const thread = id === null || !isThere ? undefined : threadOf().get(id)
      if (!thread) return
      if (!isIn(thread)) setFilter(thread.resolved ? 'resolved' : 'open')
      if (!ids().includes(thread.id)) setSearch('')
      queueMicrotask(() =>
        list
          ?.querySelector(`[data-thread="${CSS.escape(thread.id)}"]`)
          ?.scrollIntoView({ block: 'nearest' }),
      )
    }),
  )
  // What is open is read as it stands here.
  createEffect(() => {
    const id = comments.open()
    if (id !== null && threadOf().get(id)?.unread && document.visibilityState === 'visible')
      comments.see([id])
  })
  const draftAbout = () => {
    const draft = comments.draft()
    return (
      draft && { target: draft.anchor.target, was: draft.anchor.about, gone: false, stand: null }
    )
  }
  const toggle = (thread: ThreadView) => {
    if (comments.open() === thread.id) comments.setOpen(null)
    else {
      comments.setOpen(thread.id)
      props.onShow(thread)
    }
  }

  return (
    <section class={styles.panel} aria-label="Comments">
      <header class={styles.head}>
        <h2>Comments</h2>
        <span class={styles.headTools}>
          <Show when={comments.unread() > 0}>
            <Button
              size="small"
              variant="quiet"
              onClick={() => comments.see(comments.threads().map(({ id }) => id))}
            >
              Mark all as read
            </Button>
          </Show>
          <Show when={comments.mayComment()}>
            <IconButton
              size="small"
              icon="plus"
              label={comments.picking() ? 'Stop choosing (Escape)' : 'New comment (C)'}
              pressed={comments.picking()}
              onClick={() => comments.setPicking(!comments.picking())}
            />
          </Show>
          <Show when={props.onClose}>
            {(close) => (
              <IconButton
                size="small"
                icon="close"
                label="Hide comments"
                onClick={() => close()()}
              />
            )}
          </Show>
        </span>
      </header>
      <div class={styles.tools}>
        <Segmented<Filter>
          label="Show"
          value={filter()}
          onChange={setFilter}
          options={[
            { value: 'open', label: 'Open' },
            { value: 'resolved', label: 'Resolved' },
            { value: 'mentions', label: 'Mentions me' },
            {
              value: 'unread',
              label: comments.unread() > 0 ? `Unread ${comments.unread()}` : 'Unread',
            },
          ]}
        />
        <SearchBox label="Search comments" value={search()} onInput={setSearch} />
      </div>
      <Show when={comments.waiting()}>
        <p class={styles.offline} role="status">
          No connection. What you write is kept on this device and posted when it is back.
        </p>
      </Show>
      <div class={styles.list} ref={list}>
        <Show when={draftAbout()} keyed>
          {(about) => (
            <section class={styles.thread} data-open="true" aria-label="New comment">
              <div class={styles.about}>
                <span class={styles.placeWords}>
                  <bdi class={styles.placeTitle}>{placeTitle(about)}</bdi>
                  <bdi class={styles.placeDetail}>{placeDetail(about)}</bdi>
                </span>
              </div>
              <Composer
                label="Comment"
                placeholder="Write a comment. @ mentions somebody."
                post="Comment"
                people={comments.people()}
                onWriting={() => void comments.askPeople()}
                autofocus
                onCancel={comments.dropDraft}
                onPost={comments.post}
              />
            </section>
          )}
        </Show>
        <For each={ids()}>
          {(id) => (
            <Show when={threadOf().get(id)}>
              {(thread) => (
                <ThreadCard
                  comments={comments}
                  thread={thread()}
                  link={props.linkTo(id)}
                  onOpen={() => toggle(thread())}
                />
              )}
            </Show>
          )}
        </For>
        <Show when={ids().length === 0 && !comments.draft()}>
          <Switch>
            <Match when={comments.state() === 'loading'}>
              <div class={styles.nothing} aria-busy="true">
                <Skeleton width="60%" />
                <Skeleton width="85%" />
              </div>
            </Match>
            <Match when={comments.state() === 'failed'}>
              <div class={styles.nothing}>
                <p role="alert">{comments.problem()}</p>
                <Button size="small" onClick={() => void comments.reload()}>
                  Try again
                </Button>
              </div>
            </Match>
            <Match when={search().trim() !== ''}>
              <p class={styles.nothing}>No comment here has these words.</p>
            </Match>
            <Match when={true}>
              <p class={styles.nothing}>{emptyWords[filter()](props.how)}</p>
            </Match>
          </Switch>
        </Show>
      </div>
    </section>
  )
}

const emptyWords: Record<Filter, (how: string) => string> = {
  open: (how) => `Nothing to talk about yet. ${how}`,
  resolved: () => 'Nothing is resolved yet.',
  mentions: () => 'Nobody has mentioned you here.',
  unread: () => 'You have read everything.',
}
