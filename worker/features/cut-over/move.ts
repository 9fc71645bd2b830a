/** Moves what has not left from a template to its successor, and back: only rows that wait and were never tried. */
import { readFlow } from '../../../shared/flow/index.ts'
import type { OutboundContent } from '../../channels/channel.ts'
import { jsonChunks } from '../../db/json-chunks.ts'
import type { Env } from '../../env.ts'
import { versionText } from '../flows/store.ts'
import { firstScreen, templateContent } from '../messages/compose.ts'
import type { TemplateRow } from '../templates/rows.ts'
import { type Facts, whyNotMoved } from './facts.ts'
import { counted } from './log.ts'

const together = 400

/** The index over open messages, spelled as there, so that it is used; `+` keeps the one over versions out of it. */
export const openOnVersion = `send_state in ('pending', 'claimed', 'unknown') and +public_id`

type Waiting = { id: string; content: string }
type Direction = { from: TemplateRow; to: TemplateRow; back: boolean }

/** Moves everything that can be moved to the new templates. Returns how many messages that were. */
export async function moveWaiting(env: Env, facts: Facts, now: number): Promise<number> {
  const takes = dataTakenBy(env, facts)
  let moved = 0
  for (const line of facts.lines) {
    const { old, made, choice } = line
    if (choice !== 'wanted' || made?.status !== 'APPROVED' || whyNotMoved(line)) continue
    moved += await moveAll(env, facts, { from: old, to: made, back: false }, takes, now)
  }
  return moved
}

/** Moves back what a run moved and what still waits. */
export async function moveBack(env: Env, facts: Facts, now: number): Promise<number> {
  let moved = 0
  for (const { old, made } of facts.lines) {
    if (!made || old.status === 'DELETED') continue
    moved += await moveAll(env, facts, { from: made, to: old, back: true }, async () => true, now)
  }
  return moved
}

async function moveAll(
  env: Env,
  { run }: Facts,
  direction: Direction,
  takes: (content: Template) => Promise<boolean>,
  now: number,
): Promise<number> {
  const { to } = direction
  let moved = 0
  let after = ''
  for (;;) {
    const page = await waitingAfter(env.DB, direction, after)
    const rows: string[] = []
    for (const { id, content } of page) {
      const said = JSON.parse(content) as OutboundContent
      if (said.kind !== 'template' || !(await takes(said))) continue
      rows.push(JSON.stringify([id, JSON.stringify(inWordsOf(to, said))]))
    }
    for (const chunk of jsonChunks(rows))
      moved += await moveRows(env.DB, run.id, direction, chunk, now)
    const last = page.at(-1)
    if (!last || page.length < together) break
    after = last.id
  }
  await repoint(env.DB, direction)
  return moved
}

/** Moves these rows where they still wait, never tried, and the run still goes this way. */
async function moveRows(
  d1: D1Database,
  cutOverId: string,
  { from, to, back }: Direction,
  rows: string,
  now: number,
): Promise<number> {
  const [done] = await d1.batch([
    d1
      .prepare(
        `update messages set template_id = ?2, public_id = ?3, moved_from = ?4, content = moved.content, updated_at = ?5
         from (select value->>0 as id, value->>1 as content from json_each(?1)) as moved
         where messages.id = moved.id and send_state = 'pending' and attempt = 0 and template_id = ?6
           and exists (select 1 from cut_overs where id = ?7 and state = ?8)`,
      )
      .bind(
        rows,
        to.id,
        to.publicId,
        back ? null : from.id,
        now,
        from.id,
        cutOverId,
        back ? 'rolling-back' : 'running',
      ),
    counted(d1, cutOverId, {
      what: back ? 'moved-back' : 'moved',
      at: now,
      by: null,
      about: to.name,
      key: `${back ? 'moved-back' : 'moved'}:${to.id}`,
    }),
  ])
  return done?.meta.changes ?? 0
}

/** What waits, was never tried, and may be moved this way; in the order of ids. */
async function waitingAfter(
  d1: D1Database,
  { from, to, back }: Direction,
  after: string,
): Promise<Waiting[]> {
  const { results } = await d1
    .prepare(
      `select id, content from messages
       where ${openOnVersion} = ?1 and send_state = 'pending' and attempt = 0 and template_id = ?2 and +id > ?3
         and (?4 is null or +moved_from = ?4)
       order by +id limit ${together}`,
    )
    .bind(from.publicId, from.id, after, back ? to.id : null)
    .all<Waiting>()
  return results
}

/** A campaign goes by the template that its waiting messages have. */
const repoint = (d1: D1Database, { from, to }: Direction) =>
  d1
    .prepare(
      `update campaigns set template_id = ?2
       where state = 'sending' and template_id = ?1 and exists (
         select 1 from messages where campaign_id = campaigns.id and template_id = ?2 and send_state <> 'skipped')`,
    )
    .bind(from.id, to.id)
    .run()

type Template = Extract<OutboundContent, { kind: 'template' }>

/** The same message in the words of another template: same person, same values, same token. */
function inWordsOf(template: TemplateRow, said: Template): OutboundContent {
  const { content } = templateContent(template, said.values, said.flow?.data)
  if (content.kind !== 'template' || !content.flow || !said.flow) return content
  return { ...content, flow: { ...content.flow, token: said.flow.token } }
}

/** Whether the new version's first screen knows what a message hands over to it. */
function dataTakenBy(env: Env, { next }: Facts): (content: Template) => Promise<boolean> {
  let known: Promise<ReadonlySet<string>> | undefined
  return async ({ flow }) => {
    const handed = Object.keys(flow?.data ?? {})
    if (handed.length === 0) return true
    known ??= versionText(env, next).then((text) => {
      const first = firstScreen(text)
      const screen = readFlow(text).flow?.screens.find(({ id }) => id === first)
      return new Set(Object.keys(screen?.data ?? {}))
    })
    const takes = await known
    return handed.every((key) => takes.has(key))
  }
}
