/** One Graph call as the handlers see it. */
import type { World } from '../world-context.ts'
import type { Params } from './params.ts'

export type GraphCall = {
  world: World
  method: string
  /** The call's own address, as outsiders reach it. */
  url: URL
  /** Where the emulator's Graph begins, without a version: `https://…/sandbox/graph`. */
  graphBase: string
  params: Params
  headers: Headers
}

export const success = () => Response.json({ success: true })
