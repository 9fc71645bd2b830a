/** Which templates the list shows and in which order, as its address says it. */
import type { Template } from '../../../shared/api/templates.ts'

export type Filters = {
  status?: string | undefined
  category?: string | undefined
  language?: string | undefined
  quality?: string | undefined
  /** A flow's public id, or `closed` for those whose flow is deprecated. */
  flow?: string | undefined
}

export const filterNames = ['status', 'category', 'language', 'quality', 'flow'] as const

export const sorts = ['updated', 'name', 'status'] as const
export type Sort = (typeof sorts)[number]

/** What a template has where a filter looks. */
const filteredBy: Record<keyof Filters, (template: Template) => string> = {
  status: ({ status }) => status,
  category: ({ category }) => category,
  language: ({ language }) => language,
  quality: ({ quality }) => quality ?? 'UNKNOWN',
  flow: ({ publicId, flowClosed }) => (flowClosed ? 'closed' : (publicId ?? '')),
}

export const fits = (template: Template, filters: Filters): boolean =>
  filterNames.every((name) => {
    const wanted = filters[name]
    if (!wanted) return true
    // One that is deprecated is found by its id as well.
    return (
      filteredBy[name](template) === wanted || (name === 'flow' && template.publicId === wanted)
    )
  })

/** What a filter can be set to: every value that stands in the list, with how many have it beside the other filters. */
export function choicesOf(
  templates: readonly Template[],
  filters: Filters,
  name: keyof Filters,
): { value: string; count: number }[] {
  const others = { ...filters, [name]: undefined }
  const counts = new Map<string, number>()
  for (const template of templates) {
    const value = filteredBy[name](template)
    if (value) counts.set(value, (counts.get(value) ?? 0) + (fits(template, others) ? 1 : 0))
  }
  return [...counts].map(([value, count]) => ({ value, count }))
}

/** What wants somebody stands first. */
const urgency: Template['status'][] = ['REJECTED', 'DISABLED', 'PAUSED', 'PENDING', 'APPROVED']

const orders: Record<Sort, (a: Template, b: Template) => number> = {
  updated: (a, b) => b.updatedAt - a.updatedAt,
  name: (a, b) => a.name.localeCompare(b.name, 'en') || a.language.localeCompare(b.language, 'en'),
  status: (a, b) =>
    urgency.indexOf(a.status) - urgency.indexOf(b.status) || b.updatedAt - a.updatedAt,
}

/** The templates that fit, in order; equals keep theirs. */
export const arranged = (
  templates: readonly Template[],
  filters: Filters,
  sort: Sort,
): Template[] => templates.filter((one) => fits(one, filters)).sort(orders[sort])
