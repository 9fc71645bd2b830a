/** Live lists of one workspace: tells open pages which list changed, and knows who is in which flow right now. */
import { DurableObject } from 'cloudflare:workers'
import type { FeedMessage, Topic } from '../../shared/api/feed.ts'
import type { Person } from '../../shared/collab/presence.ts'
import { createDb } from '../db/client.ts'
import { touchDraft } from '../db/touch.ts'
import type { Env } from '../env.ts'
import { answerGoodbye } from '../goodbye.ts'
import type { FlowRoom } from '../room/flow-room.ts'

export class WorkspaceFeed extends DurableObject<Env> {
  /** Versions whose people this instance has heard of from the room itself: what an earlier one wrote may be stale. */
  readonly #heard = new Set<string>()

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.storage.sql.exec(
      'create table if not exists here (public_id text primary key, people text not null, at integer not null)',
    )
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** An open page joins; the Worker has checked who it is. The tag closes it when that person's rights change. */
  override async fetch(request: Request): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server, [request.headers.get('x-actor') ?? ''])
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Whoever shows one of these lists looks again. */
  announce(topics: Topic[]): void {
    const message = JSON.stringify({ type: 'changed', topics } satisfies FeedMessage)
    for (const socket of this.ctx.getWebSockets()) {
      try {
        socket.send(message)
      } catch {
        // A socket that is closing misses nothing: its page looks again when it returns.
      }
    }
  }

  /** The people in a version's room, as the room says whenever that changes. */
  here(publicId: string, people: Person[]): void {
    this.#note(publicId, people)
    this.announce(['flows', `flow:${publicId}`])
  }

  #note(publicId: string, people: Person[]): void {
    this.#heard.add(publicId)
    if (people.length === 0)
      this.ctx.storage.sql.exec('delete from here where public_id = ?', publicId)
    else {
      this.ctx.storage.sql.exec(
        'insert or replace into here (public_id, people, at) values (?, ?, ?)',
        publicId,
        JSON.stringify(people),
        Date.now(),
      )
    }
  }

  /** A draft's text changed, as its room says from time to time. */
  async edited(publicId: string, at: number): Promise<void> {
    await touchDraft(createDb(this.env.DB), publicId, at)
    this.announce(['flows'])
  }

  /** Who is where, by public id. After a crash the rooms are asked: nobody is shown where nobody is. */
  async everyone(workspaceId: string): Promise<Record<string, Person[]>> {
    const unheard = this.#rows().filter(({ publicId }) => !this.#heard.has(publicId))
    await Promise.all(
      unheard.map(async ({ publicId }) => {
        const people = await this.#room(workspaceId, publicId).people()
        if (!this.#heard.has(publicId)) this.#note(publicId, people)
      }),
    )
    return Object.fromEntries(this.#rows().map(({ publicId, people }) => [publicId, people]))
  }

  #rows(): { publicId: string; people: Person[] }[] {
    const rows = this.ctx.storage.sql.exec<{ public_id: string; people: string }>(
      'select public_id, people from here',
    )
    return [...rows].map((row) => ({ publicId: row.public_id, people: JSON.parse(row.people) }))
  }

  /** Closes one member's pages and their seats in rooms: they come back with the rights they then have. */
  async revoke(workspaceId: string, actorId: string): Promise<void> {
    for (const socket of this.ctx.getWebSockets(actorId)) socket.close(1012, 'rights changed')
    const here = Object.entries(await this.everyone(workspaceId))
    await Promise.all(
      here
        .filter(([, people]) => people.some((person) => person.id === actorId))
        .map(([publicId]) => this.#room(workspaceId, publicId).revoke({ actorId })),
    )
  }

  #room(workspaceId: string, publicId: string): DurableObjectStub<FlowRoom> {
    return this.env.ROOMS.get(this.env.ROOMS.idFromName(`${workspaceId}:${publicId}`))
  }

  override webSocketMessage(): void {}

  override webSocketClose(socket: WebSocket, code: number): void {
    answerGoodbye(socket, code)
  }
}

/** The feed of a workspace. */
export const feedOf = (env: Env, workspaceId: string): DurableObjectStub<WorkspaceFeed> =>
  env.FEEDS.get(env.FEEDS.idFromName(workspaceId))

/** Tells open pages to look again; never fails the work that changed the list. */
export async function announce(env: Env, workspaceId: string, topics: Topic[]): Promise<void> {
  await feedOf(env, workspaceId)
    .announce(topics)
    .catch((error: unknown) => console.error(`feed ${workspaceId}: ${String(error)}`))
}
