/** Webhook calls on their way out: kept until answered 2xx, so that neither a restart nor a deaf receiver loses one. */
import { noteCall } from './call-log.ts'
import { countUp } from './counts.ts'
import { nextAttemptAt } from './retry-times.ts'
import { escapeNonAscii, signBody } from './signing.ts'
import type { WebhookChange, World } from './world-context.ts'

const PARALLEL = 4
const TIMEOUT_MS = 10_000
/** While calls are under way the world stays armed, so that it comes back by itself after a kill. */
const WATCH_MS = 2_000

/** The number's own webhooks may go elsewhere than the account's. */
type Scope = 'account' | 'number'

type OutboxRow = {
  id: number
  body: string
  attempts: number
  created_at: number
  scope: Scope
}

export class Outbox {
  readonly #world: World
  /** Calls under way in this instance. After a restart there are none, and their rows are simply due. */
  readonly #underWay = new Set<number>()
  /** The handshake under way, shared by the calls that wait for it. */
  #handshake: Promise<string | undefined> | undefined

  constructor(world: World) {
    this.#world = world
  }

  /** Stores one call. Nothing is stored while no app is subscribed. */
  add(changes: WebhookChange[]): void {
    const world = this.#world
    if (!world.config.subscribed || changes.length === 0) return
    const now = world.now()
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: world.config.wabaId, time: Math.floor(now / 1_000), changes }],
    })
    const { settings } = world
    const scope = changes.every(({ field }) => field === 'messages') ? 'number' : 'account'
    const times = timesToCall(world)
    if (times === 0) {
      noteCall(world, {
        callId: 0,
        url: null,
        attempt: 0,
        result: 'lost',
        body,
      })
      return
    }
    for (let left = times; left > 0; left--) {
      const jitterMs = Math.floor(Math.random() * (settings.webhookJitterMs + 1))
      const firstAt = now + settings.webhookDelayMs + jitterMs
      world.sql.exec(
        'INSERT INTO outbox (body, next_at, created_at, scope) VALUES (?, ?, ?, ?)',
        body,
        firstAt,
        now,
        scope,
      )
      world.wakeAt(firstAt)
    }
  }

  /** When the world must wake for this outbox; null where nothing waits. */
  nextAt(): number | null {
    if (this.#underWay.size > 0) return this.#world.now() + WATCH_MS
    return this.#world.sql
      .exec<{ at: number | null }>(
        'SELECT min(next_at) AS at FROM outbox WHERE next_at IS NOT NULL',
      )
      .one().at
  }

  /** Makes the calls that are due, a few at a time, until none is. Safe to call again while it runs. */
  async pump(): Promise<void> {
    const runs: Promise<void>[] = []
    for (let row = this.#claim(); row; row = this.#claim()) runs.push(this.#run(row))
    await Promise.all(runs)
  }

  async #run(first: OutboxRow): Promise<void> {
    for (let row: OutboxRow | undefined = first; row; row = this.#claim()) await this.#deliver(row)
    const next = this.nextAt()
    if (next !== null) this.#world.wakeAt(next)
  }

  /** Takes one due call, unless enough are under way. */
  #claim(): OutboxRow | undefined {
    if (this.#underWay.size >= PARALLEL) return undefined
    const row = this.#world.sql
      .exec<OutboxRow>(
        'SELECT id, body, attempts, created_at, scope FROM outbox WHERE next_at <= ? ORDER BY next_at, id LIMIT ?',
        this.#world.now(),
        this.#underWay.size + 1,
      )
      .toArray()
      .find(({ id }) => !this.#underWay.has(id))
    if (row) this.#underWay.add(row.id)
    return row
  }

  async #deliver(row: OutboxRow): Promise<void> {
    const world = this.#world
    const refusal = await this.#attempt(row)
    this.#underWay.delete(row.id)
    noteCall(world, {
      callId: row.id,
      url: callbackOf(world, row.scope).callbackUrl,
      attempt: row.attempts + 1,
      result: refusal ?? 'delivered',
      body: row.body,
    })
    if (refusal === undefined) {
      world.sql.exec('DELETE FROM outbox WHERE id = ?', row.id)
    } else {
      world.sql.exec(
        'UPDATE outbox SET attempts = attempts + 1, next_at = ?, last_result = ? WHERE id = ?',
        nextAttemptAt(row.attempts + 1, row.created_at, world.now()),
        refusal.slice(0, 500),
        row.id,
      )
    }
  }

  /** One call; the reason in words where it was not answered 2xx. */
  async #attempt({ body, scope }: OutboxRow): Promise<string | undefined> {
    try {
      const { callbackUrl, verifyToken } = callbackOf(this.#world, scope)
      if (!isVerified(this.#world, callbackUrl)) {
        this.#handshake ??= verify(this.#world, callbackUrl, verifyToken)
        const refusal = await this.#handshake.finally(() => {
          this.#handshake = undefined
        })
        if (refusal !== undefined) return refusal
      }
      const bytes = new TextEncoder().encode(escapeNonAscii(body))
      const response = await callOut(this.#world, callbackUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': await signBody(this.#world.config.appSecret, bytes),
        },
        body: bytes,
      })
      return response.ok ? undefined : `answered ${response.status}`
    } catch (error) {
      return `not reached: ${error instanceof Error ? error.message : 'unknown'}`
    }
  }
}

