/** The bench's Worker: our room beside two relays that only pass frames on, all in one runtime. */
import { DurableObject } from 'cloudflare:workers'
import { type Admission, admissionHeader, roomName } from '../../../worker/room/admission.ts'
import { FlowRoom } from '../../../worker/room/flow-room.ts'

export { FlowRoom }

/** Takes the word of rooms about their people, and drops it: what the feed does is not measured here. */
export class Feed extends DurableObject {
  async here(): Promise<void> {}
  async edited(): Promise<void> {}
}

/** The least a shared room can do: every frame to everybody else. */
export class Relay extends DurableObject {
  override async fetch(): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  override webSocketMessage(from: WebSocket, data: ArrayBuffer | string): void {
    for (const socket of this.ctx.getWebSockets()) if (socket !== from) socket.send(data)
  }
}

/** The same, durable first: one row a frame. */
export class StoringRelay extends Relay {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env)
    ctx.storage.sql.exec('create table if not exists log (seq integer primary key, data blob)')
  }

  override webSocketMessage(from: WebSocket, data: ArrayBuffer | string): void {
    this.ctx.storage.sql.exec('insert into log (data) values (?)', data)
    super.webSocketMessage(from, data)
  }
}

/** Rooms given their first text: in the product that comes before anybody joins. */
const made = new Set<string>()

type BenchEnv = Record<'ROOMS' | 'RELAYS' | 'STORING_RELAYS', DurableObjectNamespace<FlowRoom>>

/** `/{room|relay|storing-relay}/{id}`: whoever connects to a room is `?actor=`, and may write without `?read=1`. */
export default {
  async fetch(request: Request, env: BenchEnv): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    const [, kind, publicId = ''] = pathname.split('/')
    const actor = searchParams.get('actor') ?? 'bench'
    if (kind === 'relay') return env.RELAYS.get(env.RELAYS.idFromName(publicId)).fetch(request)
    if (kind === 'storing-relay') {
      return env.STORING_RELAYS.get(env.STORING_RELAYS.idFromName(publicId)).fetch(request)
    }
    const room = env.ROOMS.get(env.ROOMS.idFromName(roomName('bench', publicId)))
    if (!made.has(publicId)) await room.create('')
    made.add(publicId)
    const admission: Admission = {
      workspaceId: 'bench',
      publicId,
      actor: { kind: 'key', id: actor, name: actor },
      write: !searchParams.has('read'),
    }
    const headers = new Headers(request.headers)
    headers.set(admissionHeader, JSON.stringify(admission))
    return room.fetch(new Request(request, { headers }))
  },
}
