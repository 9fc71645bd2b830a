/**
 * The comments of a flow as one page works with them: what stands on the server and what is on its way there, where each
 * thread stands, what is open. Needs a room and nothing of the page around it.
 */
import {
  type Accessor,
  batch,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
} from 'solid-js'
import {
  type Author,
  type Comment,
  type NewAnchor,
  People,
  type Thread,
  Threads,
} from '../../../shared/api/comments.ts'
import {
  type Anchor,
  anchorAt,
  anchorOn,
  type Place,
  placeOf,
  type Stretch,
} from '../../../shared/collab/anchors.ts'
import { imageOf } from '../../../shared/collab/moves.ts'
import type { Flow } from '../../../shared/flow/flow.ts'
import { onBack } from '../../api/connection.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import type { Room } from '../../collab/room.ts'
import { toast } from '../../ui/toast.tsx'
import { createOutbox, sendTask, type Task, withTasks, wordsOf } from './outbox.ts'
import { type Stand, standsIn } from './stands.ts'

/** A thread as a page shows it. */
export type ThreadView = Thread & {
  /** What it is on now, or was on. */
  was: Thread['was']
  /** What it is on was deleted. */
  gone: boolean
  stand: Stand | null
  unread: boolean
  mentionsMe: boolean
  /** Written here and not taken by the server yet. */
  waiting: boolean
}

/** A thread that is about to be begun. */
export type Draft = { anchor: Anchor }

/** A pin: how many threads stand at a path, in the words of whoever reads it aloud. */
export type Mark = { path: string; count: number; unread: boolean; label: string }

export type Comments = ReturnType<typeof createComments>

/** Milliseconds until what could not be sent is tried again. */
const AGAIN_MS = 5000

const NOWHERE: ReadonlyMap<string, Stand> = new Map()

