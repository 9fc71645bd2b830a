/** A template as the form holds it: begun empty or from another one, checked, and turned into a request. */
import { Media } from '../../../shared/api/media.ts'
import {
  type NewTemplate,
  type Template,
  type TemplateButton,
  templateLimits,
} from '../../../shared/api/templates.ts'
import { checkTemplate } from '../../../shared/templates/check.ts'
import type { CheckedTemplate, TemplateFinding } from '../../../shared/templates/finding.ts'
import { type MediaKind, mediaKinds } from '../../../shared/templates/media.ts'
import { suggestedName } from '../../../shared/templates/text.ts'
import { z } from '../../../shared/zod.ts'

const text = z.string().catch('')

/** The form's entries; read leniently, since an older page may have kept them. */
export const TemplateDraft = z.object({
  channelId: text,
  name: text,
  language: text,
  category: z.enum(['UTILITY', 'MARKETING', '']).catch(''),
  headerKind: z.enum(['none', 'text', ...mediaKinds]).catch('text'),
  header: text,
  /** The picture, video or document in the place of a header's text; of the kind that is chosen. */
  headerMedia: Media.nullable().catch(null),
  body: text,
  /** By variable number less one. */
  samples: z.array(z.string()).catch([]),
  footer: text,
  hasFlow: z.boolean().catch(true),
  buttonLabel: text,
  publicId: text,
  buttons: z.custom<TemplateButton[]>((value) => Array.isArray(value)).catch([]),
  flowAt: z.number().catch(0),
})
export type TemplateDraft = z.infer<typeof TemplateDraft>

export const emptyDraft = (language: string): TemplateDraft =>
  TemplateDraft.parse({ language, hasFlow: true, headerKind: 'none' })

/** The kind of file that the header wants, or null. */
export const mediaKindOf = ({ headerKind }: Pick<TemplateDraft, 'headerKind'>): MediaKind | null =>
  headerKind === 'none' || headerKind === 'text' ? null : headerKind

/** The header's text, where it has one. */
export const headerText = ({ headerKind, header }: TemplateDraft): string =>
  headerKind === 'text' ? header.trim() : ''

/** A copy of a template, under the next free name. */
export function draftFrom(template: Template, taken: readonly Template[]): TemplateDraft {
  const { channelId, language, category, body, samples, publicId, flowClosed } = template
  return {
    channelId,
    name: freeName(template.name, taken),
    language,
    category: category === 'UTILITY' || category === 'MARKETING' ? category : '',
    headerKind: template.headerMedia?.kind ?? (template.header ? 'text' : 'none'),
    header: template.header ?? '',
    headerMedia: template.headerMedia,
    body,
    samples: [...samples],
    footer: template.footer ?? '',
    hasFlow: template.buttonLabel !== null,
    buttonLabel: template.buttonLabel ?? '',
    publicId: flowClosed ? '' : (publicId ?? ''),
    buttons: template.buttons.map((button) => ({ ...button })),
    flowAt: template.flowAt,
  }
}

/** `visit` → `visit_2`, `visit_2` → `visit_3`, past every name that is in use. */
export function freeName(name: string, taken: readonly { name: string }[]): string {
  const names = new Set(taken.map((one) => one.name))
  const [, stem = name, number = '1'] = /^(.*?)_(\d{1,3})$/.exec(name) ?? []
  for (let n = Number(number) + 1; ; n++) {
    const next = `${stem.slice(0, templateLimits.name - 5)}_${n}`
    if (!names.has(next)) return next
  }
}

/** The name that a flow suggests for its template. */
export const nameFrom = (typed: string): string => suggestedName(typed, templateLimits.name)

const checked = (draft: TemplateDraft): CheckedTemplate => ({
  ...draft,
  headerMedia: wantedMedia(draft),
  flow: draft.hasFlow ? { label: draft.buttonLabel, publicId: draft.publicId } : null,
  header: headerText(draft),
})

/** The kind of file that the header asks for, and the file of that kind where it is there. */
export function wantedMedia(draft: TemplateDraft): { kind: MediaKind; file: Media | null } | null {
  const kind = mediaKindOf(draft)
  return kind && { kind, file: draft.headerMedia?.kind === kind ? draft.headerMedia : null }
}

/** Everything that the draft breaks or could do better, in the order of the form. */
export function draftFindings(
  draft: TemplateDraft,
  templates: readonly Template[] = [],
): TemplateFinding[] {
  const others = templates
    .filter(({ channelId }) => channelId === draft.channelId)
    .map(({ name, language, status, body, footer }) => ({
      name,
      language,
      // The platform compares with what may be sent, not with what it refused.
      body: status === 'REJECTED' || status === 'DISABLED' ? null : body,
      footer,
    }))
  const findings = checkTemplate(checked(draft), others)
  if (draft.channelId) return findings
  return [
    {
      rule: 'channel',
      field: 'channelId',
      words: 'Choose the channel that sends it.',
      level: 'error',
    },
    ...findings,
  ]
}

/** The header of a request: a text, a file, or neither. */
export function headerOf(draft: TemplateDraft): Pick<NewTemplate, 'header' | 'headerMedia'> {
  const header = headerText(draft)
  const media = wantedMedia(draft)
  return {
    ...(header && { header }),
    ...(media && {
      headerMedia: { kind: media.kind, ...(media.file && { mediaId: media.file.id }) },
    }),
  }
}

/** The request for a draft without errors. */
export function requestFor(draft: TemplateDraft): NewTemplate {
  const { channelId, name, language, category } = draft
  const footer = draft.footer.trim()
  return {
    channelId,
    name,
    language,
    category: category || 'UTILITY',
    ...headerOf(draft),
    body: draft.body.trim(),
    samples: draft.samples.map((sample) => sample.trim()),
    ...(footer && { footer }),
    ...(draft.hasFlow && {
      buttonLabel: draft.buttonLabel.trim(),
      publicId: draft.publicId,
      flowAt: draft.flowAt,
    }),
    buttons: draft.buttons,
  }
}
