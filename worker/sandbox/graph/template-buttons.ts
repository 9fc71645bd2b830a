/** The buttons of a template: kinds, counts, order, and the flow behind a Flow button. */
import { invalidParameter } from './errors.ts'
import { MAX_FLOW_BYTES, readFlowJson } from './flow-json.ts'
import type { Flow } from './flow-store.ts'
import { variablesOf } from './template-text.ts'

export type FlowButton = {
  type: 'FLOW'
  text: string
  flow_id: string
  flow_action: 'navigate' | 'data_exchange'
  navigate_screen?: string
  icon?: string
  /** JSON of a flow that is made together with the template; the id takes its place. */
  flow_json?: string
}
export type Button = FlowButton | { type: string; text?: string; [key: string]: unknown }
/** Finds a flow by id or by name. */
export type FlowLookup = (by: { id: string } | { name: string }) => Flow | undefined

/** A component's required text, at most so many characters. */
export function readText(given: Record<string, unknown>, where: string, most: number): string {
  const { text } = given
  if (typeof text !== 'string' || text.trim() === '') {
    throw invalidParameter(`Param ${where}['text'] is required.`)
  }
  if (text.length > most) {
    throw invalidParameter(
      `Param ${where}['text'] is ${text.length} characters long; at most ${most} are allowed.`,
      2388040,
      'Message template field is too long',
    )
  }
  return text
}

/** How many of a kind one template may have. */
const buttonLimits: Record<string, number> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  VOICE_CALL: 1,
  FLOW: 1,
}

/** Reads the buttons of a template in their order. */
export function readButtons(
  given: Record<string, unknown>,
  where: string,
  findFlow: FlowLookup,
): Button[] {
  const list = given.buttons
  if (!Array.isArray(list) || list.length === 0 || list.length > 10) {
    throw invalidParameter(`Param ${where}['buttons'] must hold 1 to 10 buttons.`)
  }
  const buttons = list.map((value, at) => readButton(value, `${where}['buttons'][${at}]`, findFlow))
  for (const [type, most] of Object.entries(buttonLimits)) {
    if (buttons.filter((button) => button.type === type).length > most) {
      throw invalidParameter(
        `A template has at most ${most} button${most === 1 ? '' : 's'} of type ${type}.`,
      )
    }
  }
  const changes = buttons.filter(
    ({ type }, at) =>
      at > 0 && (type === 'QUICK_REPLY') !== (buttons[at - 1]?.type === 'QUICK_REPLY'),
  )
  if (changes.length > 1) {
    throw invalidParameter('Quick replies stand together, before or after all other buttons.')
  }
  return buttons
}

function readButton(value: unknown, where: string, findFlow: FlowLookup): Button {
  if (typeof value !== 'object' || value === null) {
    throw invalidParameter(`Param ${where} must be an object.`)
  }
  const given = value as Record<string, unknown>
  const type = String(given.type ?? '').toUpperCase()
  if (!(type in buttonLimits)) {
    throw invalidParameter(
      `Param ${where}['type'] must be one of {${Object.keys(buttonLimits).join(', ')}}.`,
    )
  }
  if (type === 'COPY_CODE') {
    const example = Array.isArray(given.example) ? given.example[0] : given.example
    if (typeof example !== 'string' || example === '' || example.length > 15) {
      throw invalidParameter(`Param ${where}['example'] must be a code of at most 15 characters.`)
    }
    return { ...given, type }
  }
  const text = readText(given, where, 25)
  if (type === 'FLOW') return readFlowButton(given, text, where, findFlow)
  if (type === 'URL') requireAddress(given, where)
  if (type === 'PHONE_NUMBER' && !/^\+?\d{5,20}$/.test(String(given.phone_number ?? ''))) {
    throw invalidParameter(`Param ${where}['phone_number'] must be a phone number.`)
  }
  return { ...given, type, text }
}

/** An address whose one variable, if it has one, stands at its very end and has a sample. */
function requireAddress(given: Record<string, unknown>, where: string): void {
  const { url, example } = given
  if (typeof url !== 'string' || url.length > 2_000 || !URL.canParse(url)) {
    throw invalidParameter(`Param ${where}['url'] must be an address of at most 2000 characters.`)
  }
  const names = variablesOf(url)
  if (names.length === 0) return
  if (names.length > 1 || !/\{\{1\}\}$/.test(url)) {
    throw invalidParameter(`Param ${where}['url'] may have one variable, {{1}}, at its very end.`)
  }
  const sample = Array.isArray(example) ? example[0] : example
  if (typeof sample !== 'string' || sample === '') {
    throw invalidParameter(`Param ${where}['example'] must hold a sample of the address.`)
  }
}

function readFlowButton(
  given: Record<string, unknown>,
  text: string,
  where: string,
  findFlow: FlowLookup,
): FlowButton {
  const named = ['flow_id', 'flow_name', 'flow_json'].filter((key) => given[key] !== undefined)
  if (named.length !== 1) {
    throw invalidParameter(
      `Param ${where} must have exactly one of flow_id, flow_name and flow_json.`,
    )
  }
  const flow =
    given.flow_json !== undefined
      ? readNewFlow(given.flow_json, where)
      : given.flow_id
        ? findFlow({ id: String(given.flow_id) })
        : findFlow({ name: String(given.flow_name) })
  if (!flow) throw invalidParameter(`Param ${where}: this flow does not exist in the account.`)
  if (flow.status !== 'PUBLISHED') {
    throw invalidParameter(
      `Flow ${flow.id} is ${flow.status}. Templates can use published flows only.`,
      undefined,
      'Flow is not published',
    )
  }
  const action = given.flow_action ?? 'navigate'
  if (action !== 'navigate' && action !== 'data_exchange') {
    throw invalidParameter(
      `Param ${where}['flow_action'] must be one of {navigate, data_exchange}.`,
    )
  }
  const { icon } = given
  if (icon !== undefined && !['DOCUMENT', 'PROMOTION', 'REVIEW'].includes(String(icon))) {
    throw invalidParameter(`Param ${where}['icon'] must be one of {DOCUMENT, PROMOTION, REVIEW}.`)
  }
  const screen = given.navigate_screen ?? flow.screens[0]
  if (action === 'navigate' && !flow.screens.includes(String(screen))) {
    throw invalidParameter(`Flow ${flow.id} has no screen ${JSON.stringify(screen)}.`)
  }
  return {
    type: 'FLOW',
    text,
    flow_id: flow.id,
    ...('json' in flow && { flow_json: flow.json }),
    flow_action: action,
    ...(action === 'navigate' && { navigate_screen: String(screen) }),
    ...(icon !== undefined && { icon: String(icon) }),
  }
}

/** The flow that is made and published together with the template: it must be sound, and need no endpoint. */
function readNewFlow(value: unknown, where: string) {
  const json = typeof value === 'string' ? value : JSON.stringify(value)
  if (json.length > MAX_FLOW_BYTES) {
    throw invalidParameter(`Param ${where}['flow_json'] is larger than 10 MB.`)
  }
  const { validationErrors, screens, dataApiVersion } = readFlowJson(json)
  if (validationErrors.length > 0 || dataApiVersion !== null) {
    throw invalidParameter(
      `Param ${where}['flow_json'] must be a flow without validation errors and without an endpoint.`,
      undefined,
      'Flow JSON has validation errors',
    )
  }
  return { id: '', status: 'PUBLISHED', screens, json }
}