export function createComments(options: {
  workspaceId: string
  flowId: string
  publicId: string
  room: Room
  /** What was last read out of the room's text. */
  reading: Accessor<{ text: string; flow: Flow | null }>
  mayComment: Accessor<boolean>
}) {
  const { workspaceId, flowId, publicId, room } = options
  const which = { workspaceId, flowId }
  const [server, setServer] = createSignal<ReadonlyMap<string, Thread>>(new Map())
  const [places, setPlaces] = createSignal<ReadonlyMap<string, Place>>(new Map())
  const [seen, setSeen] = createSignal<Readonly<Record<string, number>>>({})
  const [me, setMe] = createSignal<Author | null>(null)
  const [resolvesAll, setResolvesAll] = createSignal(false)
  const [people, setPeople] = createSignal<People['people']>([])
  const [state, setState] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  const [problem, setProblem] = createSignal<string | null>(null)
  const [open, setOpen] = createSignal<string | null>(null)
  const [draft, setDraft] = createSignal<Draft | null>(null)
  const [picking, setPicking] = createSignal(false)
  /** What was to be sent could not be; it is tried again. */
  const [isStuck, setStuck] = createSignal(false)
  const outbox = createOutbox(flowId)
  let revision = 0
  let gone = false
  onCleanup(() => {
    gone = true
    clearTimeout(againTimer)
    clearTimeout(hearTimer)
  })

  // --- What the server has

  let loading: Promise<void> | null = null
  let wanted = false
  /** Asks for what changed. Asked for again meanwhile, it asks once more. */
  function reload(): Promise<void> {
    wanted = true
    loading ??= (async () => {
      while (wanted && !gone) {
        wanted = false
        await fetchNews()
      }
      loading = null
    })()
    return loading
  }
  async function fetchNews(): Promise<void> {
    try {
      const news = await request('comments.list', which, {
        query: { room: publicId, after: revision },
        reply: Threads,
      })
      if (gone) return
      revision = news.revision
      batch(() => {
        if (news.threads.length > 0)
          setServer((before) => {
            const next = new Map(before)
            for (const thread of news.threads) next.set(thread.id, thread)
            return next
          })
        setPlaces(new Map(Object.entries(news.places)))
        setSeen(news.seen)
        setMe((before) => (before?.id === news.me.id ? before : news.me))
        setResolvesAll(news.resolvesAll)
        outbox.belongTo(news.me.id)
        setState('ready')
        setProblem(null)
      })
      void flush()
    } catch (error) {
      if (gone) return
      if (untrack(state) !== 'ready') setState('failed')
      setProblem(wordsFor(error))
      if (isPassing(error)) later()
    }
  }
  let againTimer: ReturnType<typeof setTimeout> | undefined
  const later = () => {
    clearTimeout(againTimer)
    againTimer = setTimeout(() => void reload(), AGAIN_MS)
  }
  let hearTimer: ReturnType<typeof setTimeout> | undefined
  onCleanup(
    room.onComments((news) => {
      if (news.places) {
        const moved = Object.entries(news.places)
        setPlaces((before) => new Map([...before, ...moved]))
      }
      if (news.written) {
        clearTimeout(hearTimer)
        hearTimer = setTimeout(() => void reload(), 20)
      }
    }),
  )
  onCleanup(
    room.onOwnMoves((moves) =>
      setPlaces((before) => {
        const next = new Map(before)
        for (const [thread, place] of before) {
          const start = imageOf(place.start, moves)
          const end = imageOf(place.end, moves)
          if (start || end)
            next.set(thread, { ...place, start: start ?? place.start, end: end ?? place.end })
        }
        return next
      }),
    ),
  )
  onCleanup(onBack(() => void reload()))
  // What was said while the room was out of reach was not heard.
  createEffect(
    on(room.status, (now, before) => {
      if (before === 'offline' && now !== 'offline') void reload()
    }),
  )
  void reload()

  // --- What is on its way there

  let flushing = false
  async function flush(): Promise<void> {
    if (flushing) return
    flushing = true
    try {
      for (let task = outbox.tasks()[0]; task && !gone; task = outbox.tasks()[0]) {
        try {
          await sendTask(which, task)
        } catch (error) {
          if (isPassing(error)) {
            setStuck(true)
            later()
            return
          }
          setStuck(false)
          outbox.drop(task)
          explain(task, error)
          continue
        }
        setStuck(false)
        // Shown as written until it comes back as taken.
        await reload()
        outbox.drop(task)
      }
    } finally {
      flushing = false
    }
  }
  const explain = (task: Task, error: unknown) => {
    const words = wordsOf(task)
    toast({
      tone: 'bad',
      title: words === null ? 'Not changed' : 'Comment not posted',
      detail: `${wordsFor(error)} It is as it was before.`,
      ...(words === null
        ? {}
        : {
            action: {
              label: 'Copy my words',
              onSelect: () => void navigator.clipboard.writeText(words).catch(() => undefined),
            },
          }),
    })
  }
  const hand = (task: Task) => {
    outbox.add(task)
    void flush()
  }

  // --- What shows

  const all = createMemo(() => {
    const own = me()
    const taken = [...server().values()]
    const threads = own ? withTasks(taken, outbox.tasks(), own, people()) : taken
    return threads.filter(({ comments }) => comments.some(({ deletedAt }) => deletedAt === null))
  })
  const allPlaces = createMemo(() => {
    const own = new Map<string, Place>()
    for (const task of outbox.tasks())
      if (task.kind === 'start')
        own.set(task.thread.id, placeOf({ ...task.thread.anchor, gone: false, others: [] }))
    return own.size === 0 ? places() : new Map([...own, ...places()])
  })
  const stands = createMemo<ReadonlyMap<string, Stand>>((last) => {
    const { text, flow } = options.reading()
    const known = allPlaces()
    // The same each time: who has no comments pays nothing at a key.
    if (known.size === 0) return NOWHERE
    // Between a change and its reading the paths that are known are those of the text before.
    if (room.text.length !== text.length || room.text.toString() !== text) return last
    return standsIn(room.text, flow, known)
  }, NOWHERE)
  const threads = createMemo<ThreadView[]>(() => {
    const own = me()
    const waiting = new Set(
      outbox.tasks().map((task) => (task.kind === 'start' ? task.thread.id : task.threadId)),
    )
    return all()
      .map((thread): ThreadView => {
        const place = allPlaces().get(thread.id)
        const until = seen()[thread.id] ?? 0
        const isNews = ({ author, createdAt, deletedAt }: Comment) =>
          author.id !== own?.id && createdAt > until && deletedAt === null
        return {
          ...thread,
          was: place?.was ?? thread.was,
          gone: place?.gone ?? false,
          stand: stands().get(thread.id) ?? null,
          unread: thread.comments.some(isNews),
          mentionsMe: thread.comments.some(({ mentions }) =>
            mentions.some(({ id }) => id === own?.id),
          ),
          waiting: isStuck() && waiting.has(thread.id),
        }
      })
      .sort((a, b) => lastOf(b) - lastOf(a))
  })
  const marks = createMemo(() => marksOf(threads()))

  // --- What one does

  const mine = (body: string, mentions: string[]) => ({ id: crypto.randomUUID(), body, mentions })

  let asked = false
  return {
    threads,
    /** Pins of the threads that are open, by path. */
    marks,
    state,
    problem,
    me,
    resolvesAll,
    mayComment: options.mayComment,
    unread: createMemo(() => threads().filter(({ unread }) => unread).length),
    /** Whether something waits for a connection. */
    waiting: createMemo(() => isStuck() && outbox.tasks().length > 0),
    reload,
    /** The thread that is open; null for none. */
    open,
    setOpen: (id: string | null) => {
      setDraft(null)
      setOpen(id)
    },
    /** Opens what stands at a path: its newest thread. */
    openAt(path: string) {
      const found = threads().find(({ stand, resolved }) => stand?.path === path && !resolved)
      if (!found) return
      setDraft(null)
      setOpen(found.id)
    },
    /** Comment mode: the next thing that is clicked is commented on. */
    picking,
    setPicking,
    draft,
    /** Begins a thread at a screen or component. False where the text has none there just now. */
    startThreadAt(path: string): boolean {
      const anchor = anchorAt(room.text, path)
      return begin(anchor)
    },
    /** Begins a thread on a stretch of the text. */
    startThreadOn: (stretch: Stretch): boolean => begin(anchorOn(room.text, stretch)),
    dropDraft: () => setDraft(null),
    /** Posts the thread that was begun. */
    post(body: string, mentions: string[]) {
      const begun = draft()
      if (!begun) return
      const { target, start, end, about } = begun.anchor
      const anchor: NewAnchor = { target, start, end, about }
      const id = crypto.randomUUID()
      const comment = mine(body, mentions)
      hand({ kind: 'start', at: Date.now(), thread: { id, publicId, anchor, comment } })
      batch(() => {
        setDraft(null)
        setOpen(id)
      })
    },
    reply: (threadId: string, body: string, mentions: string[]) =>
      hand({ kind: 'reply', at: Date.now(), threadId, comment: mine(body, mentions) }),
    edit: (threadId: string, commentId: string, body: string, mentions: string[]) =>
      hand({ kind: 'change', at: Date.now(), threadId, commentId, change: { body, mentions } }),
    remove(threadId: string, commentId: string) {
      const change = (deleted: boolean) =>
        hand({ kind: 'change', at: Date.now(), threadId, commentId, change: { deleted } })
      change(true)
      toast({
        title: 'Comment deleted',
        action: { label: 'Undo', onSelect: () => change(false) },
      })
    },
    resolve(threadId: string, resolved: boolean) {
      const change = (to: boolean) =>
        hand({ kind: 'resolve', at: Date.now(), threadId, resolved: to })
      change(resolved)
      if (!resolved) return
      if (open() === threadId) setOpen(null)
      toast({ title: 'Resolved', action: { label: 'Undo', onSelect: () => change(false) } })
    },
    /** Everything in these threads was seen, now. */
    see(ids: readonly string[]) {
      const news = threads().filter(({ id, unread }) => unread && ids.includes(id))
      if (news.length === 0) return
      const read = news.map((thread) => ({ id: thread.id, at: lastOf(thread) }))
      setSeen((before) => ({
        ...before,
        ...Object.fromEntries(read.map(({ id, at }) => [id, at])),
      }))
      // A mark that gets lost costs a look; the next page tells it again.
      request('comments.read', which, { body: { threads: read } }).catch(() => undefined)
    },
    people,
    /** Asks, once, who can be mentioned. */
    async askPeople() {
      if (asked) return
      asked = true
      try {
        setPeople((await request('comments.people', which, { reply: People })).people)
      } catch {
        asked = false
      }
    },
  }

  function begin(anchor: Anchor | null): boolean {
    if (!anchor || !options.mayComment()) return false
    batch(() => {
      setPicking(false)
      setOpen(null)
      setDraft({ anchor })
    })
    return true
  }
}

/** When the newest comment was written. */
const lastOf = ({ comments, createdAt }: Thread): number =>
  comments.reduce((most, one) => Math.max(most, one.createdAt), createdAt)

/** What may pass by itself: no connection, a server in trouble, too much at once, a sign-in that ran out. */
const isPassing = (error: unknown): boolean =>
  isProblem(error) &&
  (error.status === 0 || error.status >= 500 || error.status === 429 || error.status === 401)

/** One pin for each path at which threads are open. */
export function marksOf(threads: readonly ThreadView[]): Mark[] {
  const marks = new Map<string, Mark>()
  for (const { stand, resolved, unread } of threads) {
    const path = stand?.path
    if (!path || resolved) continue
    const before = marks.get(path)
    const count = (before?.count ?? 0) + 1
    const isUnread = unread || (before?.unread ?? false)
    marks.set(path, {
      path,
      count,
      unread: isUnread,
      label: `${count === 1 ? '1 comment thread' : `${count} comment threads`}${isUnread ? ', unread' : ''}`,
    })
  }
  return [...marks.values()]
}
