/** What every part of a sandbox world works with: its storage, its facts, its clock, its way out. */
import type { Env } from '../env.ts'
import type { SendRate } from './send-rate.ts'
import type { SandboxSettings } from './settings.ts'

/** The facts of one world: one business account, one number, one app. */
export type WorldConfig = {
  wabaId: string
  phoneNumberId: string
  displayPhoneNumber: string
  verifiedName: string
  appId: string
  appSecret: string
  /** SHA-256 of the access token, hexadecimal. */
  tokenHash: string
  verifyToken: string
  callbackUrl: string
  /** Where the app was reached when the world was made, so that calls to the app itself stay inside. */
  ownOrigin: string
  /** Signs the addresses of files. */
  fileSecret: string
  /** Whether the app receives this account's webhooks. */
  subscribed: boolean
  /** Another address for this account's webhooks, set through `subscribed_apps`. */
  override?: { callbackUrl: string; verifyToken: string }
  /** Another address for the number's own webhooks, set at the number; it wins over the account's. */
  numberOverride?: { callbackUrl: string; verifyToken: string }
  /** How far the world's clock is ahead of the real one. */
  clockAheadMs?: number
  /** The public half of the key that endpoints of flows use, PEM. */
  publicKey?: string
  /** The callback address that answered the handshake; another address needs a new one. */
  verifiedCallbackUrl?: string
}

/** One change of a webhook call: which field, and its value. */
export type WebhookChange = { field: string; value: Record<string, unknown> }

export type World = {
  env: Env
  sql: SqlStorage
  readonly config: WorldConfig
  readonly settings: SandboxSettings
  saveConfig(change: Partial<WorldConfig>): void
  saveSettings(change: Partial<SandboxSettings>): void
  /** The world's own time, Unix milliseconds: the real one, or ahead of it. */
  now(): number
  /** Puts the world's clock ahead; what falls due by that happens at once. */
  moveClock(aheadMs: number): void
  /** Asks to be woken no later than this. */
  wakeAt(at: number): void
  /** The number's throughput. */
  readonly sendRate: SendRate
  /** Puts changes into the outbox, to be posted together. Durable with everything else written in the same turn. */
  announce(changes: WebhookChange[]): void
  /** Tells open handset pages that these numbers have something new. */
  changed(numbers: Iterable<string>): void
}

/** Bytes as hexadecimal. */
export const hex = (bytes: ArrayBuffer | Uint8Array): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** SHA-256 of a text, hexadecimal. */
export const sha256 = async (text: string): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))

/** Compares two texts of equal length without telling by time where they differ. */
export function sameText(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}

/** Digits of a display number, as webhooks carry it. */
export const digitsOf = (displayPhoneNumber: string): string =>
  displayPhoneNumber.replace(/\D/g, '')
