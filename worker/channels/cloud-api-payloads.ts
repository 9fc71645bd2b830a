/** Our templates, messages and findings in the shapes of Meta's Graph API (messaging-platforms.md §3.4, §3.5). */
import { countedAlone } from '../../shared/templates/text.ts'
import type { Outbound, OutboundContent, ProviderButton, TemplateDraft } from './channel.ts'
import { hasKeys } from './outbound-data.ts'

/** Body of `POST /{WABA}/message_templates`. */
export function templatePayload(template: TemplateDraft) {
  const header = countedAlone(template.header ?? '', template.samples)
  const body = countedAlone(template.body, template.samples)
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    parameter_format: 'POSITIONAL',
    components: [
      ...(template.headerMedia
        ? [
            {
              type: 'HEADER',
              format: template.headerMedia.kind.toUpperCase(),
              example: { header_handle: [template.headerMedia.handle] },
            },
          ]
        : []),
      ...(header.text
        ? [
            {
              type: 'HEADER',
              format: 'TEXT',
              text: header.text,
              ...(header.values.length > 0 && { example: { header_text: header.values } }),
            },
          ]
        : []),
      {
        type: 'BODY',
        text: body.text,
        ...(body.values.length > 0 && { example: { body_text: [body.values] } }),
      },
      ...(template.footer ? [{ type: 'FOOTER', text: template.footer }] : []),
      ...(template.buttons.length > 0
        ? [{ type: 'BUTTONS', buttons: template.buttons.map(buttonPayload) }]
        : []),
    ],
  }
}

function buttonPayload(button: ProviderButton) {
  switch (button.type) {
    case 'QUICK_REPLY':
      return { type: 'QUICK_REPLY', text: button.label }
    case 'URL':
      return { type: 'URL', text: button.label, url: button.url }
    case 'PHONE_NUMBER':
      return { type: 'PHONE_NUMBER', text: button.label, phone_number: button.phoneNumber }
    case 'COPY_CODE':
      return { type: 'COPY_CODE', example: button.code }
    case 'FLOW':
      return {
        type: 'FLOW',
        text: button.label,
        flow_id: button.providerFlowId,
        flow_action: 'navigate',
        ...(button.navigateScreen && { navigate_screen: button.navigateScreen }),
      }
  }
}

/** Body of `POST /{PHONE}/messages`. */
export const messagePayload = ({ phoneNumber, correlationId, content }: Outbound) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to: phoneNumber,
  biz_opaque_callback_data: correlationId,
  ...contentPayload(content),
})

/** Body of `POST /{PHONE}/messages` that marks one from a person as read. */
export const readPayload = (providerMessageId: string) => ({
  messaging_product: 'whatsapp',
  status: 'read',
  message_id: providerMessageId,
})

function contentPayload(content: OutboundContent) {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: { body: content.text } }
    case 'template':
      return { type: 'template', template: templateReference(content) }
    case 'flow':
      return { type: 'interactive', interactive: interactiveFlow(content) }
  }
}

type HeaderMedia = NonNullable<Extract<OutboundContent, { kind: 'template' }>['headerMedia']>

function templateReference(content: Extract<OutboundContent, { kind: 'template' }>) {
  const { headerValue, headerMedia, flow, code } = content
  const body = content.bodyValues ?? content.values
  const components = [
    ...(headerValue === undefined
      ? []
      : [{ type: 'header', parameters: [{ type: 'text', text: headerValue }] }]),
    ...(headerMedia ? [{ type: 'header', parameters: [mediaParameter(headerMedia)] }] : []),
    ...(body.length > 0
      ? [{ type: 'body', parameters: body.map((text) => ({ type: 'text', text })) }]
      : []),
    ...(flow
      ? [
          {
            type: 'button',
            sub_type: 'flow',
            index: String(flow.index ?? 0),
            parameters: [
              {
                type: 'action',
                action: {
                  flow_token: flow.token,
                  ...(hasKeys(flow.data) && { flow_action_data: flow.data }),
                },
              },
            ],
          },
        ]
      : []),
    ...(code
      ? [
          {
            type: 'button',
            sub_type: 'copy_code',
            index: String(code.index),
            parameters: [{ type: 'coupon_code', coupon_code: code.text }],
          },
        ]
      : []),
  ]
  return {
    name: content.name,
    language: { code: content.language },
    ...(components.length > 0 && { components }),
  }
}

/** A document is shown by its name. */
function mediaParameter({ kind, providerMediaId, fileName }: HeaderMedia) {
  const media = { id: providerMediaId, ...(kind === 'document' && { filename: fileName }) }
  return { type: kind, [kind]: media }
}

function interactiveFlow(content: Extract<OutboundContent, { kind: 'flow' }>) {
  const payload = content.screen && {
    screen: content.screen,
    ...(hasKeys(content.data) && { data: content.data }),
  }
  return {
    type: 'flow',
    ...(content.header && { header: { type: 'text', text: content.header } }),
    body: { text: content.body },
    ...(content.footer && { footer: { text: content.footer } }),
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_token: content.token,
        flow_id: content.providerFlowId,
        flow_cta: content.button,
        mode: content.mode ?? 'published',
        flow_action: content.action,
        ...(content.action === 'navigate' && payload && { flow_action_payload: payload }),
      },
    },
  }
}
