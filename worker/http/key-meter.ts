/** Counts the requests of one API key, minute by minute, exactly. */
import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'

const minuteMs = 60_000

/** What a minute allows, what is left of it, and when the next begins; `isOver` where this request was one too many. */
export type MeterReading = {
  limit: number
  remaining: number
  resetSeconds: number
  isOver: boolean
}

export class KeyMeter extends DurableObject<Env> {
  #window = 0
  #used = 0

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    ctx.blockConcurrencyWhile(async () => {
      const saved = await ctx.storage.get<{ window: number; used: number }>('meter')
      if (saved) [this.#window, this.#used] = [saved.window, saved.used]
    })
  }

  /** Spends one request, if there is one left. */
  take(perMinute: number): MeterReading {
    const now = Date.now()
    const window = Math.floor(now / minuteMs)
    if (window !== this.#window) {
      this.#window = window
      this.#used = 0
    }
    const resetSeconds = Math.ceil(((window + 1) * minuteMs - now) / 1000)
    const isOver = this.#used >= perMinute
    if (!isOver) this.#used++
    // The object may sleep after ten quiet seconds; a count is kept often enough to matter then.
    if (!isOver && this.#used % 20 === 0)
      this.ctx.storage.put('meter', { window, used: this.#used })
    return { limit: perMinute, remaining: perMinute - this.#used, resetSeconds, isOver }
  }
}
