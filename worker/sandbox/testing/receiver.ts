/** For tests: a receiver of webhooks at https://receiver.test, with answers and a memory of its own. */

export type Change = { field: string; value: Record<string, unknown> }
type Call = { method: string; url: URL; headers: Headers; text: string }
type Answer = (call: Call) => Response | Promise<Response>

const receivers = new Map<string, Receiver>()
const network = globalThis.fetch
// The objects under test run in this same isolate, so their way out is this one.
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const url = new URL(request.url)
  if (url.hostname !== 'receiver.test') return network(input, init)
  const receiver = receivers.get(url.pathname)
  if (!receiver) return new Response('nobody here', { status: 404 })
  return receiver.take({
    method: request.method,
    url,
    headers: request.headers,
    text: await request.text(),
  })
}

export class Receiver {
  readonly url: string
  readonly calls: Call[] = []
  readonly changes: Change[] = []
  /** What to answer to a POST; 200 unless set. */
  answer: Answer = () => new Response('ok')
  /** What to answer to the handshake; the challenge where the token fits, unless set. */
  handshake: Answer

  constructor(name: string, verifyToken: string) {
    const path = `/${name}`
    this.url = `https://receiver.test${path}`
    this.handshake = ({ url }) =>
      url.searchParams.get('hub.verify_token') === verifyToken
        ? new Response(url.searchParams.get('hub.challenge'))
        : new Response('no', { status: 403 })
    receivers.set(path, this)
  }

  get posts(): Call[] {
    return this.calls.filter(({ method }) => method === 'POST')
  }

  async take(call: Call): Promise<Response> {
    const reply = await (call.method === 'GET' ? this.handshake(call) : this.answer(call))
    this.calls.push(call)
    if (call.method === 'POST' && reply.ok) {
      this.changes.push(...JSON.parse(call.text).entry[0].changes)
    }
    return reply
  }

  /**
   * Waits until something is true of what came in; returns it. It looks again and again, because a promise resolved
   * by a call from a Durable Object would carry the test over into that object's own context.
   */
  async until<T>(find: (receiver: this) => T | undefined | false): Promise<T> {
    for (;;) {
      const found = find(this)
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  /** All changes of a field so far. */
  of(field: string): Record<string, unknown>[] {
    return this.changes.filter((change) => change.field === field).map(({ value }) => value)
  }

  /** All statuses so far, in order of arrival. */
  statuses(id?: string): Record<string, unknown>[] {
    return this.of('messages')
      .flatMap((value) => (value.statuses ?? []) as Record<string, unknown>[])
      .filter((status) => id === undefined || status.id === id)
  }

  /** All messages from phones so far. */
  messages(): Record<string, unknown>[] {
    return this.of('messages').flatMap(
      (value) => (value.messages ?? []) as Record<string, unknown>[],
    )
  }
}
