/** Flows over the Graph API: create, read, change, upload, publish, deprecate, delete. */
import type { World } from '../world-context.ts'
import { type GraphCall, success } from './call.ts'
import { GraphError, invalidParameter, unknownObject } from './errors.ts'
import { type FieldMap, listPage, pick, readPage } from './fields.ts'
import { fileAddress } from './files.ts'
import { MAX_FLOW_BYTES } from './flow-json.ts'
import {
  type Flow,
  type FlowStatus,
  getFlow,
  getFlowByName,
  insertFlow,
  readFlowText,
  removeFlow,
  rowToFlow,
  setFlowStatus,
  updateFlow,
  writeFlowJson,
} from './flow-store.ts'
import type { Params } from './params.ts'
import { previewOf, renewPreview } from './preview.ts'

const categories = new Set([
  'SIGN_UP',
  'SIGN_IN',
  'APPOINTMENT_BOOKING',
  'LEAD_GENERATION',
  'CONTACT_US',
  'CUSTOMER_SUPPORT',
  'SURVEY',
  'OTHER',
])

/** `POST /{WABA}/flows` */
export function createFlow({ world, params }: GraphCall): Response {
  const name = readName(world, params)
  const wantedCategories = readCategories(params)
  if (name === undefined) throw invalidParameter('The parameter name is required.')
  if (!wantedCategories) throw invalidParameter('The parameter categories is required.')
  const endpointUri = readEndpoint(params) ?? null
  const text = readJsonParam(params)
  const publish = params.flag('publish')
  if (publish && text === undefined) {
    throw invalidParameter('Param publish can be used only together with flow_json.')
  }
  const source = readCloneSource(world, params)
  const id = insertFlow(world, { name, categories: wantedCategories, endpointUri })
  const copied = text ?? source
  const errors = copied === undefined ? [] : writeFlowJson(world, id, copied)
  // Published only when sound: what has errors stays a draft, and the answer says why.
  if (publish && errors.length === 0) publishNow(world, getFlow(world, id) as Flow)
  return Response.json({ id, success: true, validation_errors: errors })
}

/** `GET /{WABA}/flows` */
export function listFlows({ world, params, url, graphBase }: GraphCall): Response {
  const wanted = params.text('fields')
  const fields = flowFields(world, graphBase)
  return Response.json(
    listPage<Parameters<typeof rowToFlow>[0]>(
      world.sql,
      'flows',
      [],
      [],
      readPage(params),
      url,
      (row) => pick(rowToFlow(row), fields, wanted, usualFields, 'WhatsAppFlow'),
    ),
  )
}

/** `GET /{FLOW}`; with the field `preview.invalidate(true)` the old preview address ends. */
export function showFlow({ world, params, graphBase }: GraphCall, flow: Flow): Response {
  const wanted = params.text('fields')
  if (/(^|,)\s*preview\.invalidate\(true\)/i.test(wanted ?? '')) renewPreview(world, flow.id)
  return Response.json(
    pick(flow, flowFields(world, graphBase), wanted, usualFields, 'WhatsAppFlow'),
  )
}

/** `POST /{FLOW}` */
export function changeFlow({ world, params }: GraphCall, flow: Flow): Response {
  requireDraft(flow)
  const name = readName(world, params, flow)
  const wantedCategories = readCategories(params)
  const endpointUri = readEndpoint(params)
  const applicationId = params.text('application_id')
  if (applicationId !== undefined && !/^\d{1,20}$/.test(applicationId)) {
    throw invalidParameter('Param application_id must be the id of an app.')
  }
  if (
    endpointUri !== undefined &&
    flow.jsonVersion !== null &&
    Number.parseFloat(flow.jsonVersion) < 3
  ) {
    throw new GraphError(139001, {
      userTitle: 'Endpoint cannot be set',
      userMessage: 'Flows below version 3.0 name their endpoint inside the JSON.',
    })
  }
  updateFlow(world, flow.id, {
    ...(name !== undefined && { name }),
    ...(wantedCategories && { categories: wantedCategories }),
    ...(endpointUri !== undefined && { endpointUri }),
    ...(applicationId !== undefined && { applicationId }),
  })
  return success()
}

