/** The saved replies of a flow: used for what is asked now, edited, deleted with a way back. */
import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { SavedReply } from '../../../shared/api/replies.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { bySaved } from '../phone/live/answering.ts'
import type { PreviewRun } from '../phone/live/preview-run.ts'
import { ReplyDialog } from './reply-dialog.tsx'
import type { Replies } from './reply-queries.ts'
import styles from './saved-replies.module.css'

export function SavedReplies(props: {
  flow: Flow
  run: PreviewRun
  replies: Replies
  /** Why they cannot be changed, or null. */
  whyNotSave: string | null
}) {
  const [edited, setEdited] = createSignal<SavedReply | null>(null)
  const list = () => known(props.replies.query)?.replies
  const fits = ({ screen, action }: SavedReply) => {
    const asked = props.run.asked()
    return asked !== null && asked.screen === screen && asked.action === action
  }
  const remove = async (reply: SavedReply) => {
    const { name, screen, action } = reply
    try {
      await props.replies.remove(reply.id)
      toast({
        title: `Deleted “${name}”`,
        action: {
          label: 'Undo',
          onSelect: () =>
            void props.replies
              .create({ name, screen, action, answer: reply.answer as never })
              .catch((refusal) =>
                toast({ tone: 'bad', title: 'Not brought back.', detail: wordsFor(refusal) }),
              ),
        },
      })
    } catch (refusal) {
      toast({ tone: 'bad', title: 'Not deleted.', detail: wordsFor(refusal) })
    }
  }
  return (
    <section class={styles.saved} aria-label="Saved replies">
      <h3>Saved replies</h3>
      <Switch fallback={<SkeletonRows rows={2} />}>
        <Match when={list()?.length === 0}>
          <p class={styles.empty}>
            None yet. While the flow asks, write an answer and save it under a name; everybody who
            works on this flow can use it.
          </p>
        </Match>
        <Match when={list()}>
          {(all) => (
            <ul>
              <For each={all()}>
                {(reply) => (
                  <li class={styles.reply}>
                    <div class={styles.about}>
                      <strong>{reply.name}</strong>
                      <span>
                        {reply.action}
                        {reply.screen ? ` from ${reply.screen}` : ''} → {reply.answer.screen}
                      </span>
                    </div>
                    <Show when={fits(reply)}>
                      <Button
                        size="small"
                        aria-label={`Use ${reply.name}`}
                        onClick={() => props.run.answer(reply.answer, bySaved(reply.name))}
                      >
                        Use
                      </Button>
                    </Show>
                    <IconButton
                      icon="edit"
                      size="small"
                      label={`Edit ${reply.name}`}
                      disabledReason={props.whyNotSave}
                      onClick={() => setEdited(reply)}
                    />
                    <IconButton
                      icon="trash"
                      size="small"
                      label={`Delete ${reply.name}`}
                      disabledReason={props.whyNotSave}
                      onClick={() => void remove(reply)}
                    />
                  </li>
                )}
              </For>
            </ul>
          )}
        </Match>
        <Match when={props.replies.query.isError}>
          <p class={styles.empty} role="alert">
            {wordsFor(props.replies.query.error)}{' '}
            <button type="button" onClick={() => void props.replies.query.refetch()}>
              Try again
            </button>
          </p>
        </Match>
      </Switch>
      <Show when={edited()} keyed>
        {(reply) => (
          <ReplyDialog
            reply={reply}
            flow={props.flow}
            onClose={() => setEdited(null)}
            onSave={(change) => props.replies.change(reply.id, change)}
          />
        )}
      </Show>
    </section>
  )
}
