/** From what a caller wants sent to a message row: template, flow, number and values looked up and checked. */
import type { Media } from '../../../shared/api/media.ts'
import { type Problem, problem } from '../../../shared/api/problem.ts'
import { readFlow } from '../../../shared/flow/index.ts'
import { err, ok, type Result } from '../../../shared/result.ts'
import { countedAlone } from '../../../shared/templates/text.ts'
import { capabilitiesOf } from '../../channels/capabilities.ts'
import type { Db } from '../../db/client.ts'
import { rowValueMaxBytes } from '../../db/client.ts'
import { jsonChunks } from '../../db/json-chunks.ts'
import type { Env } from '../../env.ts'
import { type ChannelRow, channelIn, listChannels } from '../channels/store.ts'
import { findVersion, versionText } from '../flows/store.ts'
import { type TemplateRow, textOf } from '../templates/rows.ts'
import { templatesNamed } from '../templates/store.ts'
import { orderedId } from './ordered-id.ts'
import type { Intent } from './outbox.ts'
import { normalise } from './phone-number.ts'
import {
  badNumber,
  closedFlowProblem,
  refuse,
  textsProblem,
  unfitTemplate,
  valuesProblem,
} from './sendable.ts'

/** What to say, provider-neutral. Flows are named by their public id. */
export type Said =
  | {
      kind: 'template'
      name: string
      language: string
      /** Values of {{1}}…{{n}}. */
      values: string[]
      /** Data for the first screen of the flow behind the button. */
      flowData?: Record<string, unknown>
      /** What the button that copies a code copies; the template's own code where left out. */
      code?: string
    }
  | {
      kind: 'flow'
      publicId: string
      header?: string
      body: string
      footer?: string
      button: string
      action?: 'navigate' | 'data_exchange'
      screen?: string
      data?: Record<string, unknown>
      /** The flow token, where the sender chooses it: one that no other message of the workspace has. */
      token?: string
    }
  | { kind: 'text'; text: string }

export type ToSend = {
  phoneNumber: string
  said: Said
  clientMessageId?: string
  /** When it is to go out; at once where left out. */
  scheduledAt?: number
  /** The workspace's first channel that fits where none is named. */
  channelId?: string
}

export const clientMessageIdMax = 50

/** What one workspace's messages are made from, each thing looked up once. */
export type Composer = {
  compose(wanted: ToSend, now: number): Promise<Result<Intent, Problem>>
}

