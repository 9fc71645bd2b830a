/** What the emulator learns from an uploaded flow: its faults in the platform's words, and a few facts. */
import { checkFlow, toMetaValidationErrors } from '../../../shared/flow/index.ts'
import { fitsValue } from '../schema.ts'

export const MAX_FLOW_BYTES = 10 * 1024 * 1024

export type FlowFacts = {
  /** Empty where the flow may be published. */
  validationErrors: object[]
  version: string | null
  /** Present in flows that talk to an endpoint. */
  dataApiVersion: string | null
  /** Ids in the order of the JSON. */
  screens: string[]
}

export function readFlowJson(text: string): FlowFacts {
  return {
    ...readFacts(text),
    validationErrors: asManyAsFit(toMetaValidationErrors(checkFlow(text))),
  }
}

const MAX_SCREENS = 1_000

function readFacts(text: string): Omit<FlowFacts, 'validationErrors'> {
  let flow: unknown
  try {
    flow = JSON.parse(text)
  } catch {
    flow = null
  }
  const { version, data_api_version, screens } = isRecord(flow) ? flow : {}
  return {
    version: typeof version === 'string' ? version.slice(0, 20) : null,
    dataApiVersion: typeof data_api_version === 'string' ? data_api_version.slice(0, 20) : null,
    screens: (Array.isArray(screens) ? screens.slice(0, MAX_SCREENS) : [])
      .map((screen: unknown) => (isRecord(screen) ? screen.id : null))
      .filter((id): id is string => typeof id === 'string' && id.length <= 200),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A flow can have more faults than one stored value may hold; the first ones are what anybody mends first. */
function asManyAsFit(errors: object[]): object[] {
  let kept = errors.slice(0, 1_000)
  while (!fitsValue(JSON.stringify(kept))) kept = kept.slice(0, Math.floor(kept.length / 2))
  return kept
}
