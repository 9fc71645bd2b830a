/** For tests: a sandbox world of one's own, driven through its doors by requests. */
import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import type { Env } from '../../env.ts'
import { type SandboxVariables, sandbox } from '../app.ts'
import type { SandboxSettings } from '../settings.ts'
import { Receiver } from './receiver.ts'

const digits = (count: number) =>
  Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => 1 + (byte % 9)).join('')

export const testEnv = env as unknown as Env

/** The sandbox as the app mounts it; `x-test-world` and `x-test-local` stand for session and mode. */
const app = new Hono<{ Bindings: Env; Variables: SandboxVariables }>()
  .use(async (c, next) => {
    const worldId = c.req.header('x-test-world')
    if (worldId) c.set('worldId', worldId)
    c.set('local', c.req.header('x-test-local') === '1')
    await next()
  })
  .route('/sandbox', sandbox)

/** One request to `https://app.test/sandbox…`. */
export const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  Promise.resolve(app.request(`https://app.test/sandbox${path}`, init, testEnv))

export type Reply<T = Record<string, unknown>> = { status: number; body: T }

async function readReply<T>(response: Response): Promise<Reply<T>> {
  const text = await response.text()
  return { status: response.status, body: text === '' ? ({} as T) : JSON.parse(text) }
}

export class TestWorld {
  readonly wabaId = digits(15)
  readonly phoneNumberId = digits(15)
  readonly displayPhoneNumber = `+999${digits(9)}`
  readonly appSecret = digits(32)
  readonly token = `SBX.${this.wabaId}.${digits(30)}`
  readonly verifyToken = digits(20)
  readonly receiver = new Receiver(this.wabaId, this.verifyToken)

  static async make(settings: Partial<SandboxSettings> = {}): Promise<TestWorld> {
    const world = new TestWorld()
    const reply = await world.provision({
      settings: { approvalDelayMs: 0, sentDelayMs: 0, deliveredDelayMs: 0, ...settings },
    })
    const text = await reply.text()
    if (!reply.ok) throw new Error(`no world: ${text}`)
    return world
  }

  provision(more: object = {}): Promise<Response> {
    return ask('/worlds', {
      method: 'POST',
      headers: { authorization: `Bearer ${testEnv.SEALING_KEY}` },
      body: JSON.stringify({
        wabaId: this.wabaId,
        phoneNumberId: this.phoneNumberId,
        displayPhoneNumber: this.displayPhoneNumber,
        verifiedName: 'Clinic',
        appId: '1234567890',
        appSecret: this.appSecret,
        token: this.token,
        verifyToken: this.verifyToken,
        callbackUrl: this.receiver.url,
        ...more,
      }),
    })
  }

  get stub() {
    return testEnv.SANDBOXES.get(testEnv.SANDBOXES.idFromName(this.wabaId))
  }

  /** A Graph call with the world's token; an object becomes a JSON body, forms stay forms. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  async graph<T = any>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    const isForm = body instanceof FormData || body instanceof URLSearchParams
    const init: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: isForm ? (body as BodyInit) : JSON.stringify(body) }),
    }
    return readReply<T>(await ask(`/graph/v24.0${path}`, init))
  }

  /** A request of the handset page. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  async phone<T = any>(method: string, path: string, body?: object): Promise<Reply<T>> {
    return readReply<T>(await this.enter(method, `/phones${path}`, body))
  }

  /** A request that arranges the world: settings, clock, verdicts. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  async arrange<T = any>(method: string, path: string, body?: object): Promise<Reply<T>> {
    return readReply<T>(await this.enter(method, path, body))
  }

  /** Puts the world's clock ahead. */
  async pass(ms: number): Promise<void> {
    const reply = await this.arrange('POST', '/clock', { forwardMs: ms })
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
  }

  enter(method: string, path: string, body?: object): Promise<Response> {
    return ask(path, {
      method,
      headers: { 'x-test-world': this.wabaId, 'x-test-local': '1' },
      ...(body && { body: JSON.stringify(body) }),
    })
  }

  async log(after = 0): Promise<Record<string, unknown>[]> {
    const reply = await this.enter('GET', `/log?after=${after}`)
    const text = new TextDecoder().decode(await reply.arrayBuffer())
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  }

  /** A published flow of two fields; returns its id. */
  async publishedFlow(name = `Flow ${digits(8)}`): Promise<string> {
    const { body } = await this.graph('POST', `/${this.wabaId}/flows`, {
      name,
      categories: ['SURVEY'],
      flow_json: soundFlow,
      publish: true,
    })
    return body.id
  }

  /** An approved template with one variable and a Flow button. */
  async approvedTemplate(flowId: string, name = `visit_${digits(8)}`): Promise<string> {
    const made = await this.graph(
      'POST',
      `/${this.wabaId}/message_templates`,
      newTemplate(name, flowId),
    )
    if (made.status !== 200) throw new Error(JSON.stringify(made.body))
    await this.receiver.until(({ changes }) =>
      changes.some(({ value }) => value.message_template_name === name),
    )
    return name
  }

  sendTemplate(to: string, name: string, more: object = {}, headers: Record<string, string> = {}) {
    return this.graph(
      'POST',
      `/${this.phoneNumberId}/messages`,
      {
        messaging_product: 'whatsapp',
        to,
        type: 'template',
        template: filledTemplate(name),
        ...more,
      },
      headers,
    )
  }
}

export const soundFlow = JSON.stringify({
  version: '7.3',
  screens: [
    {
      id: 'RATING',
      title: 'Your visit',
      terminal: true,
      success: true,
      data: {},
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: 'How was it? Grüße' },
          { type: 'TextInput', name: 'comment', label: 'Comment', 'input-type': 'text' },
          {
            type: 'Footer',
            label: 'Send',
            'on-click-action': { name: 'complete', payload: { comment: '${form.comment}' } },
          },
        ],
      },
    },
  ],
})

export const newTemplate = (name: string, flowId: string) => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  components: [
    {
      type: 'BODY',
      text: 'Hello {{1}}, how was your visit?',
      example: { body_text: [['Ana']] },
    },
    { type: 'FOOTER', text: 'Takes a minute' },
    { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Tell us', flow_id: flowId }] },
  ],
})

export const filledTemplate = (name: string, token = 'ft_1') => ({
  name,
  language: { code: 'en_US' },
  components: [
    { type: 'body', parameters: [{ type: 'text', text: 'Zoë' }] },
    {
      type: 'button',
      sub_type: 'flow',
      index: '0',
      parameters: [
        { type: 'action', action: { flow_token: token, flow_action_data: { ref: 'r1' } } },
      ],
    },
  ],
})
