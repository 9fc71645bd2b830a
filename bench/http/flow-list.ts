/** `GET` of the flow list against a path that nothing answers, interleaved, on the served app. */
import { startApp } from '../../cli/check/app.ts'
import { percentile, type Row } from '../report.ts'

const rounds = 300

export async function flowListBench(): Promise<Row[]> {
  const app = await startApp()
  try {
    const { email, password } = app.demo.users.find((u) => u.role === 'owner')!
    const signIn = await fetch(`${app.url}/app/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ email, password }),
    })
    const cookie = signIn.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ')
    const list = `${app.url}/app/${app.demo.accountId}/flows`
    const empty = `${app.url}/app/nothing/here`
    const times: Record<'list' | 'empty', number[]> = { list: [], empty: [] }
    for (let i = -20; i < rounds; i++) {
      for (const name of ['list', 'empty'] as const) {
        const since = performance.now()
        const reply = await fetch(name === 'list' ? list : empty, { headers: { cookie } })
        await reply.arrayBuffer()
        if (name === 'list' && reply.status !== 200)
          throw new Error(`the list answered ${reply.status}`)
        if (i >= 0) times[name].push(performance.now() - since)
      }
    }
    return ([0.5, 0.99] as const).map((share) => ({
      what: `flow list, p${share * 100}`,
      against: 'an empty route',
      ours: percentile(times.list, share),
      reference: percentile(times.empty, share),
      unit: 'ms',
    }))
  } finally {
    await app.stop()
  }
}
