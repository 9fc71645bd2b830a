/** Every URL of the product, once, each with who may use it. A route that is not listed here cannot be mounted. */
import type { Capability } from '../access.ts'

/**
 * Who may use a route:
 * - `anyone`: no sign-in;
 * - `signed-in`: any signed-in person;
 * - a member of the workspace in the path (`:workspaceId`) with the capability;
 * - `key`: an API key of the account, subaccount or channel in the path with the capability;
 * - `visitor`: whoever may look at the flow in the path (`/app/:workspaceId/flows/:flowId/…`): a member with the
 *   capability, or a guest whose share link belongs to that flow, works, and allows it;
 * - `guest`: the guest of the share link in the path (`:linkId`), `inside`, or still before its password, `at-the-door`;
 * - `either`: a key with the capability, or a signed-in member with it;
 * - `provider`: the provider proves itself by signature or secret;
 * - `graph`: the sandbox emulator checks its own tokens;
 * - `launcher`: the local launcher's own secret.
 */
export type Access =
  | 'anyone'
  | 'signed-in'
  | 'provider'
  | 'graph'
  | 'launcher'
  | { member: Capability }
  | { visitor: 'view' | 'comment' }
  | { guest: 'at-the-door' | 'inside' }
  | { key: Capability }
  | { either: Capability }

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ALL'
export type Route = { method: Method; path: string; access: Access; local?: true }

const member = (need: Capability): Access => ({ member: need })
const visitor = (need: 'view' | 'comment'): Access => ({ visitor: need })
const guest = (where: 'at-the-door' | 'inside'): Access => ({ guest: where })
const key = (need: Capability): Access => ({ key: need })
const either = (need: Capability): Access => ({ either: need })

const account = '/api/v1/accounts/:accountId/channels/:channelId'
const config = '/config/v1/channels/whatsapp/:channelId'
const subaccount = '/api/v1/subaccounts/:subAccountId'
const app = '/app/:workspaceId'
const guestLink = '/app/guest/links/:linkId'

