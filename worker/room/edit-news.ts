/** Tells the workspace's feed that the text changed: at the first edit, then at most every few seconds, and at the end. */
import type { Admission } from './admission.ts'

/** What the feed offers a room for this. */
export type EditDoor = { edited(publicId: string, at: number): Promise<void> }

const pauseMs = 15_000

export class EditNews {
  /** A fresh door for each call: a stub that threw once stays broken. */
  readonly #door: (workspaceId: string) => EditDoor
  #toldAt = 0
  #untold: { admission: Admission; at: number } | null = null

  constructor(door: (workspaceId: string) => EditDoor) {
    this.#door = door
  }

  /** Somebody's edit is stored. No timer waits for the next word: the next edit or departure brings it. */
  stored(admission: Admission, at: number): void {
    this.#untold = { admission, at }
    if (at - this.#toldAt >= pauseMs) this.tell()
  }

  /** Says what was not said yet. */
  tell(): void {
    if (!this.#untold) return
    const { admission, at } = this.#untold
    this.#untold = null
    this.#toldAt = at
    void this.#say(admission, at)
  }

  async #say({ workspaceId, publicId }: Admission, at: number): Promise<void> {
    try {
      await this.#door(workspaceId).edited(publicId, at)
    } catch (error) {
      // A list with an older time is no reason to trouble the room; the next edit mends it.
      console.warn(`edit of ${publicId} not told: ${String(error)}`)
    }
  }
}