/** `takenTokens`: flow tokens among those to be sent that other messages have already (`takenAmong`). */
export function composer(
  env: Env,
  db: Db,
  workspaceId: string,
  subaccountId: string,
  takenTokens: ReadonlySet<string>,
): Composer {
  const channels = once((id: string) => channelIn(db, workspaceId, id))
  const firstChannel = once(async (_: '') => {
    const [first] = await listChannels(db, workspaceId)
    return first && channels(first.id)
  })
  const templates = once((key: string) => {
    const [name = '', language = ''] = key.split('\n')
    return templatesNamed(db, workspaceId, name, language)
  })
  const versions = once((publicId: string) => findVersion(db, workspaceId, publicId))
  const entryScreens = once(async (publicId: string) => {
    const found = await versions(publicId)
    return found ? firstScreen(await versionText(env, found.version)) : undefined
  })

  async function compose(wanted: ToSend, now: number): Promise<Result<Intent, Problem>> {
    const { said, clientMessageId } = wanted
    if (clientMessageId !== undefined && clientMessageId.length > clientMessageIdMax) {
      return refuse('clientMessageId', `It is longer than ${clientMessageIdMax} characters.`)
    }
    const channel = wanted.channelId === undefined ? undefined : await channels(wanted.channelId)
    if (wanted.channelId !== undefined && !channel) {
      return err(
        problem('not-found', { field: 'channelId', detail: 'No such channel in this workspace.' }),
      )
    }
    const composed =
      said.kind === 'template'
        ? await composeTemplate(said, channel)
        : said.kind === 'flow'
          ? await composeFlow(said, channel)
          : await composeText(said, channel)
    if (!composed.ok) return composed
    const number = normalise(wanted.phoneNumber, { sandbox: composed.value.channel.sandbox })
    if (!number.ok) return err(badNumber(wanted.phoneNumber, number.error))
    if (JSON.stringify(composed.value.content).length > rowValueMaxBytes / 4) {
      return err(
        problem('too-large', {
          field: 'content',
          detail: 'The content of the message is too large.',
        }),
      )
    }
    return ok({
      id: orderedId(now),
      workspaceId,
      channelId: composed.value.channel.id,
      subaccountId,
      campaignId: null,
      phoneNumber: number.value,
      content: composed.value.content,
      templateId: composed.value.templateId,
      publicId: composed.value.publicId,
      flowToken: composed.value.flowToken,
      clientMessageId: clientMessageId || null,
      ...(wanted.scheduledAt !== undefined && { scheduledAt: wanted.scheduledAt }),
    })
  }

  type Composed = Pick<Intent, 'content' | 'templateId' | 'publicId' | 'flowToken'> & {
    channel: ChannelRow
  }

  async function composeTemplate(
    said: Extract<Said, { kind: 'template' }>,
    channel: ChannelRow | undefined,
  ): Promise<Result<Composed, Problem>> {
    const found = await templates(`${said.name}\n${said.language}`)
    const there = found.filter((row) => !channel || row.channelId === channel.id)
    const template = there.find((row) => row.status === 'APPROVED') ?? there[0]
    const unfit = template
      ? unfitTemplate(template)
      : `No template "${said.name}" in ${said.language} exists.`
    if (!template || unfit) {
      return err(problem('template-not-approved', { field: 'template', detail: unfit ?? '' }))
    }
    const closed = template.publicId === null ? null : await closedFlow(template.publicId)
    if (closed) return err(closed)
    const values = valuesProblem(template, said.values)
    if (values) return err(values)
    const sendingChannel = channel ?? (await channels(template.channelId))
    if (!sendingChannel) return err(problem('no-channel'))
    return ok({ channel: sendingChannel, ...templateContent(template, said.values, said) })
  }

  async function composeFlow(
    said: Extract<Said, { kind: 'flow' }>,
    channel: ChannelRow | undefined,
  ): Promise<Result<Composed, Problem>> {
    const long = textsProblem(said)
    if (long) return long
    const found = await versions(said.publicId)
    if (!found || (channel && found.flow.channelId !== channel.id)) {
      return err(problem('not-found', { field: 'flowId', detail: `No flow ${said.publicId}.` }))
    }
    const closed = await closedFlow(said.publicId)
    if (closed) return err(closed)
    const { providerFlowId } = found.version
    const sendingChannel = channel ?? (await channels(found.flow.channelId))
    if (!sendingChannel || !providerFlowId) return err(problem('no-channel'))
    const action = said.action ?? 'navigate'
    const screen =
      action === 'navigate' ? (said.screen ?? (await entryScreens(said.publicId))) : undefined
    const token = said.token ?? mintFlowToken()
    if (said.token !== undefined && !capabilitiesOf(sendingChannel).choosesFlowToken) {
      return refuse('flowToken', 'The provider of this channel chooses flow tokens itself.')
    }
    if (said.token !== undefined && isTaken(said.token)) {
      return refuse('flowToken', 'Another message has this flow token: each needs its own.')
    }
    return ok({
      channel: sendingChannel,
      templateId: null,
      publicId: said.publicId,
      flowToken: token,
      content: {
        kind: 'flow',
        body: said.body,
        button: said.button,
        providerFlowId,
        token,
        action,
        ...(said.header && { header: said.header }),
        ...(said.footer && { footer: said.footer }),
        ...(screen && { screen }),
        ...(said.data && { data: said.data }),
      },
    })
  }

  async function composeText(
    said: Extract<Said, { kind: 'text' }>,
    channel: ChannelRow | undefined,
  ): Promise<Result<Composed, Problem>> {
    if (said.text.trim() === '') return refuse('text', 'The text is empty.')
    if (said.text.length > 4096) return refuse('text', 'A text has at most 4,096 characters.')
    const sendingChannel = channel ?? (await firstChannel(''))
    if (!sendingChannel) return err(problem('no-channel'))
    return ok({
      channel: sendingChannel,
      templateId: null,
      publicId: null,
      flowToken: null,
      content: { kind: 'text', text: said.text },
    })
  }

  const chosen = new Set<string>()

  /** Whether a message has this token: answers find their message by it. Asking takes it. */
  function isTaken(token: string): boolean {
    if (chosen.has(token) || takenTokens.has(token)) return true
    chosen.add(token)
    return false
  }

  /** Why the flow of a version cannot be sent, or null. */
  async function closedFlow(publicId: string): Promise<Problem | null> {
    return closedFlowProblem(await versions(publicId))
  }

  return { compose }
}