/** One, unless the world is set to lose some calls and to make others twice. */
function timesToCall(world: World): number {
  const { webhookDuplicateEvery, webhookLoseEvery } = world.settings
  if (webhookDuplicateEvery === null && webhookLoseEvery === null) return 1
  const count = countUp(world, 'webhooks')
  if (webhookLoseEvery !== null && count % webhookLoseEvery === 0) return 0
  return webhookDuplicateEvery !== null && count % webhookDuplicateEvery === 0 ? 2 : 1
}

/** Where webhooks go, and the word for the handshake. */
const callbackOf = ({ config }: World, scope: Scope) =>
  (scope === 'number' ? config.numberOverride : undefined) ?? config.override ?? config

/** The number's own address was verified when it was set. */
const isVerified = ({ config }: World, callbackUrl: string): boolean =>
  callbackUrl === config.verifiedCallbackUrl || callbackUrl === config.numberOverride?.callbackUrl

/** The handshake with the account's address, once for each address. The reason in words where it refused. */
async function verify(
  world: World,
  callbackUrl: string,
  verifyToken: string,
): Promise<string | undefined> {
  const refusal = await shakeHands(world, callbackUrl, verifyToken)
  if (refusal === undefined) world.saveConfig({ verifiedCallbackUrl: callbackUrl })
  return refusal
}

/** `GET` with `hub.mode`, `hub.verify_token` and `hub.challenge`; the answer must be 200 with the bare challenge. */
export async function shakeHands(
  world: World,
  callbackUrl: string,
  verifyToken: string,
): Promise<string | undefined> {
  const challenge = String(crypto.getRandomValues(new Uint32Array(1))[0])
  const address = new URL(callbackUrl)
  address.searchParams.set('hub.mode', 'subscribe')
  address.searchParams.set('hub.challenge', challenge)
  address.searchParams.set('hub.verify_token', verifyToken)
  try {
    const response = await callOut(world, address.href, { method: 'GET' })
    if (response.status !== 200) return `handshake answered ${response.status}`
    return response.text.trim() === challenge ? undefined : 'handshake echoed another text'
  } catch (error) {
    return `handshake not reached: ${error instanceof Error ? error.message : 'unknown'}`
  }
}

/**
 * Calls to the app's own addresses stay inside; all others go over the network. The timer is put away with the answer:
 * one that still ran would keep the world from sleeping.
 */
async function callOut(
  world: World,
  address: string,
  init: RequestInit,
): Promise<{ status: number; ok: boolean; text: string }> {
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(new Error('no answer in time')), TIMEOUT_MS)
  try {
    const request = { ...init, redirect: 'manual' as const, signal: timeout.signal }
    const { status, ok, body } = await (isOwnAddress(world, address)
      ? world.env.SELF.fetch(address, request)
      : fetch(address, request))
    return { status, ok, text: await readStart(body) }
  } finally {
    clearTimeout(timer)
  }
}

/** The first piece of an answer; nobody needs more of it than a challenge is long. */
async function readStart(body: ReadableStream<Uint8Array> | null): Promise<string> {
  if (!body) return ''
  const reader = body.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return value ? new TextDecoder().decode(value.subarray(0, 1_000)) : ''
}

export function isOwnAddress(
  { env, config }: Pick<World, 'env' | 'config'>,
  address: string,
): boolean {
  const { origin } = new URL(address)
  return [config.ownOrigin, env.PUBLIC_URL && new URL(env.PUBLIC_URL).origin].includes(origin)
}
