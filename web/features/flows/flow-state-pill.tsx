/** A version's state as a word. */
import type { JSX } from 'solid-js'
import type { VersionState } from '../../../shared/api/flows.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'

const looks: Record<VersionState, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'neutral' },
  published: { word: 'Published', tone: 'good' },
  deprecated: { word: 'Deprecated', tone: 'off' },
}

export function FlowStatePill(props: { state: VersionState }): JSX.Element {
  return <Pill tone={looks[props.state].tone}>{looks[props.state].word}</Pill>
}
