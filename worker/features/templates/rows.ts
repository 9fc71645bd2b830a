/** Templates as they rest in D1, and as values. */
import { and, desc, eq, ne, type SQL } from 'drizzle-orm'
import { Media } from '../../../shared/api/media.ts'
import { type Template, TemplateButton, TemplateQuality } from '../../../shared/api/templates.ts'
import { buttonsInOrder } from '../../../shared/templates/finding.ts'
import { z } from '../../../shared/zod.ts'
import type { Db } from '../../db/client.ts'
import { channels, flows, type TemplateStatus, templates, versions } from '../../db/schema.ts'
import type { TemplateInput } from './rules.ts'

export type TemplateRow = typeof templates.$inferSelect

/** A stored part of a template; buttons stand in their order. */
const Part = z.discriminatedUnion('type', [
  z.object({ type: z.literal('HEADER'), text: z.string() }),
  z.object({ type: z.literal('MEDIA_HEADER'), media: Media }),
  z.object({ type: z.literal('BODY'), text: z.string(), samples: z.array(z.string()) }),
  z.object({ type: z.literal('FOOTER'), text: z.string() }),
  z.object({
    type: z.literal('FLOW_BUTTON'),
    label: z.string(),
    navigateScreen: z.string().optional(),
  }),
  z.object({ type: z.literal('BUTTON'), button: TemplateButton }),
])
type Part = z.infer<typeof Part>

/** The parts of a template as they are stored; the body is first, where the search looks for it. */
export function partsOf(input: TemplateInput, headerMedia: Media | null): Part[] {
  const flow: Part | null = input.buttonLabel
    ? {
        type: 'FLOW_BUTTON',
        label: input.buttonLabel,
        ...(input.navigateScreen && { navigateScreen: input.navigateScreen }),
      }
    : null
  const others = (input.buttons ?? []).map((button): Part => ({ type: 'BUTTON', button }))
  return [
    { type: 'BODY', text: input.body, samples: input.samples },
    ...(input.header ? [{ type: 'HEADER' as const, text: input.header }] : []),
    ...(headerMedia ? [{ type: 'MEDIA_HEADER' as const, media: headerMedia }] : []),
    ...(input.footer ? [{ type: 'FOOTER' as const, text: input.footer }] : []),
    ...buttonsInOrder(flow, others, input.flowAt ?? 0),
  ]
}

/** The text of a template's parts. */
export function textOf({ components }: Pick<TemplateRow, 'components'>) {
  const parts = z.array(Part).parse(components)
  const body = parts.find((part) => part.type === 'BODY')
  const flow = parts.find((part) => part.type === 'FLOW_BUTTON')
  const inOrder = parts.filter(({ type }) => type === 'FLOW_BUTTON' || type === 'BUTTON')
  return {
    header: parts.find((part) => part.type === 'HEADER')?.text ?? null,
    headerMedia: parts.find((part) => part.type === 'MEDIA_HEADER')?.media ?? null,
    body: body?.text ?? '',
    samples: body?.samples ?? [],
    footer: parts.find((part) => part.type === 'FOOTER')?.text ?? null,
    buttonLabel: flow?.label ?? null,
    navigateScreen: flow?.navigateScreen ?? null,
    buttons: parts.flatMap((part) => (part.type === 'BUTTON' ? [part.button] : [])),
    flowAt: flow ? inOrder.indexOf(flow) : 0,
  }
}

/** The living templates of a workspace that fit, newest change first. */
export async function selectTemplates(
  db: Db,
  workspaceId: string,
  fits?: SQL,
): Promise<Template[]> {
  const rows = await db
    .select({
      template: templates,
      channelName: channels.name,
      flowName: flows.name,
      versionState: versions.state,
    })
    .from(templates)
    .innerJoin(channels, eq(channels.id, templates.channelId))
    .leftJoin(versions, eq(versions.publicId, templates.publicId))
    .leftJoin(flows, eq(flows.id, versions.flowId))
    .where(and(eq(templates.workspaceId, workspaceId), ne(templates.status, 'DELETED'), fits))
    .orderBy(desc(templates.updatedAt), templates.id)
  return rows.map(({ template, channelName, flowName, versionState }) => {
    const { navigateScreen: _, ...text } = textOf(template)
    return {
      id: template.id,
      channelId: template.channelId,
      channelName,
      name: template.name,
      language: template.language,
      category: template.category,
      status: living(template.status),
      reason: template.reason,
      advice: template.advice,
      quality: TemplateQuality.safeParse(template.quality).data ?? null,
      comingCategory:
        template.comingCategory === null
          ? null
          : { category: template.comingCategory, at: template.comingCategoryAt },
      ...text,
      publicId: template.publicId,
      flowName,
      flowClosed: versionState === 'deprecated',
      createdAt: template.createdAt,
      updatedAt: template.updatedAt,
    }
  })
}

/** Deleted ones are filtered out before; the type does not know. */
const living = (status: TemplateStatus): Template['status'] =>
  status === 'DELETED' ? 'DISABLED' : status
