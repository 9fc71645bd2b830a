/** What page and phone frame say to each other; each side believes nothing that it has not checked. */
import type { RunEvent } from '../../../../shared/flow/interpret/state.ts'
import type { ScreenView } from '../../../../shared/flow/interpret/view-item.ts'
import { isRecord } from '../../../../shared/flow/record.ts'
import type { PhoneMark } from '../pointing.ts'
import { type PhoneSettings, readSettings } from '../settings.ts'

/** The frame says this to its parent once it listens; the page answers with a port. */
export const READY = 'flowroom-phone-ready'
export const PORT = 'flowroom-phone-port'

/** All that the frame draws, as plain data. `seq` comes back in `drawn`. */
export type Shown = {
  seq: number
  /** How many events of the frame the page has heard: a view that came before the last of them is not drawn. */
  heard: number
  view: ScreenView | null
  settings: PhoneSettings
  businessName: string | null
  /** The flow is a draft: customers' phones say so too. */
  draft: boolean
  /** The page can repeat the call that failed. */
  retry: boolean
  picked: string | null
  picking: boolean
  marks: readonly PhoneMark[]
  /** How much larger everything is drawn than on a drawn phone. */
  zoom: number
}

/** What the person did in the frame. Answers of endpoints are no business of it. */
export type PhoneEvent = Exclude<RunEvent, { type: 'reply' | 'request-failed' }>

export type FromFrame =
  | { type: 'drawn'; seq: number }
  | { type: 'event'; event: PhoneEvent }
  | { type: 'open'; url: string }
  /** Something was pressed, whatever it is. */
  | { type: 'press' }
  | { type: 'pick'; path: string }
  | { type: 'mark'; path: string }
  | { type: 'restart' }
  | { type: 'retry' }
  | { type: 'key'; key: string; ctrl: boolean; meta: boolean }

/** Longest name, path and address taken from the frame, in UTF-16 units. */
const MAX_NAME = 10_000
/** All texts of one value together: what a 10 MB flow could hold is never typed in. */
const MAX_VALUE = 1_000_000
const MAX_ENTRIES = 1000
const MAX_DEPTH = 4

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_NAME
const isPath = (value: unknown): value is string => isName(value) && /^screens\[\d+\]/.test(value)

/** A message of the frame rebuilt from its checked parts; null for everything else. */
export function readFromFrame(data: unknown): FromFrame | null {
  if (!isRecord(data)) return null
  switch (data.type) {
    case 'drawn':
      return Number.isSafeInteger(data.seq) ? { type: 'drawn', seq: data.seq as number } : null
    case 'event': {
      const event = readEvent(data.event)
      return event && { type: 'event', event }
    }
    case 'open':
      return isName(data.url) ? { type: 'open', url: data.url } : null
    case 'pick':
    case 'mark':
      return isPath(data.path) ? { type: data.type, path: data.path } : null
    case 'press':
    case 'restart':
    case 'retry':
      return { type: data.type }
    case 'key':
      return readKey(data)
    default:
      return null
  }
}

function readEvent(event: unknown): PhoneEvent | null {
  if (!isRecord(event)) return null
  const { type, name } = event
  switch (type) {
    case 'back':
      return { type }
    case 'tap':
      return event.target === 'footer' ? { type, target: 'footer' } : null
    case 'tap-link':
      return isPath(event.path) ? { type, path: event.path } : null
    case 'blur':
    case 'tap-optin':
      return isName(name) ? { type, name } : null
    case 'tap-item':
      return isName(name) && isName(event.id) ? { type, name, id: event.id } : null
    case 'input': {
      const value = plain(event.value, 0, { left: MAX_VALUE, entries: MAX_ENTRIES })
      return isName(name) && value !== undefined ? { type, name, value } : null
    }
    default:
      return null
  }
}

type Budget = { left: number; entries: number }

/** A copy of JSON-like data within bounds; undefined when it is anything else. */
function plain(value: unknown, depth: number, budget: Budget): unknown {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'string') {
    budget.left -= value.length
    return budget.left >= 0 ? value : undefined
  }
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined
  const isList = Array.isArray(value)
  if (!isList && Object.getPrototypeOf(value) !== Object.prototype) return undefined
  const entries = Object.entries(value)
  budget.entries -= entries.length
  if (budget.entries < 0) return undefined
  const copied: [string, unknown][] = []
  for (const [key, each] of entries) {
    budget.left -= key.length
    const copy = plain(each, depth + 1, budget)
    if (copy === undefined) return undefined
    copied.push([key, copy])
  }
  return isList ? copied.map(([, each]) => each) : Object.fromEntries(copied)
}

/** Keys of the app that the frame hands on; everything else is the phone's own. */
const MOD_KEYS = ['Enter', 'k']
const PLAIN_KEYS = ['Escape', '?', 'c', 'F1']

/** Whether a key pressed in the phone belongs to the app around it. */
export function isAppKey(key: string, mod: boolean): boolean {
  const name = key.length === 1 ? key.toLowerCase() : key
  return (mod ? MOD_KEYS : PLAIN_KEYS).includes(name)
}

function readKey({ key, ctrl, meta }: Record<string, unknown>): FromFrame | null {
  if (typeof key !== 'string' || typeof ctrl !== 'boolean' || typeof meta !== 'boolean') return null
  return isAppKey(key, ctrl || meta) ? { type: 'key', key, ctrl, meta } : null
}

/** What the page sends, as far as the frame leans on it; null for anything else. */
export function readShown(data: unknown): Shown | null {
  if (!isRecord(data) || typeof data.seq !== 'number') return null
  const { view } = data
  if (view !== null && !(isRecord(view) && Array.isArray(view.items))) return null
  return {
    seq: data.seq,
    heard: typeof data.heard === 'number' ? data.heard : 0,
    view: view as ScreenView | null,
    settings: readSettings(data.settings),
    businessName: typeof data.businessName === 'string' ? data.businessName : null,
    draft: data.draft === true,
    retry: data.retry === true,
    picked: typeof data.picked === 'string' ? data.picked : null,
    picking: data.picking === true,
    marks: Array.isArray(data.marks) ? (data.marks as PhoneMark[]) : [],
    zoom: typeof data.zoom === 'number' && data.zoom >= 0.5 && data.zoom <= 3 ? data.zoom : 1,
  }
}