/** Which of the flow tokens that senders chose other messages of the workspace have: one question for all. */
export async function takenAmong(
  db: Db,
  workspaceId: string,
  wanted: readonly ToSend[],
): Promise<Set<string>> {
  const chosen = wanted.flatMap(({ said }) =>
    said.kind === 'flow' && said.token !== undefined ? [JSON.stringify(said.token)] : [],
  )
  const statement = db.$client.prepare(
    `select flow_token as token from messages
     where workspace_id = ?1 and flow_token in (select value from json_each(?2))`,
  )
  const taken = new Set<string>()
  for (const tokens of jsonChunks(chosen)) {
    const { results } = await statement.bind(workspaceId, tokens).all<{ token: string }>()
    for (const { token } of results) taken.add(token)
  }
  return taken
}

/**
 * One message of a template, with a flow token of its own where it has a Flow button. `media` stands in the header
 * instead of the template's own file.
 */
export function templateContent(
  template: TemplateRow,
  values: string[],
  said: { flowData?: Record<string, unknown>; code?: string; media?: Media } = {},
): Pick<Intent, 'content' | 'templateId' | 'publicId' | 'flowToken'> {
  const { flowData } = said
  const token = template.publicId === null ? null : mintFlowToken()
  const { header, body, buttons, flowAt, navigateScreen, ...own } = textOf(template)
  const headerMedia = said.media ?? own.headerMedia
  const [inHeader] = countedAlone(header ?? '', values).values
  const inBody = countedAlone(body, values).values
  const codeAt = buttons.findIndex(({ type }) => type === 'COPY_CODE')
  const code = buttons[codeAt]
  return {
    templateId: template.id,
    publicId: template.publicId,
    flowToken: token,
    content: {
      kind: 'template',
      name: template.name,
      language: template.language,
      values,
      ...(inHeader !== undefined && { headerValue: inHeader }),
      ...(headerMedia && {
        headerMedia: {
          kind: headerMedia.kind,
          mediaId: headerMedia.id,
          fileName: headerMedia.fileName,
        },
      }),
      ...(inBody.join('\n') !== values.join('\n') && { bodyValues: inBody }),
      ...(token && {
        flow: {
          token,
          ...(flowAt > 0 && { index: flowAt }),
          ...(flowData && { ...(navigateScreen && { screen: navigateScreen }), data: flowData }),
        },
      }),
      ...(code?.type === 'COPY_CODE' && {
        code: {
          index: token !== null && codeAt >= flowAt ? codeAt + 1 : codeAt,
          text: said.code ?? code.code,
        },
      }),
    },
  }
}

const mintFlowToken = (): string => `ft_${crypto.randomUUID()}`

/** The screen that no other leads to, as the phone opens it; undefined where the flow has none. */
export function firstScreen(text: string): string | undefined {
  const { flow } = readFlow(text)
  if (!flow) return undefined
  const targets = new Set(Object.values(flow.routingModel ?? {}).flat())
  return (flow.screens.find(({ id }) => !targets.has(id)) ?? flow.screens[0])?.id
}

/** A look-up that asks once a key. A query runs anew each time it is awaited: the promise made of it does not. */
function once<K extends string, V>(look: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>()
  return (key) => {
    const value = known.get(key) ?? Promise.resolve(look(key))
    known.set(key, value)
    return value
  }
}