export const routes = {
  health: { method: 'GET', path: '/healthz', access: 'anyone' },
  openapi: { method: 'GET', path: '/openapi.json', access: 'anyone' },

  // Sign-in is the library's; it checks its own calls and limits their rate.
  'auth.all': { method: 'ALL', path: '/app/auth/*', access: 'anyone' },
  me: { method: 'GET', path: '/app/me', access: 'signed-in' },
  'workspaces.create': { method: 'POST', path: '/app/workspaces', access: 'signed-in' },

  // The web client's own API.
  feed: { method: 'GET', path: `${app}/feed`, access: member('view') },
  'channels.list': { method: 'GET', path: `${app}/channels`, access: member('view') },
  'channels.create': { method: 'POST', path: `${app}/channels`, access: member('manage-channels') },
  'channels.get': { method: 'GET', path: `${app}/channels/:channelId`, access: member('view') },
  'channels.change': {
    method: 'PATCH',
    path: `${app}/channels/:channelId`,
    access: member('manage-channels'),
  },
  'channels.test': {
    method: 'POST',
    path: `${app}/channels/:channelId/test`,
    access: member('manage-channels'),
  },
  'channels.webhook': {
    method: 'POST',
    path: `${app}/channels/:channelId/webhook`,
    access: member('manage-channels'),
  },
  'channels.delete': {
    method: 'DELETE',
    path: `${app}/channels/:channelId`,
    access: member('manage-channels'),
  },
  'flows.list': { method: 'GET', path: `${app}/flows`, access: member('view') },
  'flows.create': { method: 'POST', path: `${app}/flows`, access: member('edit-flows') },
  'flows.change': { method: 'PATCH', path: `${app}/flows/:flowId`, access: member('edit-flows') },
  'versions.get': { method: 'GET', path: `${app}/versions/:publicId`, access: member('view') },
  'versions.uses': {
    method: 'GET',
    path: `${app}/versions/:publicId/uses`,
    access: member('view'),
  },
  'versions.channel': {
    method: 'GET',
    path: `${app}/versions/:publicId/channel`,
    access: member('publish-flows'),
  },
  'versions.json': {
    method: 'GET',
    path: `${app}/versions/:publicId/json`,
    access: member('view'),
  },
  'versions.name': {
    method: 'POST',
    path: `${app}/versions/:publicId/names`,
    access: member('edit-flows'),
  },
  'versions.publish': {
    method: 'POST',
    path: `${app}/versions/:publicId/publish`,
    access: member('publish-flows'),
  },
  'versions.deprecate': {
    method: 'POST',
    path: `${app}/versions/:publicId/deprecate`,
    access: member('publish-flows'),
  },
  'versions.draft': {
    method: 'POST',
    path: `${app}/versions/:publicId/draft`,
    access: member('edit-flows'),
  },
  'versions.duplicate': {
    method: 'POST',
    path: `${app}/versions/:publicId/duplicate`,
    access: member('edit-flows'),
  },
  'versions.delete': {
    method: 'DELETE',
    path: `${app}/versions/:publicId`,
    access: member('edit-flows'),
  },
  // The replacing of a published version by its successor (docs/cut-over.md).
  'cutOver.get': {
    method: 'GET',
    path: `${app}/versions/:publicId/cut-over`,
    access: member('view'),
  },
  'cutOver.start': {
    method: 'POST',
    path: `${app}/versions/:publicId/cut-over`,
    access: member('publish-flows'),
  },
  'cutOver.submit': {
    method: 'PUT',
    path: `${app}/cut-overs/:cutOverId/templates/:templateId`,
    access: member('publish-flows'),
  },
  'cutOver.skip': {
    method: 'DELETE',
    path: `${app}/cut-overs/:cutOverId/templates/:templateId`,
    access: member('publish-flows'),
  },
  'cutOver.carryOn': {
    method: 'POST',
    path: `${app}/cut-overs/:cutOverId/carry-on`,
    access: member('publish-flows'),
  },
  'cutOver.deprecate': {
    method: 'POST',
    path: `${app}/cut-overs/:cutOverId/deprecate`,
    access: member('publish-flows'),
  },
  'cutOver.stop': {
    method: 'POST',
    path: `${app}/cut-overs/:cutOverId/stop`,
    access: member('publish-flows'),
  },
  'cutOver.rollBack': {
    method: 'POST',
    path: `${app}/cut-overs/:cutOverId/roll-back`,
    access: member('publish-flows'),
  },
  'history.list': {
    method: 'GET',
    path: `${app}/versions/:publicId/history`,
    access: member('view'),
  },
  'history.change': {
    method: 'GET',
    path: `${app}/versions/:publicId/history/:checkpoint`,
    access: member('view'),
  },
  'history.json': {
    method: 'GET',
    path: `${app}/versions/:publicId/history/:checkpoint/json`,
    access: member('view'),
  },
  'history.restore': {
    method: 'POST',
    path: `${app}/versions/:publicId/history/:checkpoint/restore`,
    access: member('edit-flows'),
  },
  'checks.get': {
    method: 'GET',
    path: `${app}/versions/:publicId/checks`,
    access: member('view'),
  },
  'checks.tick': {
    method: 'PUT',
    path: `${app}/versions/:publicId/checks/:check`,
    access: member('comment'),
  },
  'checks.untick': {
    method: 'DELETE',
    path: `${app}/versions/:publicId/checks/:check`,
    access: member('comment'),
  },
  // For the command `npm run copies`, which has a key.
  'copies.list': {
    method: 'GET',
    path: '/app/:accountId/versions/:publicId/copies',
    access: key('edit-flows'),
  },
  'copies.make': {
    method: 'POST',
    path: '/app/:accountId/versions/:publicId/copies',
    access: key('edit-flows'),
  },
  'copies.restore': {
    method: 'POST',
    path: '/app/:accountId/versions/:publicId/copies/:day/restore',
    access: key('edit-flows'),
  },
  'named.json': { method: 'GET', path: `${app}/named/:namedId/json`, access: member('view') },
  'named.restore': {
    method: 'POST',
    path: `${app}/named/:namedId/restore`,
    access: member('edit-flows'),
  },
  // Answers of an endpoint that a flow's team keeps for its previews.
  'replies.list': {
    method: 'GET',
    path: `${app}/versions/:publicId/replies`,
    access: member('view'),
  },
  'replies.create': {
    method: 'POST',
    path: `${app}/versions/:publicId/replies`,
    access: member('edit-flows'),
  },
  'replies.change': {
    method: 'PUT',
    path: `${app}/versions/:publicId/replies/:replyId`,
    access: member('edit-flows'),
  },
  'replies.delete': {
    method: 'DELETE',
    path: `${app}/versions/:publicId/replies/:replyId`,
    access: member('edit-flows'),
  },
  'comments.list': {
    method: 'GET',
    path: `${app}/flows/:flowId/threads`,
    access: visitor('view'),
  },
  'comments.start': {
    method: 'POST',
    path: `${app}/flows/:flowId/threads`,
    access: visitor('comment'),
  },
  'comments.read': {
    method: 'POST',
    path: `${app}/flows/:flowId/threads/read`,
    access: visitor('view'),
  },
  'comments.resolve': {
    method: 'PATCH',
    path: `${app}/flows/:flowId/threads/:threadId`,
    access: visitor('comment'),
  },
  'comments.reply': {
    method: 'POST',
    path: `${app}/flows/:flowId/threads/:threadId/comments`,
    access: visitor('comment'),
  },
  'comments.edit': {
    method: 'PATCH',
    path: `${app}/flows/:flowId/threads/:threadId/comments/:commentId`,
    access: visitor('comment'),
  },
  // Who can be mentioned.
  'comments.people': {
    method: 'GET',
    path: `${app}/flows/:flowId/people`,
    access: visitor('comment'),
  },
  'notifications.list': { method: 'GET', path: `${app}/notifications`, access: member('view') },
  'notifications.read': {
    method: 'POST',
    path: `${app}/notifications/read`,
    access: member('view'),
  },
  'templates.list': { method: 'GET', path: `${app}/templates`, access: member('view') },
  'templates.create': {
    method: 'POST',
    path: `${app}/templates`,
    access: member('edit-templates'),
  },
  'templates.get': { method: 'GET', path: `${app}/templates/:templateId`, access: member('view') },
  'templates.delete': {
    method: 'DELETE',
    path: `${app}/templates/:templateId`,
    access: member('edit-templates'),
  },
  // Pictures, videos and documents for headers of templates.
  'media.upload': { method: 'POST', path: `${app}/media`, access: member('edit-templates') },
  'media.fetch': {
    method: 'POST',
    path: `${app}/media/from-address`,
    access: member('edit-templates'),
  },
  'media.thumbnail': {
    method: 'PUT',
    path: `${app}/media/:mediaId/thumbnail`,
    access: member('edit-templates'),
  },
  'media.file': { method: 'GET', path: `${app}/media/:mediaId/file`, access: member('view') },
  'media.small': { method: 'GET', path: `${app}/media/:mediaId/thumbnail`, access: member('view') },
  'campaigns.list': { method: 'GET', path: `${app}/campaigns`, access: member('view') },
  'campaigns.create': {
    method: 'POST',
    path: `${app}/campaigns`,
    access: member('send-campaigns'),
  },
  'campaigns.get': { method: 'GET', path: `${app}/campaigns/:campaignId`, access: member('view') },
  'messages.list': { method: 'GET', path: `${app}/messages`, access: member('view') },
  'messages.get': { method: 'GET', path: `${app}/messages/:messageId`, access: member('view') },
  'responses.list': {
    method: 'GET',
    path: `${app}/versions/:publicId/responses`,
    access: member('view'),
  },
  'responses.export': {
    method: 'GET',
    path: `${app}/versions/:publicId/responses.csv`,
    access: member('log-access'),
  },
  'responses.get': { method: 'GET', path: `${app}/responses/:responseId`, access: member('view') },

  // Share links: made by members, opened by anybody who holds one (docs/share-links.md).
  'shares.list': { method: 'GET', path: `${app}/flows/:flowId/shares`, access: member('view') },
  'shares.create': {
    method: 'POST',
    path: `${app}/flows/:flowId/shares`,
    access: member('edit-flows'),
  },
  'shares.revoke': {
    method: 'DELETE',
    path: `${app}/flows/:flowId/shares/:linkId`,
    access: member('edit-flows'),
  },
  'flows.me': { method: 'GET', path: `${app}/flows/:flowId/me`, access: visitor('view') },
  'guest.open': { method: 'POST', path: '/app/guest/open', access: 'anyone' },
  'guest.get': { method: 'GET', path: guestLink, access: guest('at-the-door') },
  'guest.unlock': { method: 'POST', path: `${guestLink}/unlock`, access: guest('at-the-door') },
  'guest.name': { method: 'PUT', path: `${guestLink}/name`, access: guest('inside') },
  'guest.ticket': { method: 'POST', path: `${guestLink}/ticket`, access: guest('inside') },

  // The room: admission is decided per socket, so that a refusal can carry its own close code.
  sync: { method: 'GET', path: '/sync/:publicId', access: 'anyone' },

  // Intake.
  'hooks.meta.handshake': { method: 'GET', path: '/hooks/meta/:channelId', access: 'provider' },
  'hooks.meta': { method: 'POST', path: '/hooks/meta/:channelId', access: 'provider' },
  'hooks.8x8': { method: 'POST', path: '/hooks/8x8/:channelId/:secret', access: 'provider' },

  // The public API, in 8x8's shapes.
  'api.flows.list': { method: 'GET', path: `${account}/flows`, access: key('view') },
  'api.flows.create': { method: 'POST', path: `${account}/flows`, access: key('edit-flows') },
  'api.flows.get': { method: 'GET', path: `${account}/flows/:publicId`, access: key('view') },
  'api.flows.update': {
    method: 'PUT',
    path: `${account}/flows/:publicId`,
    access: key('edit-flows'),
  },
  'api.flows.delete': {
    method: 'DELETE',
    path: `${account}/flows/:publicId`,
    access: key('edit-flows'),
  },
  'api.flows.publish': {
    method: 'POST',
    path: `${account}/flows/:publicId/publish`,
    access: key('publish-flows'),
  },
  'api.flows.deprecate': {
    method: 'POST',
    path: `${account}/flows/:publicId/deprecate`,
    access: key('publish-flows'),
  },
  'api.flows.json': { method: 'GET', path: `${account}/flows/:publicId/json`, access: key('view') },
  'api.flows.preview': {
    method: 'GET',
    path: `${account}/flows/:publicId/preview`,
    // It makes a link for people without an account.
    access: key('edit-flows'),
  },
  'api.responses.list': {
    method: 'GET',
    path: `${account}/flows/:publicId/responses`,
    access: key('log-access'),
  },
  'config.flows.list': { method: 'GET', path: `${config}/flows`, access: key('view') },
  'config.flows.create': { method: 'POST', path: `${config}/flows`, access: key('edit-flows') },
  'config.flows.get': { method: 'GET', path: `${config}/flows/:publicId`, access: key('view') },
  'config.flows.update': {
    method: 'PUT',
    path: `${config}/flows/:publicId`,
    access: key('edit-flows'),
  },
  'config.flows.delete': {
    method: 'DELETE',
    path: `${config}/flows/:publicId`,
    access: key('edit-flows'),
  },
  'config.flows.publish': {
    method: 'POST',
    path: `${config}/flows/:publicId/publish`,
    access: key('publish-flows'),
  },
  'config.flows.deprecate': {
    method: 'POST',
    path: `${config}/flows/:publicId/deprecate`,
    access: key('publish-flows'),
  },
  'config.flows.json': {
    method: 'GET',
    path: `${config}/flows/:publicId/json`,
    access: key('view'),
  },
  'config.flows.preview': {
    method: 'GET',
    path: `${config}/flows/:publicId/preview`,
    access: key('edit-flows'),
  },
  'config.responses.list': {
    method: 'GET',
    path: `${config}/flows/:publicId/responses`,
    access: key('log-access'),
  },
  'api.templates.list': { method: 'GET', path: `${account}/templates`, access: key('view') },
  'api.templates.create': {
    method: 'POST',
    path: `${account}/templates`,
    access: key('edit-templates'),
  },
  'api.templates.delete': {
    method: 'DELETE',
    path: `${account}/templates/:templateName`,
    access: key('edit-templates'),
  },
  'api.messages.send': {
    method: 'POST',
    path: `${subaccount}/messages`,
    access: key('send-campaigns'),
  },
  'api.messages.batch': {
    method: 'POST',
    path: `${subaccount}/messages/batch`,
    access: key('send-campaigns'),
  },
  'api.messages.get': {
    method: 'GET',
    path: `${subaccount}/messages/:messageId`,
    access: key('view'),
  },
  'api.messages.cancel': {
    method: 'DELETE',
    path: `${subaccount}/messages/:messageId`,
    access: key('send-campaigns'),
  },
  'api.messages.cancelBatch': {
    method: 'DELETE',
    path: `${subaccount}/messages/batch/:batchId`,
    access: key('send-campaigns'),
  },
  'api.messages.read': {
    method: 'POST',
    path: `${subaccount}/messages/:messageId/read`,
    access: key('send-campaigns'),
  },
  'api.events.send': {
    method: 'POST',
    path: `${subaccount}/events`,
    access: key('send-campaigns'),
  },

  // The sandbox: a world of its own behind these doors.
  'sandbox.worlds': { method: 'POST', path: '/sandbox/worlds', access: 'graph' },
  'sandbox.graph': { method: 'ALL', path: '/sandbox/graph/*', access: 'graph' },
  'sandbox.phones': { method: 'ALL', path: '/sandbox/phones', access: either('use-handset') },
  'sandbox.phones.all': { method: 'ALL', path: '/sandbox/phones/*', access: either('use-handset') },
  'sandbox.settings': {
    method: 'ALL',
    path: '/sandbox/settings',
    access: either('manage-channels'),
  },
  'sandbox.webhooks': { method: 'GET', path: '/sandbox/webhooks', access: either('log-access') },
  'sandbox.clock': { method: 'ALL', path: '/sandbox/clock', access: either('manage-channels') },
  'sandbox.templates': {
    method: 'ALL',
    path: '/sandbox/templates/*',
    access: either('manage-channels'),
  },
  'sandbox.flows': { method: 'ALL', path: '/sandbox/flows/*', access: either('manage-channels') },
  'sandbox.log': { method: 'GET', path: '/sandbox/log', access: either('log-access'), local: true },

  // Local mode only.
  'local.seed': { method: 'POST', path: '/local/seed', access: 'launcher', local: true },
  'local.ready': { method: 'POST', path: '/local/ready', access: 'launcher', local: true },
} as const satisfies Record<string, Route>

export type RouteName = keyof typeof routes

type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name extends `${infer Bare}.csv`
      ? Bare
      : Name
    : never

/** The parameters that a route's path asks for. */
export type ParamsOf<Name extends RouteName> = Record<Names<(typeof routes)[Name]['path']>, string>

/** The address of a route with its parameters filled in, each escaped. */
export function pathTo<Name extends RouteName>(name: Name, params: ParamsOf<Name>): string {
  return routes[name].path.replace(/:(\w+)/g, (_, param: string) =>
    encodeURIComponent((params as Record<string, string>)[param]!),
  )
}
