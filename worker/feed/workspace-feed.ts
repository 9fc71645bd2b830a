/** Live lists of one workspace: who must look again. */
import { DurableObject } from 'cloudflare:workers'
import type { Env } from '../env.ts'

export class WorkspaceFeed extends DurableObject<Env> {}
