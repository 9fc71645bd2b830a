/** What a rehearsal notices on its way: faults, pictures that do not load, texts cut off, fields that showed. */
import { evaluate } from '../expressions/index.ts'
import type { Screen } from '../flow.ts'
import { activeLeaves, type Leaf } from '../interpret/compiled.ts'
import type { ScreenView, Steps } from '../interpret/index.ts'
import { linesProp } from '../interpret/properties.ts'
import { isVisible, type Stage } from '../interpret/stage.ts'
import { readPicture } from '../picture.ts'
import { isRecord } from '../record.ts'
import { cutOffs } from './cut-off.ts'
import type { Place } from './explore.ts'
import type { Finding } from './rehearsal.ts'
import type { Standing } from './run-through.ts'
import type { Variable } from './variables.ts'

/** A field that showed, and where it did first. */
export type ShownField = {
  readonly leaf: Leaf
  readonly screen: Screen
  readonly at: { readonly place: Place; readonly standing: Standing }
}

/** A value of the final answer that nothing handed over on one way. */
export type Missing = {
  readonly path: string
  readonly key: string
  readonly variable: Variable
  readonly steps: Steps
}

export class Notes {
  readonly findings: Finding[] = []
  readonly fields = new Map<string, ShownField>()
  readonly missingValues = new Map<string, Missing>()
  readonly #known = new Set<string>()

  fault(path: string, message: string, screen: string, steps: () => Steps) {
    if (this.#isNew(`fault ${path} ${message}`))
      this.findings.push({
        kind: 'runtime-error',
        severity: 'problem',
        path,
        message,
        screen,
        steps: steps(),
      })
  }

  missing(path: string, key: string, variable: Variable, steps: () => Steps) {
    if (!this.missingValues.has(path))
      this.missingValues.set(path, { path, key, variable, steps: steps() })
  }

  shows(leaf: Leaf, screen: Screen, at: () => ShownField['at']) {
    const { path } = leaf.component
    if (!this.fields.has(path)) this.fields.set(path, { leaf, screen, at: at() })
  }

  /** Looks at all that shows on a screen now. */
  look(shown: ScreenView, stage: Stage, steps: () => Steps) {
    const screen = shown.screenId
    if (shown.error?.kind === 'broken-list')
      this.fault(shown.path, shown.error.message, screen, steps)
    for (const { path, text, lines, clamp, device } of cutOffs(shown))
      if (this.#isNew(`text ${path} ${text}`))
        this.findings.push({
          kind: 'text-cut-off',
          severity: 'advice',
          path,
          message: `“${shortened(text)}” needs ${atLeast(lines, clamp)}; phones show ${linesOf(clamp)} (${device.name}).`,
          screen,
          steps: steps(),
        })
    for (const leaf of activeLeaves(stage.compiled, stage.scope)) {
      if (!isVisible(leaf, stage.scope)) continue
      for (const { path, source } of picturesOf(leaf, stage))
        this.#picture(path, source, screen, steps)
    }
  }

  #picture(path: string, source: unknown, screen: string, steps: () => Steps) {
    const text = typeof source === 'string' ? source.trim() : ''
    // What lies elsewhere is not fetched.
    if (/^https?:\/\//i.test(text)) return
    if (!this.#isNew(`picture ${path} ${text.length} ${text.slice(0, 200)} ${text.slice(-40)}`))
      return
    const read = text === '' ? null : readPicture(text)
    if (read?.ok) return
    const why = read === null ? 'nothing was handed over' : read.error
    this.findings.push({
      kind: 'image-broken',
      severity: 'problem',
      path,
      message: `The picture does not load: ${why}.`,
      screen,
      steps: steps(),
    })
  }

  #isNew(key: string): boolean {
    if (this.#known.has(key)) return false
    this.#known.add(key)
    return true
  }
}

const MAX_SHOWN = 60
const shortened = (text: string): string =>
  text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).trimEnd()}…` : text
const linesOf = (lines: number): string => (lines === 1 ? 'one line' : `${lines} lines`)
/** Lines are counted to one past the clamp. */
const atLeast = (lines: number, clamp: number): string =>
  clamp === 1 ? 'more than one line' : `${lines} lines or more`

/** A picture within a RichText: `![words](data:image/png;base64,…)`. */
const IN_MARKDOWN = /!\[[^\]]*\]\(\s*([^)\s]+)/g

/** The pictures of a component as they stand now, with their places. */
function* picturesOf(
  { component: { kind, path, props } }: Leaf,
  { scope }: Stage,
): Generator<{ path: string; source: unknown }> {
  if (kind === 'Image') yield { path: `${path}.src`, source: evaluate(props.src, scope) }
  if (kind === 'RichText')
    for (const [, source] of linesProp(props.text, scope).matchAll(IN_MARKDOWN))
      yield { path: `${path}.text`, source }
  const list =
    kind === 'ImageCarousel' ? 'images' : kind === 'NavigationList' ? 'list-items' : 'data-source'
  const entries = evaluate(props[list], scope)
  if (!Array.isArray(entries)) return
  for (const [at, entry] of entries.entries()) {
    if (!isRecord(entry)) continue
    const [key, holder] =
      kind === 'NavigationList'
        ? ['start.image', isRecord(entry.start) ? entry.start.image : undefined]
        : kind === 'ImageCarousel'
          ? ['src', entry.src ?? '']
          : ['image', entry.image]
    if (holder !== undefined)
      yield { path: `${path}.${list}[${at}].${key}`, source: evaluate(holder, scope) }
  }
}
