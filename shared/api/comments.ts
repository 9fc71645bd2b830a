/** Comments on a flow, and what members are told of them. */
import { utf8Length } from '../flow/position.ts'
import { z } from '../zod.ts'

/** A comment holds at most this many bytes of UTF-8. */
export const commentMaxBytes = 8 * 1024
/** Threads a flow, and comments a thread, at most. */
export const threadsMax = 2000
export const commentsMax = 500

const Id = z.uuid()

/** One character of a room's text, as Yjs numbers it. */
const Character = z.object({
  client: z.int().min(0),
  clock: z.int().min(0),
})

const words = (max: number) => z.string().max(max)

/** Where a thread begins: characters of the version's room, and what they are to whoever does not find them. */
export const NewAnchor = z.object({
  target: z.enum(['screen', 'component', 'text']),
  start: Character,
  end: Character,
  about: z.object({
    screen: words(200),
    kind: words(100),
    name: words(200),
    label: words(200),
    path: words(1000),
    print: words(60),
    excerpt: words(400),
    before: words(60),
    behind: words(60),
  }),
})
export type NewAnchor = z.infer<typeof NewAnchor>

const body = z
  .string()
  .trim()
  .min(1, 'Write something first.')
  .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), { message: 'Write something first.' })
  .refine((text) => utf8Length(text) <= commentMaxBytes, {
    message: `At most ${commentMaxBytes} bytes (8 KB).`,
  })

/** Ids of members; each is named in the body as `@Name`. */
const mentions = z.array(z.string().max(100)).max(50)

/** Body of `comments.reply`. The id is the client's: sent again, it is the same comment. */
export const NewComment = z.object({ id: Id, body, mentions })
export type NewComment = z.infer<typeof NewComment>

/** Body of `comments.start`. */
export const NewThread = z.object({
  id: Id,
  publicId: z.string(),
  anchor: NewAnchor,
  comment: NewComment,
})
export type NewThread = z.infer<typeof NewThread>

/** Body of `comments.edit`: other words, or deleted, or that taken back. */
export const ChangeComment = z.union([
  z.object({ body, mentions }),
  z.object({ deleted: z.boolean() }),
])
export type ChangeComment = z.infer<typeof ChangeComment>

/** Body of `comments.resolve`. */
export const ResolveThread = z.object({ resolved: z.boolean() })

/** Body of `comments.read`: up to when each thread was seen, in milliseconds. */
export const ReadThreads = z.object({
  threads: z.array(z.object({ id: Id, at: z.int().min(0) })).max(500),
})

export const Author = z.object({
  kind: z.enum(['user', 'guest']),
  id: z.string(),
  name: z.string(),
})
export type Author = z.infer<typeof Author>

export const Comment = z.object({
  id: z.string(),
  author: Author,
  /** Empty once deleted. */
  body: z.string(),
  mentions: z.array(z.object({ id: z.string(), name: z.string() })),
  createdAt: z.number(),
  editedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
})
export type Comment = z.infer<typeof Comment>

const Was = z.object({
  screen: z.string(),
  kind: z.string(),
  name: z.string(),
  label: z.string(),
  path: z.string(),
  excerpt: z.string(),
})

export const Thread = z.object({
  id: z.string(),
  target: z.enum(['screen', 'component', 'text']),
  /** What it was begun on. */
  was: Was,
  createdAt: z.number(),
  resolved: z.object({ at: z.number(), name: z.string() }).nullable(),
  /** Oldest first. All deleted: the thread is shown to nobody. */
  comments: z.array(Comment),
})
export type Thread = z.infer<typeof Thread>

export const ThreadPlace = z.object({
  target: z.enum(['screen', 'component', 'text']),
  start: Character,
  end: Character,
  gone: z.boolean(),
  was: Was,
})

/** Reply of `comments.list`: with `?after=` only the threads that changed since that revision. */
export const Threads = z.object({
  threads: z.array(Thread),
  revision: z.number(),
  /** Up to when the asker has seen each thread. */
  seen: z.record(z.string(), z.number()),
  /** Where threads stand in the version of `?room=`; empty while that cannot be known. */
  places: z.record(z.string(), ThreadPlace),
  me: Author,
  /** Whether the asker resolves other people's threads too. */
  resolvesAll: z.boolean(),
})
export type Threads = z.infer<typeof Threads>

/** Reply of `comments.people`. */
export const People = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type People = z.infer<typeof People>

export const Notification = z.object({
  id: z.string(),
  kind: z.enum(['mention', 'reply']),
  by: Author,
  /** The beginning of the comment. */
  excerpt: z.string(),
  flowName: z.string(),
  /** The flow's newest version, where the thread is opened. */
  publicId: z.string(),
  threadId: z.string(),
  createdAt: z.number(),
  read: z.boolean(),
})
export type Notification = z.infer<typeof Notification>

/** Reply of `notifications.list`: the newest hundred, newest first, and how many of all are unread. */
export const Notifications = z.object({
  notifications: z.array(Notification),
  unread: z.number(),
})
export type Notifications = z.infer<typeof Notifications>

/** Body of `notifications.read`: some, or all. */
export const ReadNotifications = z.object({
  ids: z.union([z.literal('all'), z.array(z.string().max(100)).max(200)]),
})
