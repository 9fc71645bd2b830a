/** Flows of the demo workspace, made and read as a signed-in member does. */
import type { RunningApp } from './app.ts'
import type { Client } from './http.ts'

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
