/** The demo's finished send: a template, a campaign to 64 people some weeks back, and the 50 answers that came. */
import { eq } from 'drizzle-orm'
import { readFlow, responseColumns } from '../../shared/flow/index.ts'
import type { Db } from '../db/client.ts'
import {
  campaigns,
  responseColumns as columnRows,
  messages,
  responses,
  templates,
} from '../db/schema.ts'
import type { Env } from '../env.ts'
import type { ChannelRow } from '../features/channels/store.ts'
import { findVersion, versionText } from '../features/flows/store.ts'
import { createTemplate } from '../features/templates/store.ts'

const templateName = 'home_service_booking'
const dayMs = 86_400_000
const minuteMs = 60_000

type Where = {
  workspaceId: string
  subAccountId: string
  channel: ChannelRow
  publicId: string
  by: string
  now: number
}

/** Makes what is missing: the template goes through the sandbox's approval, the past send is written down as it ended. */
export async function seedSend(env: Env, db: Db, where: Where): Promise<void> {
  const { workspaceId, channel, publicId, now } = where
  const found = await findVersion(db, workspaceId, publicId)
  if (!found) throw new Error('the demo flow is missing')
  const templateId = await ensureTemplate(env, db, where)
  const [existing] = await db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(eq(campaigns.workspaceId, workspaceId))
  if (existing) return

  const { flow } = readFlow(await versionText(env, found.version))
  const columns = flow ? responseColumns(flow) : []
  const campaignId = crypto.randomUUID()
  const started = now - 12 * dayMs
  const people = recipients()
  const rows = people.map((person, i) =>
    pastMessage(where, person, i, templateId, campaignId, started),
  )
  const answered = rows.filter((row) => row.submittedAt !== null)

  await db.batch([
    db.insert(campaigns).values({
      id: campaignId,
      workspaceId,
      channelId: channel.id,
      subaccountId: where.subAccountId,
      templateId,
      name: 'Autumn check-up',
      state: 'finished',
      total: rows.length,
      createdBy: where.by,
      createdAt: started,
      finishedAt: started + minuteMs,
    }),
    // A statement takes 100 parameters: a row a statement, all in one transaction.
    ...rows.map((row) => db.insert(messages).values(row)),
    ...answered.map((row, i) =>
      db.insert(responses).values({
        id: crypto.randomUUID(),
        workspaceId,
        flowId: found.flow.id,
        publicId,
        channelId: channel.id,
        messageId: row.id,
        providerMessageId: `wamid.DEMO${row.id}`,
        phoneNumber: row.phoneNumber,
        contactName: people.find((p) => p.phoneNumber === row.phoneNumber)!.name,
        flowToken: row.flowToken,
        answers: pastAnswers(i, row.phoneNumber, row.submittedAt!),
        submittedAt: row.submittedAt!,
        createdAt: row.submittedAt!,
      }),
    ),
    ...columns.map((column, position) =>
      db
        .insert(columnRows)
        .values({
          flowId: found.flow.id,
          workspaceId,
          key: column.key,
          label: column.label,
          kind: column.kind,
          options: column.options ?? null,
          position,
          createdAt: started,
        })
        .onConflictDoNothing(),
    ),
  ])
}

async function ensureTemplate(
  env: Env,
  db: Db,
  { workspaceId, channel, publicId, now }: Where,
): Promise<string> {
  const [existing] = await db
    .select({ id: templates.id })
    .from(templates)
    .where(eq(templates.workspaceId, workspaceId))
  if (existing) return existing.id
  const made = await createTemplate(
    env,
    db,
    workspaceId,
    {
      channelId: channel.id,
      name: templateName,
      language: 'en',
      category: 'UTILITY',
      body: 'Hello {{1}}, your yearly home check-up is due. Pick what you need and a time that suits you.',
      samples: ['Ana'],
      footer: 'Reply STOP to opt out',
      buttonLabel: 'Book a visit',
      publicId,
    },
    now,
  )
  if (!made.ok) throw new Error(`the demo template was not made: ${JSON.stringify(made.error)}`)
  return made.value.id
}

