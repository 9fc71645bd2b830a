/** Versions of the flow language, compared as whole numbers (reference §1.2). */

/** `major * 100 + minor`, or null when the text is no version. */
export function versionNumber(version: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,2})$/.exec(version)
  return match ? Number(match[1]) * 100 + Number(match[2]) : null
}

/** What new flows are written in. */
export const CURRENT_VERSION = '7.3'

/** Versions a flow may be published in. */
export const PUBLISHABLE_VERSIONS = [
  '5.1',
  '6.0',
  '6.1',
  '6.2',
  '6.3',
  '7.0',
  '7.1',
  '7.2',
  '7.3',
] as const

/** Versions that can still be read but no longer published. */
export const EXPIRED_VERSIONS = ['2.1', '3.0', '3.1', '4.0', '5.0'] as const

/** Seen on phones, not in the public documentation: accepted with a warning. */
export const EARLY_VERSIONS = ['7.4'] as const

/** Published for selected accounts only. */
export const INTERNAL_VERSIONS = ['5.2'] as const

/** Below this number nothing can be published any more. */
export const OLDEST_PUBLISHABLE = 501
