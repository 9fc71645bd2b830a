/** The summary a chat shows once a flow is completed (reference §9.8, §2.4). */
import type { Flow, Screen } from '../flow.ts'
import { isRecord, ownValue } from '../record.ts'
import { versionNumber } from '../version.ts'
import { compiled, type Leaf, screenOf } from './compiled.ts'
import { isMedia } from './media.ts'
import { optionsProp, textProp } from './properties.ts'
import { stageAt } from './stage.ts'
import type { RunState } from './state.ts'
import { isEmptyValue, rangeOf } from './values.ts'

export type SummaryRow = {
  readonly label: string
  /** A `date` is `YYYY-MM-DD`, or two of them with a dash between, for the reader's own spelling. */
  readonly kind: 'text' | 'date' | 'tick' | 'files'
  readonly value: string
}

export type SummaryScreen = { readonly title: string; readonly rows: readonly SummaryRow[] }

/** What stands for a value that the flow calls sensitive. */
export const MASK = '•'.repeat(12)

/** The visited screens with what was entered; empty before 5.1, whose bubble says "sent" only. */
export function summary(flow: Flow, state: RunState): SummaryScreen[] {
  if ((versionNumber(flow.version) ?? 0) < 501) return []
  return [...new Set(state.history)].flatMap((id) => {
    const screen = screenOf(flow, id)
    return screen ? [screenSummary(flow, state, screen)] : []
  })
}

function screenSummary(flow: Flow, state: RunState, screen: Screen): SummaryScreen {
  const { scope } = stageAt(flow, state, screen)
  const rows: SummaryRow[] = []
  const seen = new Set<string>()
  for (const leaf of compiled(screen).leaves) {
    const { name } = leaf.component
    if (name === null || seen.has(name)) continue
    const value = ownValue(ownValue(state.forms, screen.id), name)
    if (isEmptyValue(value)) continue
    const row = rowOf(leaf, value, screen, (raw) => textProp(raw, scope), optionTitles(leaf, scope))
    if (row === null) continue
    seen.add(name)
    rows.push(row)
  }
  return { title: textProp(screen.title, scope), rows }
}

const optionTitles = (
  { component }: Leaf,
  scope: Parameters<typeof optionsProp>[1],
): ReadonlyMap<string, string> =>
  new Map(optionsProp(component.props['data-source'], scope).map(({ id, title }) => [id, title]))

function rowOf(
  { component, produces }: Leaf,
  value: unknown,
  screen: Screen,
  text: (raw: unknown) => string,
  titles: ReadonlyMap<string, string>,
): SummaryRow | null {
  const { name, props } = component
  const inputType = props['input-type']
  // Never shown, sensitive or not.
  if (inputType === 'password' || inputType === 'passcode') return null
  const isSensitive = name !== null && screen.sensitive.includes(name)
  const label = isRecord(props.label)
    ? [props.label['start-date'], props.label['end-date']].map(text).join(' – ')
    : text(props.label)
  const row = (kind: SummaryRow['kind'], shown: string): SummaryRow => ({
    label,
    kind: isSensitive ? 'text' : kind,
    value: isSensitive ? MASK : shown,
  })
  const titleOf = (id: unknown) => titles.get(String(id)) ?? String(id)
  switch (produces) {
    case 'text':
      return row('text', String(value))
    case 'id':
      return row('text', titleOf(value))
    case 'ids':
      return row('text', Array.isArray(value) ? value.map(titleOf).join(', ') : '')
    case 'boolean':
      return { label, kind: 'tick', value: '✓' }
    case 'date':
      return row('date', String(value))
    case 'dates': {
      const { start, end } = rangeOf(value)
      return row('date', isRecord(value) ? `${start} – ${end}` : String(value))
    }
    case 'files':
      if (isSensitive || !Array.isArray(value)) return null
      return row(
        'files',
        value
          .filter(isMedia)
          .map((file) => file.file_name)
          .join(', '),
      )
    default:
      return null
  }
}