/** `POST /{FLOW}/assets`: multipart with `file`, `name` = flow.json, `asset_type` = FLOW_JSON. */
export async function uploadAsset({ world, params }: GraphCall, flow: Flow): Promise<Response> {
  requireDraft(flow)
  const name = params.text('name')
  if (name !== undefined && name !== 'flow.json') {
    throw invalidParameter('Param name must be flow.json.')
  }
  if (params.text('asset_type') !== 'FLOW_JSON') {
    throw invalidParameter('Param asset_type must be one of {FLOW_JSON}.')
  }
  const file = params.raw('file')
  if (!(file instanceof File || file instanceof Blob || typeof file === 'string')) {
    throw invalidParameter('The parameter file is required.')
  }
  const bytes =
    typeof file === 'string'
      ? new TextEncoder().encode(file)
      : new Uint8Array(await file.arrayBuffer())
  if (bytes.length > MAX_FLOW_BYTES) throw invalidParameter('The file is larger than 10 MB.')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new GraphError(139001, {
      userTitle: 'Error while processing Flow JSON',
      userMessage: 'The file is not text in UTF-8.',
    })
  }
  return Response.json({ success: true, validation_errors: writeFlowJson(world, flow.id, text) })
}

/** `GET /{FLOW}/assets` */
export async function listAssets(call: GraphCall, flow: Flow): Promise<Response> {
  if (!flow.hasJson) return Response.json({ data: [] })
  return Response.json({
    data: [
      {
        name: 'flow.json',
        asset_type: 'FLOW_JSON',
        download_url: await fileAddress(call.world, call.graphBase, flow.id),
      },
    ],
    paging: { cursors: { before: btoa('0'), after: btoa('0') } },
  })
}

/** `POST /{FLOW}/publish` */
export function publishFlow({ world }: GraphCall, flow: Flow): Response {
  const refuse = (userTitle: string, userMessage: string) =>
    new GraphError(139002, { userTitle, userMessage })
  if (flow.status !== 'DRAFT') {
    throw refuse(
      'Flow is not a draft',
      `The flow is ${flow.status} and can be published only once.`,
    )
  }
  if (!flow.hasJson) throw refuse('Flow JSON is missing', 'Upload the JSON of the flow first.')
  if (flow.validationErrors.length > 0) {
    throw refuse('Flow JSON has validation errors', 'Mend the validation errors, then publish.')
  }
  if (flow.dataApiVersion !== null && flow.endpointUri === null) {
    throw refuse('Endpoint is missing', 'The flow uses data_api_version and needs an endpoint_uri.')
  }
  if (flow.dataApiVersion !== null && world.settings.requiresPublicKey) {
    if (world.config.publicKey === undefined) {
      throw refuse(
        'Public key is missing',
        'Upload a key to whatsapp_business_encryption of the phone number first.',
      )
    }
    if (!world.config.subscribed) {
      throw refuse('App is not subscribed', 'Subscribe the app to the account first.')
    }
  }
  publishNow(world, flow)
  return success()
}

/** `POST /{FLOW}/deprecate` */
export function deprecateFlow({ world }: GraphCall, flow: Flow): Response {
  if (flow.status === 'DRAFT' || flow.status === 'DEPRECATED') {
    throw new GraphError(139003, {
      userTitle: flow.status === 'DRAFT' ? 'Flow is not published' : 'Flow is already deprecated',
      userMessage: 'Only a published flow can be deprecated, and only once.',
    })
  }
  moveFlow(world, flow, 'DEPRECATED')
  return success()
}

/** `DELETE /{FLOW}` */
export function deleteFlow({ world }: GraphCall, flow: Flow): Response {
  if (flow.status !== 'DRAFT') {
    throw new GraphError(139004, {
      userTitle: 'Flow cannot be deleted',
      userMessage: `The flow is ${flow.status}. Only drafts can be deleted.`,
    })
  }
  removeFlow(world, flow.id)
  return success()
}

const publishNow = (world: World, flow: Flow): void => moveFlow(world, flow, 'PUBLISHED')

