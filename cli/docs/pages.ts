/** The pages of `docs/` that are written from the code. */
import { componentsMarkdown } from '../../shared/flow/catalogue/markdown.ts'
import { rulesMarkdown } from '../../shared/flow/check/markdown.ts'

/** File below `docs/` → what stands in it. */
export const writtenPages = (): ReadonlyMap<string, string> =>
  new Map([
    ['flow-components.md', componentsMarkdown()],
    ['flow-rules.md', rulesMarkdown()],
  ])
