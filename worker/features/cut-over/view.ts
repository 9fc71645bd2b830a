/** A run as its page shows it, and what one would do where none is there. */
import { and, desc, eq, ne } from 'drizzle-orm'
import type {
  CutOver,
  CutOverRun,
  CutOverTemplate,
  SubmitSuccessor,
  VersionNamed,
} from '../../../shared/api/cut-overs.ts'
import { TemplateStatus } from '../../../shared/api/templates.ts'
import { successorName } from '../../../shared/templates/successor-name.ts'
import type { Db } from '../../db/client.ts'
import { cutOverEvents, templates, versions } from '../../db/schema.ts'
import { namesOf } from '../flows/detail.ts'
import type { Found, VersionRecord } from '../flows/store.ts'
import { textOf } from '../templates/rows.ts'
import { onTheWay, whyNotRolledBack, whyNotStopped } from './act.ts'
import { campaignsOf, holdingOf } from './campaigns.ts'
import { type Facts, factsOf, type Line, stepOf, whyNotMoved } from './facts.ts'
import { type CutOverRow, shownFor } from './running.ts'

/** What a version's page says: the run that it is in, else what could begin from it. */
export async function cutOverFor(db: Db, { version }: Found): Promise<CutOver> {
  const run = await shownFor(db, version)
  const shown = run && (await runOf(db, run))
  const isOver = run !== null && run.state !== 'running' && run.state !== 'rolling-back'
  const offer = run === null || isOver ? await offerFor(db, version) : null
  return {
    run: shown,
    offer: typeof offer === 'string' ? null : offer,
    whyNone: typeof offer === 'string' ? offer : null,
  }
}

/** The run alone, as every act answers. */
export async function runReply(db: Db, run: CutOverRow): Promise<CutOver> {
  return { run: await runOf(db, run), offer: null, whyNone: null }
}

async function runOf(db: Db, run: CutOverRow): Promise<CutOverRun | null> {
  const facts = await factsOf(db, run)
  if (!facts) return null
  const d1 = db.$client
  const [waiting, campaigns, holding, names, events, left] = await Promise.all([
    onTheWay(d1, facts.old.publicId),
    facts.next.state === 'draft' ? [] : campaignsOf(d1, facts),
    run.movedAt === null ? null : holdingOf(d1, facts.old.publicId),
    namesTaken(db, facts),
    eventsOf(db, run.id),
    leftOn(db, facts.old),
  ])
  return {
    id: run.id,
    state: run.state,
    step: stepOf(facts, waiting),
    flowId: run.flowId,
    old: named(facts.old),
    new: named(facts.next),
    asking: facts.next.publishStartedAt !== null || run.deprecateAt !== null,
    trouble: run.trouble,
    templates: facts.lines.map((line) => shownLine(line, facts, names)),
    campaigns,
    holding,
    left,
    whyNotStopped: whyNotStopped(run),
    whyNotRolledBack: whyNotRolledBack(run, facts.old.state),
    events,
  }
}

const named = ({ publicId, number, state }: VersionRecord): VersionNamed => ({
  publicId,
  number,
  state,
})

function shownLine(line: Line, facts: Facts, names: Name[]): CutOverTemplate {
  const { old, made } = line
  const { buttons, flowAt } = textOf(old)
  return {
    templateId: old.id,
    name: old.name,
    language: old.language,
    channelId: old.channelId,
    category: old.category,
    buttons,
    flowAt,
    headerMedia: textOf(made ?? old).headerMedia,
    status: TemplateStatus.safeParse(old.status).data ?? null,
    choice: line.choice,
    proposal: proposalFor(line, facts, names),
    refusal: line.refusal,
    successor: made && {
      id: made.id,
      name: made.name,
      status: TemplateStatus.catch('DISABLED').parse(made.status),
      reason: made.reason,
      advice: made.advice,
      createdAt: made.createdAt,
    },
    whyNotMoved: whyNotMoved(line),
  }
}

