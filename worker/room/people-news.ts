/** Tells the workspace's feed who is in the room, newest word only, one call at a time. */
import type { PeopleDoor, Person } from '../../shared/collab/presence.ts'

export class PeopleNews {
  /** A fresh door for each call: a stub that threw once stays broken. */
  readonly #door: (workspaceId: string) => PeopleDoor
  #next: { workspaceId: string; publicId: string; people: Person[] } | null = null
  #telling = false

  constructor(door: (workspaceId: string) => PeopleDoor) {
    this.#door = door
  }

  tell(workspaceId: string, publicId: string, people: Person[]): void {
    this.#next = { workspaceId, publicId, people }
    if (!this.#telling) void this.#run()
  }

  async #run(): Promise<void> {
    this.#telling = true
    while (this.#next) {
      const { workspaceId, publicId, people } = this.#next
      this.#next = null
      try {
        await this.#door(workspaceId).here(publicId, people)
      } catch (error) {
        // A list that shows yesterday's people is no reason to trouble the room; the next change mends it.
        console.warn(`people of ${publicId} not told: ${String(error)}`)
      }
    }
    this.#telling = false
  }
}
