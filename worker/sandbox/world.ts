/** One sandbox world: the emulator's and the handsets' own state. Its life is here; its parts do the work. */
import { DurableObject } from 'cloudflare:workers'
import { Hono } from 'hono'
import type { Env } from '../env.ts'
import { controlRoutes } from './control-routes.ts'
import { nextMessageAt, stepMessages } from './delivery.ts'
import { serveFile } from './graph/files.ts'
import { servePreview } from './graph/preview.ts'
import { answerGraph } from './graph/router.ts'
import { endDueReviews, nextReviewAt } from './graph/template-review.ts'
import { streamLog } from './log.ts'
import { Outbox } from './outbox.ts'
import { phoneRoutes } from './phone-routes.ts'
import { problem } from './problems.ts'
import { loadWorld, NewWorld, provision, storeWorld } from './provision.ts'
import { applySchema, hasTables } from './schema.ts'
import { SendRate } from './send-rate.ts'
import type { SandboxSettings } from './settings.ts'
import type { World, WorldConfig } from './world-context.ts'

/** The header in which the doors say where outsiders reach the sandbox: `https://…/sandbox`. */
export const BASE_HEADER = 'x-sandbox-base'

const MAX_SOCKETS = 300

type Open = { world: World; outbox: Outbox; routes: Hono }

export class SandboxWorld extends DurableObject<Env> {
  #open: Open | undefined
  /** When the alarm is set for, as far as this instance knows. */
  #armedAt: number | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
    const { sql } = ctx.storage
    // A world nobody made stores nothing: its object may be asked for by anybody who invents a token.
    if (!hasTables(sql)) return
    ctx.blockConcurrencyWhile(async () => {
      applySchema(sql)
      this.#armedAt = await ctx.storage.getAlarm()
      const stored = loadWorld(sql)
      if (stored) this.#openWorld(stored.config, stored.settings)
    })
  }

  /** Reached through the doors of app.ts alone; the first part of the path says which door. */
  override async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const base = request.headers.get(BASE_HEADER) ?? url.origin
    if (url.pathname === '/worlds') return this.#provision(request, base)
    const open = this.#open
    if (url.pathname.startsWith('/graph/')) {
      const path = url.pathname.slice('/graph'.length)
      const graphBase = `${base}/graph`
      const [, file] = /^\/files\/\d+\/([^/]+)$/.exec(path) ?? []
      if (file !== undefined && request.method === 'GET') {
        if (!open) return new Response('Not found', { status: 404 })
        return serveFile(open.world, file, url.searchParams)
      }
      const [, flowId] = /^\/previews\/\d+\/([^/]+)$/.exec(path) ?? []
      if (flowId !== undefined && request.method === 'GET') {
        return servePreview(open?.world, flowId, url.searchParams.get('token') ?? '')
      }
      const outside = new URL(`${graphBase}${path}${url.search}`)
      return answerGraph(open?.world, request, path, { url: outside, graphBase })
    }
    if (!open) return problem('not-found', 'This workspace has no sandbox channel.')
    return open.routes.fetch(request)
  }

  override async alarm(): Promise<void> {
    this.#armedAt = null
    if (!this.#open) return
    const { world, outbox } = this.#open
    endDueReviews(world)
    stepMessages(world)
    // Not awaited: a slow receiver does not hold up messages. The outbox wakes the world again by itself.
    this.ctx.waitUntil(outbox.pump())
    for (const at of [nextReviewAt(world), nextMessageAt(world), outbox.nextAt()]) {
      if (at !== null) world.wakeAt(at)
    }
  }

  override webSocketMessage(): void {
    // Pages only listen; what they send beyond the answered ping has no meaning.
  }

  override webSocketClose(socket: WebSocket): void {
    socket.close()
  }

  async #provision(request: Request, base: string): Promise<Response> {
    const wanted = NewWorld.safeParse(await request.json().catch(() => null))
    if (!wanted.success) {
      const [issue] = wanted.error.issues
      return problem(
        'bad-request',
        'The world cannot be made from this.',
        `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
      )
    }
    const { config, settings } = await provision(
      this.ctx.storage.sql,
      wanted.data,
      new URL(base).origin,
    )
    this.#openWorld(config, settings)
    return Response.json({ wabaId: config.wabaId, settings })
  }

  #openWorld(config: WorldConfig, settings: SandboxSettings): void {
    const { ctx, env } = this
    const facts = { config, settings }
    let sendRate = new SendRate(settings.messagesPerSecond)
    const world: World = {
      env,
      sql: ctx.storage.sql,
      get sendRate() {
        return sendRate
      },
      get config() {
        return facts.config
      },
      get settings() {
        return facts.settings
      },
      saveConfig: (change) => {
        facts.config = { ...facts.config, ...change }
        storeWorld(ctx.storage.sql, facts)
      },
      saveSettings: (change) => {
        facts.settings = { ...facts.settings, ...change }
        storeWorld(ctx.storage.sql, facts)
        if (change.messagesPerSecond !== undefined) {
          sendRate = new SendRate(change.messagesPerSecond)
        }
      },
      now: () => Date.now() + (facts.config.clockAheadMs ?? 0),
      moveClock: (aheadMs) => {
        world.saveConfig({ clockAheadMs: aheadMs })
        this.#wakeAt(Date.now())
      },
      // The world is woken by the real clock.
      wakeAt: (at) => this.#wakeAt(at - (facts.config.clockAheadMs ?? 0)),
      announce: (changes) => outbox.add(changes),
      changed: (numbers) => this.#tellPages(numbers),
    }
    const outbox = new Outbox(world)
    const routes = new Hono()
      .get('/log', (c) => streamLog(world, Number(c.req.query('after') ?? 0) || 0))
      .route(
        '/phones',
        phoneRoutes(world, (request) => this.#openSocket(request)),
      )
      .route('/', controlRoutes(world))
    routes.notFound(() => problem('not-found', 'This does not exist.'))
    this.#open = { world, outbox, routes }
  }

  #wakeAt(at: number): void {
    if (this.#armedAt !== null && this.#armedAt <= at) return
    this.#armedAt = at
    this.ctx.storage.setAlarm(at)
  }

  #openSocket(request: Request): Response {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      return problem('bad-request', 'This address speaks WebSocket only.')
    }
    if (this.ctx.getWebSockets().length >= MAX_SOCKETS) {
      return problem('too-many-requests', 'Too many open handset pages.')
    }
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  #tellPages(numbers: Iterable<string>): void {
    const sockets = this.ctx.getWebSockets()
    if (sockets.length === 0) return
    for (const number of numbers) {
      const text = JSON.stringify({ type: 'changed', number: `+${number}` })
      for (const socket of sockets) socket.send(text)
    }
  }
}
