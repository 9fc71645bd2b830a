/** What a message shows on the phone: text, files and interactive messages; templates are in template-message.ts. */
import { GraphError } from './errors.ts'
import type { MediaKind } from './media.ts'

/** A bubble of the chat as the phone shows it, variables filled in. */
export type Bubble = {
  header?: {
    kind: 'text' | MediaKind | 'location'
    text: string
    /** The uploaded file that it shows. */
    media?: string
  }
  body: string
  footer?: string
  buttons: { kind: string; label: string }[]
}

/** The flow a message opens, as it was sent. */
export type SentFlow = {
  flowId: string
  token: string
  action: 'navigate' | 'data_exchange'
  screen: string | null
  data: Record<string, unknown> | null
  mode: 'published' | 'draft'
}

export type MessageContent = {
  kind: 'template' | 'interactive' | 'text' | MediaKind
  bubble: Bubble
  flow: SentFlow | null
  /** The template's name and category, for templates. */
  template: string | null
  category: string | null
  /** How long it may wait for a phone, for templates that say so. */
  ttlSeconds?: number | null
}

/** What content needs to know of a flow. */
export type FlowState = { id: string; name: string; status: string; screens: string[] }
export type FindFlow = (by: { id: string } | { name: string }) => FlowState | undefined

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const missing = (what: string) =>
  new GraphError(131008, { details: `Required parameter is missing: ${what}` })
export const invalid = (details: string) => new GraphError(131009, { details })

/** A required or optional text of limited length inside a message. */
function readText(value: unknown, where: string, most: number): string {
  if (typeof value !== 'string' || value.trim() === '') throw missing(where)
  if (value.length > most) {
    throw invalid(`${where} is ${value.length} characters long; at most ${most} are allowed.`)
  }
  return value
}

const textOf = (value: unknown): unknown => (isRecord(value) ? value.text : undefined)

export function readTextMessage(text: unknown): MessageContent {
  if (!isRecord(text)) throw missing('text')
  return {
    kind: 'text',
    bubble: { body: readText(text.body, 'text.body', 4_096), buttons: [] },
    flow: null,
    template: null,
    category: null,
  }
}

const mediaKinds: MediaKind[] = ['image', 'video', 'document', 'audio', 'sticker']

export const isMediaKind = (type: unknown): type is MediaKind =>
  mediaKinds.some((kind) => kind === type)

/** What a message needs to know of an uploaded file. */
export type FindMedia = (
  id: string,
) => { kind: MediaKind | undefined; name: string | null } | undefined

/** A file by its id or its link, with a caption where the kind may have one. */
export function readMediaMessage(
  kind: MediaKind,
  value: unknown,
  findMedia: FindMedia,
): MessageContent {
  if (!isRecord(value)) throw missing(kind)
  const { id, link, caption, filename } = value
  if ((id === undefined) === (link === undefined)) {
    throw invalid(`${kind}: exactly one of id and link is required.`)
  }
  const file = id === undefined ? undefined : findMedia(String(id))
  if (id !== undefined && !file) {
    throw invalid(`${kind}.id: there is no media with the id ${JSON.stringify(id)}.`)
  }
  if (file && file.kind !== kind) {
    throw invalid(`${kind}.id: the file is of kind ${file.kind}, not ${kind}.`)
  }
  if (link !== undefined && !isWebAddress(link)) {
    throw invalid(`${kind}.link must be an http or https address.`)
  }
  const mayCaption = kind === 'image' || kind === 'video' || kind === 'document'
  if (caption !== undefined && !mayCaption) throw invalid(`${kind} has no caption.`)
  if (filename !== undefined && (kind !== 'document' || typeof filename !== 'string')) {
    throw invalid('filename is the name of a document.')
  }
  const name = filename ?? file?.name ?? (typeof link === 'string' ? nameIn(link) : '')
  return {
    kind,
    bubble: {
      header: {
        kind,
        text: String(name).slice(0, 240),
        ...(id !== undefined && { media: String(id) }),
      },
      body: caption === undefined ? '' : readText(caption, `${kind}.caption`, 1_024),
      buttons: [],
    },
    flow: null,
    template: null,
    category: null,
  }
}

const isWebAddress = (link: unknown): boolean =>
  typeof link === 'string' &&
  link.length <= 2_048 &&
  URL.canParse(link) &&
  /^https?:$/.test(new URL(link).protocol)

const nameIn = (link: string): string => new URL(link).pathname.split('/').at(-1) ?? ''

/** A message in a line: its text, else what kind of file it is. */
export const lineOf = ({ header, body }: Bubble): string =>
  body || (header && mediaWords[header.kind]) || header?.text || ''

const mediaWords: Record<string, string> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Audio',
  document: 'Document',
  sticker: 'Sticker',
}

