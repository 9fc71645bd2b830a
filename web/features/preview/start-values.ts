/** How a preview begins: token, first screen, data and phone number, remembered for each flow in this browser. */
import { type Accessor, createSignal } from 'solid-js'
import { readData } from '../../../shared/flow/endpoint/read-data.ts'
import { type Flow, findScreen } from '../../../shared/flow/flow.ts'
import { isRecord } from '../../../shared/flow/record.ts'
import { type Opening, PREVIEW_TOKEN } from '../phone/live/preview-run.ts'

/** What the message that opens the flow would bring along (flow-json.md §9.9). */
export type StartValues = {
  flowToken: string
  /** Empty for the flow's first screen. */
  screen: string
  /** JSON text; empty for the screen's example data. */
  data: string
  /** Empty for none. */
  phoneNumber: string
  /** Opens by asking the endpoint (INIT), which names the first screen. */
  asksEndpoint: boolean
}

export const usualStart: StartValues = {
  flowToken: PREVIEW_TOKEN,
  screen: '',
  data: '',
  phoneNumber: '',
  asksEndpoint: false,
}

export const isUsual = (values: StartValues): boolean =>
  (Object.keys(usualStart) as (keyof StartValues)[]).every((key) => values[key] === usualStart[key])

/** What was stored, as far as it still can be read. */
export function readStored(text: string | null): StartValues {
  let stored: unknown = null
  try {
    stored = JSON.parse(text ?? 'null')
  } catch {
    // Whatever stands there, it is none of ours.
  }
  if (!isRecord(stored)) return usualStart
  const textAt = (key: keyof StartValues, usual: string) =>
    typeof stored[key] === 'string' ? stored[key] : usual
  return {
    flowToken: textAt('flowToken', usualStart.flowToken),
    screen: textAt('screen', ''),
    data: textAt('data', ''),
    phoneNumber: textAt('phoneNumber', ''),
    asksEndpoint: stored.asksEndpoint === true,
  }
}

/** What is wrong with start values, in words, by field. */
export type StartProblems = { [Field in keyof StartValues]?: string }

export function problemsOf(values: StartValues, flow: Flow | null): StartProblems {
  const problems: StartProblems = {}
  if (values.screen !== '' && flow && !findScreen(flow, values.screen))
    problems.screen = `The flow has no screen ${values.screen}.`
  const read = readData(values.data, null)
  if (!read.ok) problems.data = `Line ${read.error.line}: ${read.error.message}`
  if (values.phoneNumber !== '' && !/^\+[\d\s().-]{6,24}$/.test(values.phoneNumber))
    problems.phoneNumber = 'A phone number is a + with the country code, then digits.'
  return problems
}

/** The run's beginning. A screen that is gone gives way to the first; data then has no place and is left out. */
export function openingOf(values: StartValues, flow: Flow | null): Opening {
  const isThere = values.screen === '' || (flow !== null && !!findScreen(flow, values.screen))
  const read = isThere && values.data.trim() !== '' ? readData(values.data, null) : null
  const { flowToken, phoneNumber, asksEndpoint } = values
  return {
    options: {
      examples: true,
      flowToken,
      ...(values.screen !== '' && isThere ? { screen: values.screen } : {}),
      ...(read?.ok ? { data: read.value.value } : {}),
      ...(asksEndpoint && flow?.dataApiVersion != null ? { asksEndpoint } : {}),
    },
    about: phoneNumber === '' ? {} : { phone_number: phoneNumber },
  }
}

export function createStartValues(flowId: string): {
  values: Accessor<StartValues>
  set: (values: StartValues) => void
} {
  const key = `flowroom.preview.start.${flowId}`
  const read = (): string | null => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const [values, setValues] = createSignal(readStored(read()))
  return {
    values,
    set(next) {
      setValues(next)
      try {
        if (isUsual(next)) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify(next))
      } catch {
        // Without storage they last as long as the page.
      }
    },
  }
}
