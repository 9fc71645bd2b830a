/** What the system knows about one message where something seems wrong with it: the guide's troubleshooting, answered. */
import { z } from '../zod.ts'
import { LogMessage } from './campaigns.ts'

/** What a person complains of. */
export const Symptom = z.enum(['not-arrived', 'no-button', 'does-not-open', 'no-answer'])
export type Symptom = z.infer<typeof Symptom>

/** One symptom, looked into. `fine`: nothing here explains it; `cause`: this does; `waiting`: it may still come. */
export const Diagnosis = z.object({
  symptom: Symptom,
  verdict: z.enum(['fine', 'cause', 'waiting']),
  /** What is so, in a sentence each. */
  says: z.array(z.string()),
  /** What to do about it; null where nothing needs doing. */
  help: z.string().nullable(),
  /** Where to look: a template's id, or the public id of a version, or of a version whose answers to read. */
  at: z.object({ what: z.enum(['template', 'flow', 'responses']), id: z.string() }).nullable(),
})
export type Diagnosis = z.infer<typeof Diagnosis>

/** Reply of `messages.get`; nothing is diagnosed about what came in. */
export const MessageDetail = z.object({ message: LogMessage, diagnoses: z.array(Diagnosis) })
export type MessageDetail = z.infer<typeof MessageDetail>
