/** One thread: what it is on, what was said, and, while it is open, the answer that one writes. */
import { createSignal, For, type JSX, Show } from 'solid-js'
import type { Comment } from '../../../shared/api/comments.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuEntry } from '../../ui/menu.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { CommentBody } from './comment-body.tsx'
import styles from './comments.module.css'
import type { Comments, ThreadView } from './comments.ts'
import { Composer } from './composer.tsx'
import { Face } from './face.tsx'
import { placeDetail, placeTitle } from './place-words.ts'

export function ThreadCard(props: {
  comments: Comments
  thread: ThreadView
  /** Where the thread can be opened by whoever gets this. */
  link: string
  onOpen: () => void
}): JSX.Element {
  const isOpen = () => props.comments.open() === props.thread.id
  const living = () => props.thread.comments.filter(({ deletedAt }) => deletedAt === null)
  const first = () => living()[0]
  const shown = () => (isOpen() ? living() : living().slice(0, 1))
  const isMine = () =>
    props.comments.resolvesAll() || first()?.author.id === props.comments.me()?.id
  const mayResolve = () => props.comments.mayComment() && isMine()
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(props.link)
      toast({ title: 'Link copied' })
    } catch {
      toast({ title: 'The link could not be copied', detail: props.link })
    }
  }
  return (
    <article
      class={styles.thread}
      data-open={isOpen()}
      data-unread={props.thread.unread}
      data-thread={props.thread.id}
      aria-label={`Comments on ${placeTitle(props.thread)}`}
    >
      <header class={styles.about}>
        <button
          type="button"
          class={styles.place}
          aria-expanded={isOpen()}
          onClick={() => props.onOpen()}
        >
          <Show when={props.thread.unread}>
            <span class={styles.dot} role="img" aria-label="Unread" />
          </Show>
          <span class={styles.placeWords}>
            <bdi class={styles.placeTitle}>{placeTitle(props.thread)}</bdi>
            <Show when={placeDetail(props.thread)}>
              {(words) => (
                <bdi class={styles.placeDetail} data-gone={props.thread.gone}>
                  {words()}
                </bdi>
              )}
            </Show>
          </span>
        </button>
        <Show when={mayResolve()}>
          <IconButton
            size="small"
            icon={props.thread.resolved ? 'undo' : 'check'}
            label={props.thread.resolved ? 'Re-open' : 'Resolve'}
            onClick={() => props.comments.resolve(props.thread.id, props.thread.resolved === null)}
          />
        </Show>
        <IconButton
          size="small"
          icon="link"
          label="Copy link to these comments"
          onClick={() => void copyLink()}
        />
      </header>
      <ol class={styles.said}>
        <For each={shown()}>
          {(comment) => <Said comments={props.comments} thread={props.thread} comment={comment} />}
        </For>
      </ol>
      <Show when={!isOpen() && living().length > 1}>
        <button type="button" class={styles.moreSaid} onClick={() => props.onOpen()}>
          {living().length === 2 ? '1 reply' : `${living().length - 1} replies`}
        </button>
      </Show>
      <Show when={props.thread.resolved}>
        {(resolved) => (
          <p class={styles.resolved}>
            Resolved by <bdi>{resolved().name}</bdi> <Time at={resolved().at} as="relative" />
          </p>
        )}
      </Show>
      <Show when={props.thread.waiting}>
        <p class={styles.waiting} role="status">
          Waiting for the connection. It is kept on this device and sent by itself.
        </p>
      </Show>
      <Show when={isOpen() && props.comments.mayComment()}>
        <Composer
          label="Reply"
          post="Reply"
          people={props.comments.people()}
          onWriting={() => void props.comments.askPeople()}
          onPost={(body, mentions) => props.comments.reply(props.thread.id, body, mentions)}
        />
      </Show>
    </article>
  )
}

function Said(props: { comments: Comments; thread: ThreadView; comment: Comment }): JSX.Element {
  const [editing, setEditing] = createSignal(false)
  const { author } = props.comment
  const isMine = () => author.id === props.comments.me()?.id && props.comments.mayComment()
  const entries = (): MenuEntry[] => [
    { label: 'Edit', icon: 'edit', onSelect: () => setEditing(true) },
    {
      label: 'Delete',
      icon: 'trash',
      tone: 'danger',
      onSelect: () => props.comments.remove(props.thread.id, props.comment.id),
    },
  ]
  return (
    <li class={styles.comment}>
      <Face person={author} size={22} />
      <div class={styles.words}>
        <p class={styles.by}>
          <bdi class={styles.name}>{author.name}</bdi>
          <Show when={author.kind === 'guest'}>
            <span class={styles.guest}>guest</span>
          </Show>
          <span class={styles.when}>
            <Time at={props.comment.createdAt} as="relative" />
            {props.comment.editedAt === null ? '' : ' · edited'}
          </span>
        </p>
        <Show
          when={editing()}
          fallback={<CommentBody body={props.comment.body} mentions={props.comment.mentions} />}
        >
          <Composer
            label="Edit the comment"
            value={props.comment.body}
            post="Save"
            people={props.comments.people()}
            onWriting={() => void props.comments.askPeople()}
            autofocus
            onCancel={() => setEditing(false)}
            onPost={(body, mentions) => {
              setEditing(false)
              props.comments.edit(props.thread.id, props.comment.id, body, mentions)
            }}
          />
        </Show>
      </div>
      <Show when={isMine() && !editing()}>
        <Menu label="More about this comment" entries={entries()} />
      </Show>
    </li>
  )
}
