/** What somebody wrote and the server has not taken yet: shown at once, kept on this device, sent when there is a way. */
import { createSignal } from 'solid-js'
import type {
  Author,
  ChangeComment,
  NewComment,
  NewThread,
  Thread,
} from '../../../shared/api/comments.ts'
import { request } from '../../api/request.ts'

/** One thing to tell the server. Sent twice it is done once: ids are made here. */
export type Task = { at: number } & (
  | { kind: 'start'; thread: NewThread }
  | { kind: 'reply'; threadId: string; comment: NewComment }
  | { kind: 'change'; threadId: string; commentId: string; change: ChangeComment }
  | { kind: 'resolve'; threadId: string; resolved: boolean }
)

type Which = { workspaceId: string; flowId: string }

/** @throws ApiProblem */
export async function sendTask(which: Which, task: Task): Promise<void> {
  switch (task.kind) {
    case 'start':
      await request('comments.start', which, { body: task.thread })
      return
    case 'reply':
      await request('comments.reply', { ...which, threadId: task.threadId }, { body: task.comment })
      return
    case 'change':
      await request(
        'comments.edit',
        { ...which, threadId: task.threadId, commentId: task.commentId },
        { body: task.change },
      )
      return
    case 'resolve':
      await request(
        'comments.resolve',
        { ...which, threadId: task.threadId },
        { body: { resolved: task.resolved } },
      )
  }
}

/** The words of a task, where somebody wrote any. */
export const wordsOf = (task: Task): string | null =>
  task.kind === 'start'
    ? task.thread.comment.body
    : task.kind === 'reply'
      ? task.comment.body
      : task.kind === 'change' && 'body' in task.change
        ? task.change.body
        : null

type People = readonly { id: string; name: string }[]

/** The threads as they are once these tasks are done. */
export function withTasks(
  threads: readonly Thread[],
  tasks: readonly Task[],
  me: Author,
  people: People,
): Thread[] {
  const byId = new Map(threads.map((thread) => [thread.id, thread]))
  const written = ({ id, body, mentions }: NewComment, at: number) => ({
    id,
    author: me,
    body,
    mentions: people.filter((one) => mentions.includes(one.id)),
    createdAt: at,
    editedAt: null,
    deletedAt: null,
  })
  for (const task of tasks) {
    if (task.kind === 'start') {
      const { id, anchor, comment } = task.thread
      if (byId.has(id)) continue
      const { print: _, before: __, behind: ___, ...was } = anchor.about
      byId.set(id, {
        id,
        target: anchor.target,
        was,
        createdAt: task.at,
        resolved: null,
        comments: [written(comment, task.at)],
      })
      continue
    }
    const thread = byId.get(task.threadId)
    if (!thread) continue
    if (task.kind === 'resolve')
      byId.set(thread.id, {
        ...thread,
        resolved: task.resolved ? { at: task.at, name: me.name } : null,
      })
    else if (task.kind === 'reply') {
      if (!thread.comments.some(({ id }) => id === task.comment.id))
        byId.set(thread.id, {
          ...thread,
          comments: [...thread.comments, written(task.comment, task.at)],
        })
    } else {
      const { change } = task
      byId.set(thread.id, {
        ...thread,
        comments: thread.comments.map((one) =>
          one.id !== task.commentId
            ? one
            : 'deleted' in change
              ? { ...one, deletedAt: change.deleted ? task.at : null }
              : {
                  ...one,
                  body: change.body,
                  mentions: people.filter(({ id }) => change.mentions.includes(id)),
                  editedAt: task.at,
                },
        ),
      })
    }
  }
  return [...byId.values()]
}

/** The tasks of one person on one flow. They outlast the page. */
export function createOutbox(flowId: string) {
  const [tasks, setTasks] = createSignal<readonly Task[]>([])
  let key: string | null = null
  const keep = (next: readonly Task[]): void => {
    setTasks(next)
    if (key === null) return
    try {
      if (next.length === 0) localStorage.removeItem(key)
      else localStorage.setItem(key, JSON.stringify(next))
    } catch {
      // Without storage they last as long as the page.
    }
  }
  return {
    tasks,
    add: (task: Task) => keep([...tasks(), task]),
    drop: (task: Task) => keep(tasks().filter((one) => one !== task)),
    /** Says whose they are: what an earlier page of theirs left behind is taken up again, before what was added since. */
    belongTo(authorId: string): void {
      const own = `flowroom.comments.${flowId}.${authorId}`
      if (key === own) return
      const left = key === null ? readTasks(own) : []
      key = own
      keep([...left, ...tasks()])
    },
  }
}

function readTasks(key: string): Task[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept : []
  } catch {
    return []
  }
}