export function readInteractiveMessage(interactive: unknown, findFlow: FindFlow): MessageContent {
  if (!isRecord(interactive)) throw missing('interactive')
  if (interactive.type !== 'flow') {
    throw new GraphError(131051, {
      details: `Interactive type ${JSON.stringify(interactive.type)} is not supported.`,
    })
  }
  const body = readText(textOf(interactive.body), 'interactive.body.text', 1_024)
  const { header, footer, action } = interactive
  if (header !== undefined && (!isRecord(header) || header.type !== 'text')) {
    throw invalid('interactive.header must be of type text.')
  }
  const headerText = header && readText(header.text, 'interactive.header.text', 60)
  const footerText =
    footer === undefined ? undefined : readText(textOf(footer), 'interactive.footer.text', 60)
  if (!isRecord(action) || action.name !== 'flow') {
    throw invalid('interactive.action.name must be flow.')
  }
  const parameters = action.parameters
  if (!isRecord(parameters)) throw missing('interactive.action.parameters')
  const label = readText(parameters.flow_cta, 'flow_cta', 20)
  const { flow, sent } = readFlowParameters(parameters, findFlow)
  const common = { kind: 'interactive', flow: sent, template: null, category: null } as const
  if (sent.mode === 'draft') {
    // The platform does not show a draft message's own words.
    return {
      ...common,
      bubble: {
        body: `Draft of the flow “${flow.name}”, sent for testing.`,
        buttons: [{ kind: 'flow', label: 'Open draft' }],
      },
    }
  }
  return {
    ...common,
    bubble: {
      ...(headerText !== undefined && { header: { kind: 'text', text: headerText } }),
      body,
      ...(footerText !== undefined && { footer: footerText }),
      buttons: [{ kind: 'flow', label }],
    },
  }
}

function readFlowParameters(
  parameters: Record<string, unknown>,
  findFlow: FindFlow,
): { flow: FlowState; sent: SentFlow } {
  if (String(parameters.flow_message_version) !== '3') {
    throw invalid('flow_message_version must be "3".')
  }
  const { flow_id: id, flow_name: name, mode = 'published' } = parameters
  if ((id === undefined) === (name === undefined)) {
    throw invalid('Exactly one of flow_id and flow_name is required.')
  }
  const flow = findFlow(id === undefined ? { name: String(name) } : { id: String(id) })
  if (!flow) throw invalid(`The flow ${JSON.stringify(id ?? name)} does not exist in this account.`)
  if (mode !== 'published' && mode !== 'draft') throw invalid('mode must be draft or published.')
  requireSendable(flow, mode)
  const action = parameters.flow_action ?? 'navigate'
  const token = parameters.flow_token ?? 'unused'
  if (typeof token !== 'string' || token.length > 4_096)
    throw invalid('flow_token must be a string.')
  const common = { flowId: flow.id, token, mode } as const
  if (action === 'data_exchange') {
    if (parameters.flow_action_payload !== undefined) {
      throw invalid('flow_action data_exchange takes no flow_action_payload.')
    }
    return { flow, sent: { ...common, action, screen: null, data: null } }
  }
  if (action !== 'navigate') throw invalid('flow_action must be navigate or data_exchange.')
  const payload = parameters.flow_action_payload
  if (!isRecord(payload) || typeof payload.screen !== 'string') {
    throw missing('flow_action_payload.screen')
  }
  if (!flow.screens.includes(payload.screen)) {
    throw invalid(`The flow has no screen ${JSON.stringify(payload.screen)}.`)
  }
  const data = readData(payload.data, 'flow_action_payload.data')
  return { flow, sent: { ...common, action, screen: payload.screen, data } }
}

/** The first screen's data: absent, or an object with something in it. */
export function readData(value: unknown, where: string): Record<string, unknown> | null {
  if (value === undefined || value === null) return null
  if (!isRecord(value) || Object.keys(value).length === 0) {
    throw invalid(`${where} must be an object that is not empty.`)
  }
  return value
}

/** Refuses flows that may not be sent in their state. */
export function requireSendable(flow: FlowState, mode: 'published' | 'draft'): void {
  if (flow.status === 'BLOCKED') {
    throw new GraphError(132068, { details: `Flow ${flow.id} is blocked.` })
  }
  const isFine =
    mode === 'draft'
      ? flow.status === 'DRAFT'
      : flow.status === 'PUBLISHED' || flow.status === 'THROTTLED'
  if (isFine) return
  throw invalid(
    mode === 'draft'
      ? `Flow ${flow.id} is ${flow.status}; mode draft sends drafts only.`
      : `Flow ${flow.id} is ${flow.status} and cannot be sent.`,
  )
}
