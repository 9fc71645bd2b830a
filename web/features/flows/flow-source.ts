/** Where a new flow starts from, and what is still missing to create it. */
import { FlowName, flowNameMax, type NewFlow } from '../../../shared/api/flows.ts'
import type { FlowFile } from './read-flow-file.ts'

export const starts = ['blank', 'example', 'paste', 'file'] as const
export type Start = (typeof starts)[number]

export const isStart = (value: unknown): value is Start => starts.some((start) => start === value)

/** What was pasted or dropped, on its way to being a flow. */
export type Given =
  | { state: 'none' }
  | { state: 'reading'; label: string }
  | { state: 'refused'; message: string }
  | { state: 'ready'; file: FlowFile; label: string }

export type Draft = {
  channelId: string | null
  name: string
  start: Start
  example: string | null
  pasted: Given
  file: Given
}

/** One message a field, null where it is fine. */
export type Missing = { channel: string | null; name: string | null; source: string | null }

export function missingIn(draft: Draft): Missing {
  const name = FlowName.safeParse(draft.name)
  return {
    channel: draft.channelId ? null : 'Choose the channel that this flow belongs to.',
    name: name.success ? null : name.error.issues[0]!.message,
    source: sourceProblem(draft),
  }
}

function sourceProblem({ start, example, pasted, file }: Draft): string | null {
  if (start === 'example') return example ? null : 'Choose an example.'
  if (start === 'blank') return null
  const given = start === 'paste' ? pasted : file
  if (given.state === 'ready') return null
  if (given.state === 'refused') return given.message
  if (given.state === 'reading') return 'Still reading it.'
  return start === 'paste' ? 'Paste the flow’s JSON.' : 'Choose or drop a file.'
}

/** The request that creates it; call only where nothing is missing. */
export function requestFor(draft: Draft): NewFlow {
  const given = draft.start === 'paste' ? draft.pasted : draft.start === 'file' ? draft.file : null
  return {
    channelId: draft.channelId!,
    name: draft.name.trim(),
    ...(draft.start === 'example' && draft.example ? { example: draft.example } : {}),
    ...(given?.state === 'ready' ? { text: given.file.text } : {}),
  }
}

/** "booking-form.json" → "booking-form", as a first name for the flow. */
export const nameFromFile = (fileName: string): string =>
  fileName
    .replace(/\.json$/i, '')
    .trim()
    .slice(0, flowNameMax)
