/** How a channel at 8x8 is reached, and how its webhooks prove themselves: kept as one value. */
import type {
  EightByEightFlowPaths,
  EightByEightRegion,
} from '../../shared/channels/eight-by-eight.ts'

export type EightByEightChannel = {
  region: EightByEightRegion
  /** An address in the place of the region's; null for 8x8 itself. */
  ownBaseUrl: string | null
  /** Below which paths 8x8 keeps this account's flows: it documents two. */
  flowPaths: EightByEightFlowPaths
  /** Sends along with flow messages what only 8x8's guide describes: token, mode, version. */
  sendsGuideFields: boolean
  accountId: string
  subaccountId: string
  channelId: string
  sealedKey: string
  /** The last part of the address that webhooks come to. */
  sealedHookSecret: string
  /** The whole value of the `Authorization` header that they carry. */
  sealedHookAuthorization: string
}
