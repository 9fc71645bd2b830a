/** Our templates, messages and findings in 8x8's shapes (messaging-platforms.md §2.4 to §2.6). */
import { countedAlone } from '../../shared/templates/text.ts'
import type { Outbound, OutboundContent, ProviderButton, TemplateDraft } from './channel.ts'
import { hasKeys } from './outbound-data.ts'

/** 8x8 gives templates no id: name and language are it. */
export const templateKey = (name: string, language: string): string => `${name}/${language}`

/** Body of `POST …/templates`. */
export function templatePayload(template: TemplateDraft) {
  const header = countedAlone(template.header ?? '', template.samples)
  const body = countedAlone(template.body, template.samples)
  const { footer, buttons } = template
  return {
    name: template.name,
    language: template.language,
    category: template.category,
    components: [
      ...(header.text
        ? [{ type: 'HEADER', format: 'TEXT', text: header.text, ...examples(header.values) }]
        : []),
      { type: 'BODY', text: body.text, ...examples(body.values) },
      ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
      ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map(buttonPayload) }] : []),
    ],
  }
}

const examples = (values: string[]) => (values.length > 0 ? { examples: values } : {})

function buttonPayload(button: ProviderButton) {
  switch (button.type) {
    case 'QUICK_REPLY':
      return { type: 'QUICK_REPLY', text: button.label }
    case 'URL':
      return { type: 'URL', text: button.label, url: button.url }
    case 'PHONE_NUMBER':
      return { type: 'PHONE_NUMBER', text: button.label, phoneNumber: button.phoneNumber }
    case 'COPY_CODE':
      // 8x8's two descriptions spell the samples of a button differently.
      return { type: 'COPY_CODE', example: [button.code], examples: [button.code] }
    case 'FLOW':
      return {
        type: 'FLOW',
        text: button.label,
        flowId: button.providerFlowId,
        flowAction: 'navigate',
        ...(button.navigateScreen && { navigateScreen: button.navigateScreen }),
      }
  }
}

/** Body of `POST /api/v1/subaccounts/{subAccountId}/messages`. */
export const messagePayload = (
  { phoneNumber, correlationId, content }: Outbound,
  options: { sendsGuideFields: boolean },
) => ({
  user: { msisdn: phoneNumber },
  clientMessageId: correlationId,
  ...contentPayload(content, options),
})

function contentPayload(content: OutboundContent, options: { sendsGuideFields: boolean }) {
  switch (content.kind) {
    case 'text':
      return { type: 'text', content: { text: content.text } }
    case 'template':
      return { type: 'template', content: { template: templateReference(content) } }
    case 'flow':
      return { type: 'interactive', content: { interactive: interactiveFlow(content, options) } }
  }
}

function templateReference(content: Extract<OutboundContent, { kind: 'template' }>) {
  const { headerValue, flow, code } = content
  const body = content.bodyValues ?? content.values
  const components = [
    ...(headerValue === undefined
      ? []
      : [{ type: 'header', parameters: [{ type: 'text', text: headerValue }] }]),
    ...(body.length > 0
      ? [{ type: 'body', parameters: body.map((text) => ({ type: 'text', text })) }]
      : []),
    // The button needs its part also where there is nothing to say in it. The token is 8x8's own.
    ...(flow
      ? [
          {
            type: 'button',
            subType: 'flow',
            index: flow.index ?? 0,
            parameters: [
              {
                type: 'action',
                ...(hasKeys(flow.data) && {
                  flowActionData: {
                    ...(flow.screen && { screen: flow.screen }),
                    data: flow.data,
                  },
                }),
              },
            ],
          },
        ]
      : []),
    ...(code
      ? [
          {
            type: 'button',
            subType: 'copyCode',
            index: code.index,
            parameters: [{ type: 'couponCode', couponCode: code.text }],
          },
        ]
      : []),
  ]
  return {
    name: content.name,
    language: content.language,
    ...(components.length > 0 && { components }),
  }
}

function interactiveFlow(
  content: Extract<OutboundContent, { kind: 'flow' }>,
  { sendsGuideFields }: { sendsGuideFields: boolean },
) {
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
      parameters: {
        flowId: content.providerFlowId,
        flowCta: content.button,
        flowAction: content.action,
        ...(content.action === 'navigate' && payload && { flowActionPayload: payload }),
        ...(sendsGuideFields && {
          flowMessageVersion: '3',
          flowToken: content.token,
          mode: content.mode ?? 'published',
        }),
      },
    },
  }
}
