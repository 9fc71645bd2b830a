/** The name that a template's successor is given: `visit` → `visit_v2` → `visit_v3`. */
import { templateLimits } from './limits.ts'

/** The next name that nobody has, as short as the platforms allow. */
export function successorName(name: string, isTaken: (name: string) => boolean): string {
  const [, stem = name, number = '1'] = /^(.+?)_v(\d{1,4})$/.exec(name) ?? []
  for (let version = Number(number) + 1; ; version++) {
    const ending = `_v${version}`
    const next = stem.slice(0, templateLimits.name - ending.length) + ending
    if (!isTaken(next)) return next
  }
}