type Person = { name: string; phoneNumber: string }

const firstNames =
  'Ana Ben Chloe Dev Elif Femi Grace Hugo Ines Jonas Kira Liam Maya Noor Omar Priya'.split(' ')
const lastNames = 'Tan Ruiz Meyer Singh Kaya Adeyemi Wong Silva'.split(' ')

const recipients = (): Person[] =>
  Array.from({ length: 64 }, (_, i) => ({
    name: `${firstNames[i % firstNames.length]} ${lastNames[(i * 3) % lastNames.length]}`,
    phoneNumber: `+9995550${String(1000 + i * 7)}`,
  }))

/** A message of the past send: 2 failed, 4 not yet read, 8 read and not answered, 50 answered. */
function pastMessage(
  where: Where,
  person: Person,
  i: number,
  templateId: string,
  campaignId: string,
  started: number,
) {
  const sentAt = started + i * 700
  const failed = i % 32 === 31
  const read = !failed && i % 16 !== 5
  const submitted = read && i % 8 !== 3
  const deliveredAt = failed ? null : sentAt + 1400 + (i % 7) * 300
  const readAt = read && deliveredAt ? deliveredAt + (2 + ((i * 37) % 600)) * minuteMs : null
  const submittedAt =
    submitted && readAt ? readAt + (1 + ((i * 13) % 9)) * minuteMs + ((i * 29) % 11) * dayMs : null
  return {
    id: crypto.randomUUID(),
    workspaceId: where.workspaceId,
    channelId: where.channel.id,
    subaccountId: where.subAccountId,
    campaignId,
    direction: 'out' as const,
    phoneNumber: person.phoneNumber,
    kind: 'template',
    content: {
      kind: 'template',
      name: templateName,
      language: 'en',
      values: [person.name.split(' ')[0]!],
    },
    templateId,
    publicId: where.publicId,
    flowToken: `ft_${crypto.randomUUID()}`,
    sendState: failed ? ('failed' as const) : ('sent' as const),
    delivery: failed
      ? ('failed' as const)
      : submitted
        ? ('submitted' as const)
        : read
          ? ('read' as const)
          : ('delivered' as const),
    attempt: 1,
    claimedAt: sentAt,
    providerMessageId: `wamid.DEMOOUT${i}.${campaignId}`,
    errorCode: failed ? 131026 : null,
    errorText: failed ? 'Message undeliverable' : null,
    sentAt,
    deliveredAt,
    readAt,
    submittedAt,
    failedAt: failed ? sentAt + 900 : null,
    createdAt: started,
    updatedAt: submittedAt ?? readAt ?? deliveredAt ?? sentAt,
  }
}

const streets = [
  '12 Orchard Road',
  '8 Nathan Lane',
  '31 Baker Street',
  '4 Rue des Lilas',
  '77 Robinson Quay',
  '19 Elm Close',
]
const cities = ['Singapore', 'London', 'Lyon', 'Berlin', 'Madrid']
const notes = [
  null,
  'The bell does not work, please call.',
  null,
  'Second floor, blue door.',
  null,
  null,
  'We have a dog.',
]

/** What one person answered; fields of branches they did not see stay out. */
function pastAnswers(i: number, phone: string, at: number): Record<string, unknown> {
  const service = ['plumbing', 'electrical', 'heating', 'cleaning'][(i * 5) % 4]!
  const note = notes[i % notes.length]
  return {
    service,
    ...(service === 'plumbing' ? { leak: i % 3 === 0 ? 'yes' : 'no' } : {}),
    ...(service === 'electrical' ? { faults: i % 2 ? ['sockets', 'lights'] : ['fuse_box'] } : {}),
    ...(note ? { notes: note } : {}),
    street: streets[i % streets.length],
    city: cities[(i * 3) % cities.length],
    postcode: String(10_000 + i * 311),
    parking: ['yes', 'paid', 'no'][i % 3],
    visit_date: new Date(at + (1 + (i % 9)) * dayMs).toISOString().slice(0, 10),
    window: ['morning', 'afternoon', 'evening'][(i * 2) % 3],
    phone,
    terms: true,
  }
}