/** Changes the status, and says so by webhook in the same turn. */
export function moveFlow(world: World, flow: Flow, status: FlowStatus): void {
  setFlowStatus(world, flow, status)
  world.announce([
    {
      field: 'flows',
      value: {
        event: 'FLOW_STATUS_CHANGE',
        message: `Flow ${flow.name} changed status from ${flow.status} to ${status}.`,
        flow_id: flow.id,
        old_status: flow.status,
        new_status: status,
      },
    },
  ])
}

const usualFields = ['id', 'name', 'status', 'categories', 'validation_errors']

const flowFields = (world: World, graphBase: string): FieldMap<Flow> => ({
  id: (flow) => flow.id,
  name: (flow) => flow.name,
  status: (flow) => flow.status,
  categories: (flow) => flow.categories,
  validation_errors: (flow) => flow.validationErrors,
  json_version: (flow) => flow.jsonVersion,
  data_api_version: (flow) => flow.dataApiVersion,
  endpoint_uri: (flow) => flow.endpointUri,
  data_channel_uri: (flow) => flow.endpointUri,
  preview: (flow) => previewOf(world, flow.id, graphBase),
  updated_at: (flow) => new Date(flow.updatedAt).toISOString().replace(/\.\d+Z$/, '+0000'),
  application: (flow) => ({ id: flow.applicationId ?? world.config.appId }),
  whatsapp_business_account: () => ({
    id: world.config.wabaId,
    name: world.config.verifiedName,
  }),
  health_status: (flow) => {
    const able =
      flow.status === 'PUBLISHED'
        ? 'AVAILABLE'
        : flow.status === 'THROTTLED'
          ? 'LIMITED'
          : 'BLOCKED'
    return {
      can_send_message: able,
      entities: [
        { entity_type: 'FLOW', id: flow.id, can_send_message: able },
        { entity_type: 'WABA', id: world.config.wabaId, can_send_message: 'AVAILABLE' },
        { entity_type: 'APP', id: world.config.appId, can_send_message: 'AVAILABLE' },
      ],
    }
  },
})

function requireDraft(flow: Flow): void {
  if (flow.status === 'DRAFT') return
  throw new GraphError(139001, {
    userTitle: 'Flow cannot be updated',
    userMessage: `The flow is ${flow.status}. Only drafts can be changed.`,
  })
}

/** The name asked for, if any, once it is known to be free in this account. `self` may keep its own. */
function readName(world: World, params: Params, self?: Flow): string | undefined {
  const name = params.text('name')?.trim()
  if (name === undefined || name === '') return undefined
  if (name.length > 200) throw invalidParameter('Param name must be at most 200 characters long.')
  const taken = getFlowByName(world, name)
  if (taken && taken.id !== self?.id) {
    throw invalidParameter(
      'Flow names are unique within one WhatsApp Business Account. Choose another name.',
      4016019,
      'Flow name is not unique',
    )
  }
  return name
}

function readCategories(params: Params): string[] | undefined {
  const list = params.list('categories')
  if (!list) return undefined
  if (list.length === 0) throw invalidParameter('Param categories must name at least one category.')
  for (const [at, category] of list.entries()) {
    if (typeof category === 'string' && categories.has(category)) continue
    throw invalidParameter(
      `Param categories[${at}] must be one of {${[...categories].join(', ')}} - got ${JSON.stringify(category)}.`,
    )
  }
  return [...new Set(list as string[])]
}

function readEndpoint(params: Params): string | undefined {
  const text = params.text('endpoint_uri') ?? params.text('data_channel_uri')
  if (text === undefined) return undefined
  if (text.length <= 2_048 && URL.canParse(text) && new URL(text).protocol === 'https:') return text
  throw invalidParameter('Param endpoint_uri must be an https address.')
}

function readJsonParam(params: Params): string | undefined {
  if (!params.has('flow_json')) return undefined
  const value = params.raw('flow_json')
  if (typeof value !== 'string') throw invalidParameter('Param flow_json must be a string.')
  if (new TextEncoder().encode(value).length > MAX_FLOW_BYTES) {
    throw invalidParameter('Param flow_json is larger than 10 MB.')
  }
  return value
}

function readCloneSource(world: World, params: Params): string | undefined {
  const id = params.text('clone_flow_id')
  if (id === undefined) return undefined
  const source = getFlow(world, id)
  if (!source) throw unknownObject(id, 'post')
  return readFlowText(world, id)
}
