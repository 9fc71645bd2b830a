/** What the editor asks the server to do with a version. Each throws ApiProblem. */
import {
  ChannelStanding,
  Created,
  type PublishVersion,
  VersionDetail,
} from '../../../shared/api/flows.ts'
import { request } from '../../api/request.ts'

type Which = { workspaceId: string; publicId: string }

/** Publishes exactly the text with this hash. */
export const publishVersion = (
  which: Which,
  body: PublishVersion & { sha256: string },
): Promise<VersionDetail> => request('versions.publish', which, { body, reply: VersionDetail })

/** Whether the provider answers for the version's channel, asked just now. */
export const channelStanding = (which: Which): Promise<ChannelStanding> =>
  request('versions.channel', which, { reply: ChannelStanding })

/** Keeps the text as it is now under a name. */
export const nameVersion = (which: Which, name: string): Promise<unknown> =>
  request('versions.name', which, { body: { name } })

/** Makes the flow's next draft from this version. */
export const draftFrom = (which: Which): Promise<Created> =>
  request('versions.draft', which, { body: {}, reply: Created })

/** Makes a new flow with the same text. */
export const duplicateVersion = (which: Which): Promise<Created> =>
  request('versions.duplicate', which, { body: {}, reply: Created })
