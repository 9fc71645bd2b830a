/** Payloads with their bindings resolved; files in the form the action delivers them. */
import { evaluateDeep, looksLikeBinding, parseBinding } from '../expressions/index.ts'
import { isRecord } from '../record.ts'
import { deliveredFiles, isMedia } from './media.ts'
import type { Stage } from './stage.ts'

/** An action's payload, every binding in it resolved; what finds nothing is left out. */
export function payloadOf(
  action: Readonly<Record<string, unknown>>,
  { scope }: Stage,
): Record<string, unknown> {
  const payload = evaluateDeep(action.payload, scope)
  if (!isRecord(payload)) return {}
  if (isRecord(action.payload))
    for (const [key, raw] of Object.entries(action.payload)) {
      const value = payload[key]
      if (Array.isArray(value) && value.length > 0 && isFormBinding(raw) && value.every(isMedia))
        payload[key] = deliveredFiles(
          value,
          action.name === 'complete' ? 'complete' : 'data_exchange',
        )
    }
  return payload
}

const isFormBinding = (raw: unknown): boolean =>
  typeof raw === 'string' && looksLikeBinding(raw) && parseBinding(raw)?.source === 'form'
