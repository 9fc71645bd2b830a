/** What an example flow is. */
import type { FlowCategory } from '../categories.ts'

export type ExampleFlow = {
  /** Stable, kebab-case. */
  readonly slug: string
  readonly name: string
  /** One sentence for the gallery. */
  readonly description: string
  readonly category: FlowCategory
  /** The flow's JSON, pretty-printed. */
  readonly text: string
}

export const prettyPrinted = (flow: unknown): string => `${JSON.stringify(flow, null, 2)}\n`
