/** Daily copies of a draft's room over HTTP: which there are, and what came of putting one back. */
import { z } from '../zod.ts'

/** A copy: the day it is of (UTC, 2026-11-26), when it was made, and its size in bytes. */
export const RoomCopy = z.object({ day: z.string(), at: z.number(), size: z.number() })
export type RoomCopy = z.infer<typeof RoomCopy>

/** Reply of `copies.list`, newest first. */
export const RoomCopies = z.object({ copies: z.array(RoomCopy).readonly() })
export type RoomCopies = z.infer<typeof RoomCopies>

/** Reply of `copies.restore`: an edit like any other, or a room made anew because what it held could not be read. */
export const CopyRestored = z.object({ how: z.enum(['edited', 'rebuilt']) })
export type CopyRestored = z.infer<typeof CopyRestored>