type Name = { id: string; name: string; language: string }

/** What the successor would say: the last that was wanted, else what its predecessor says, under the next free name. */
function proposalFor(
  { old, wanted, made }: Line,
  { lines }: Facts,
  names: Name[],
): SubmitSuccessor {
  // Two languages of one template may become two languages of one again.
  const siblings = new Set(
    lines.flatMap((other) =>
      other.old.name === old.name && other.old.language !== old.language && other.made
        ? [other.made.id]
        : [],
    ),
  )
  const taken = new Set(names.flatMap(({ id, name }) => (siblings.has(id) ? [] : [name])))
  const keepsName = wanted !== null && made === null && !taken.has(wanted.name)
  const name = keepsName
    ? wanted.name
    : successorName(wanted?.name ?? old.name, (one) => taken.has(one))
  if (wanted) return { ...wanted, name }
  const { header, headerMedia, body, samples, footer, buttonLabel } = textOf(old)
  return {
    name,
    ...(header && { header }),
    ...(headerMedia && { headerMedia: { kind: headerMedia.kind, mediaId: headerMedia.id } }),
    body,
    samples,
    ...(footer && { footer }),
    buttonLabel: buttonLabel ?? '',
  }
}

/** Names on the channel, deleted ones as well: the platform keeps those for a while. */
const namesTaken = (db: Db, { flow }: Facts): Promise<Name[]> =>
  db
    .select({ id: templates.id, name: templates.name, language: templates.language })
    .from(templates)
    .where(eq(templates.channelId, flow.channelId))

async function eventsOf(db: Db, cutOverId: string): Promise<CutOverRun['events']> {
  const rows = await db
    .select()
    .from(cutOverEvents)
    .where(eq(cutOverEvents.cutOverId, cutOverId))
    .orderBy(cutOverEvents.at, cutOverEvents.id)
    .limit(500)
  const names = await namesOf(
    db,
    rows.map(({ by }) => by),
  )
  return rows.map(({ id, what, at, by, about, words, n }) => ({
    id,
    what,
    at,
    by: by && (names.get(by) ?? by),
    about,
    words,
    n,
  }))
}

/** How many templates still open a version that is closed. */
async function leftOn(db: Db, { publicId, state }: VersionRecord): Promise<number> {
  return state === 'deprecated' ? (await living(db, publicId)).length : 0
}

const living = (db: Db, publicId: string): Promise<Name[]> =>
  db
    .select({ id: templates.id, name: templates.name, language: templates.language })
    .from(templates)
    .where(and(eq(templates.publicId, publicId), ne(templates.status, 'DELETED')))
    .orderBy(templates.name, templates.language)

/** What a run from here would replace by what; words where none can begin. */
async function offerFor(db: Db, version: VersionRecord): Promise<CutOver['offer'] | string> {
  const all = await db
    .select()
    .from(versions)
    .where(eq(versions.flowId, version.flowId))
    .orderBy(desc(versions.number))
  const pair = pairFor(version, all)
  return typeof pair === 'string'
    ? pair
    : {
        old: named(pair.old),
        new: named(pair.next),
        templates: await living(db, pair.old.publicId),
      }
}

/** Which version takes the place of which: a published one is replaced by what came after, else replaces what is live. */
export function pairFor<V extends Pick<VersionRecord, 'number' | 'state'>>(
  version: V,
  newestFirst: readonly V[],
): { old: V; next: V } | string {
  const { number, state } = version
  if (state === 'deprecated') return 'This version is deprecated: there is nothing to replace.'
  const next = newestFirst.find((one) => one.number > number && one.state !== 'deprecated')
  if (state === 'published' && next) return { old: version, next }
  const old = newestFirst.find((one) => one.number < number && one.state === 'published')
  if (old) return { old, next: version }
  return state === 'draft'
    ? 'No version of this flow is live: publish it, and there is nothing to replace.'
    : 'Nothing has come after this version yet. Make a new draft from it; publishing that begins the cut-over.'
}
