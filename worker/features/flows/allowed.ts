/** Which acts a version's state and a person's rights allow, each with the reason where it is off. */
import { type Capability, can } from '../../../shared/access.ts'
import type { Allowed, PlatformLimit, VersionState } from '../../../shared/api/flows.ts'

export type Standing = {
  state: VersionState
  publishing: boolean
  responses: number
  /** Names of the templates whose button opens this version. */
  templates: readonly string[]
}

/**
 * Rules of messaging-platforms.md §1: drafts are edited and deleted, published ones are sent, deprecated ones rest.
 * Refusals say the same sentences.
 */
export const whyNot = {
  edit: ({ state, publishing }: Pick<Standing, 'state' | 'publishing'>): string | null =>
    state !== 'draft'
      ? `A ${state} version can't be edited. Make a new draft from it.`
      : publishing
        ? 'It is being published right now.'
        : null,
  /** One that was begun and has not ended may be gone on with. */
  publish: (state: VersionState): string | null =>
    state === 'draft'
      ? null
      : state === 'published'
        ? 'It is published already.'
        : 'A deprecated version stays closed.',
  deprecate: (state: VersionState): string | null =>
    state === 'published'
      ? null
      : state === 'draft'
        ? 'Only a published version can be deprecated.'
        : 'It is deprecated already.',
  delete: ({ state, publishing, templates }: Omit<Standing, 'responses'>): string | null => {
    if (state === 'published') return 'Only drafts can be deleted; deprecate it instead.'
    if (state === 'deprecated') return 'Only drafts can be deleted; a deprecated version is kept.'
    if (publishing) return 'It is being published right now.'
    return templates.length > 0 ? `Templates use this version: ${templates.join(', ')}.` : null
  },
}

/** What the screens offer somebody who holds these rights. */
export function allowed(standing: Standing, held: readonly Capability[]): Allowed {
  const { state, responses } = standing
  const role = (need: Capability, words: string): string | null => (can(held, need) ? null : words)
  return {
    edit: role('edit-flows', 'Your role can view flows, not edit them.') ?? whyNot.edit(standing),
    viewResponses:
      state === 'draft' && responses === 0 ? 'A draft that never ran has no responses.' : null,
    publish: role('publish-flows', "Your role can't publish flows.") ?? whyNot.publish(state),
    deprecate: role('publish-flows', "Your role can't deprecate flows.") ?? whyNot.deprecate(state),
    delete: role('edit-flows', "Your role can't delete flows.") ?? whyNot.delete(standing),
  }
}

/** What the platform holds a published version to, by its own word. */
export function limitOf(version: {
  state: VersionState
  providerStatus: string | null
}): PlatformLimit | null {
  if (version.state !== 'published') return null
  if (version.providerStatus === 'THROTTLED') return 'throttled'
  return version.providerStatus === 'BLOCKED' ? 'blocked' : null
}
