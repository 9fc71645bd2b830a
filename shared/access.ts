/** Who may do what: roles become capabilities in one table that the server and the screens both read. */

export const capabilities = [
  'view',
  'comment',
  'edit-flows',
  'publish-flows',
  'edit-templates',
  'send-campaigns',
  'manage-contacts',
  'manage-webhooks',
  'manage-channels',
  'manage-members',
  'use-handset',
  'log-access',
] as const

export type Capability = (typeof capabilities)[number]

/** What each allows, to stand after "the right to". */
export const rightTo: Record<Capability, string> = {
  view: 'look at this workspace',
  comment: 'comment',
  'edit-flows': 'edit flows',
  'publish-flows': 'publish flows',
  'edit-templates': 'edit templates',
  'send-campaigns': 'send campaigns',
  'manage-contacts': 'manage contacts',
  'manage-webhooks': 'manage webhooks',
  'manage-channels': 'manage channels',
  'manage-members': 'manage members',
  'use-handset': 'use the simulated phones',
  'log-access': 'see phone numbers and answers',
}

export const roles = ['owner', 'editor', 'operator', 'reviewer'] as const
export type Role = (typeof roles)[number]

/** The one table (design, decision 11). Log access can be given or taken per member on top of it. */
const byRole: Record<Role, readonly Capability[]> = {
  owner: capabilities,
  editor: ['view', 'comment', 'edit-flows', 'publish-flows', 'edit-templates', 'use-handset'],
  operator: [
    'view',
    'comment',
    'edit-templates',
    'send-campaigns',
    'manage-contacts',
    'manage-webhooks',
    'use-handset',
    'log-access',
  ],
  reviewer: ['view', 'comment'],
}

export type Membership = {
  role: Role
  /** True or false where log access was given to or taken from this member; null where the role decides. */
  logAccess: boolean | null
}

/**
 * Capabilities of a member, log access as set for them. Without it there is no handset either: handsets show numbers
 * and messages as they are.
 */
export function capabilitiesOf({ role, logAccess }: Membership): Capability[] {
  const seesAll = logAccess ?? byRole[role].includes('log-access')
  const own = byRole[role].filter((c) => c !== 'log-access' && (seesAll || c !== 'use-handset'))
  return seesAll ? [...own, 'log-access'] : own
}

/** Whether a set of capabilities (a member's or an API key's) holds the one asked for. */
export const can = (held: readonly Capability[], need: Capability): boolean => held.includes(need)
