/** Flows of the demo workspace, made and read as a signed-in member does. */
import type { RunningApp } from './app.ts'
import { type Client, withKey } from './http.ts'

/** `home` is where the workspace's own addresses begin. */
export function flowsOf(app: RunningApp, member: Client) {
  const home = `/app/${app.demo.accountId}`
  return {
    home,
    create: (name: string) =>
      member.post<{ publicId: string }>(`${home}/flows`, { channelId: app.demo.channelId, name }),
    textOf: async (publicId: string) =>
      (await member.ask('GET', `${home}/versions/${publicId}/json`)).text(),
  }
}

/** Where the demo channel's flows are in the public API. */
export const flowsPath = ({ demo }: RunningApp): string =>
  `/api/v1/accounts/${demo.accountId}/channels/${demo.channelId}/flows`

/** Makes a draft with this text, as a program with the demo key does. Returns its public id. */
export async function draftWith(app: RunningApp, name: string, text: string): Promise<string> {
  const { id } = await withKey(app).post<{ id: string }>(flowsPath(app), {
    name,
    categories: ['OTHER'],
    flowJson: text,
  })
  return id
}
