/** Which acts a version's state and a person's rights allow, each with the reason where it is off. */
import { type Capability, can } from '../../../shared/access.ts'
import type { Allowed, VersionState } from '../../../shared/api/flows.ts'

export type Standing = {
  state: VersionState
  publishing: boolean
  responses: number
  /** Names of the templates whose button opens this version. */
  templates: readonly string[]
}

/** Rules of messaging-platforms.md §1: drafts are edited and deleted, published ones are sent, deprecated ones rest. */
export function allowed(standing: Standing, held: readonly Capability[]): Allowed {
  const { state, publishing, responses, templates } = standing
  const draftOnly = (need: Capability, role: string, frozen: string): string | null => {
    if (!can(held, need)) return role
    if (state !== 'draft') return frozen
    return publishing ? 'It is being published right now.' : null
  }
  return {
    edit: draftOnly(
      'edit-flows',
      'Your role can view flows, not edit them.',
      `A ${state} version can't be edited. Make a new draft from it.`,
    ),
    viewResponses:
      state === 'draft' && responses === 0 ? 'A draft that never ran has no responses.' : null,
    publish: draftOnly(
      'publish-flows',
      "Your role can't publish flows.",
      state === 'published' ? 'It is published already.' : 'A deprecated version stays closed.',
    ),
    deprecate: !can(held, 'publish-flows')
      ? "Your role can't deprecate flows."
      : state === 'published'
        ? null
        : state === 'draft'
          ? 'Only a published version can be deprecated.'
          : 'It is deprecated already.',
    delete:
      draftOnly(
        'edit-flows',
        "Your role can't delete flows.",
        'Only drafts can be deleted; deprecate it instead.',
      ) ?? (templates.length > 0 ? `Used by ${templates.join(', ')}.` : null),
  }
}
