/** A version's state as a word. */
import type { JSX } from 'solid-js'
import type { PlatformLimit, VersionState } from '../../../shared/api/flows.ts'
import { Pill, type Tone } from '../../ui/pill.tsx'

const looks: Record<VersionState, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'neutral' },
  published: { word: 'Published', tone: 'good' },
  deprecated: { word: 'Deprecated', tone: 'off' },
}

const limits: Record<PlatformLimit, { word: string; tone: Tone; title: string }> = {
  throttled: {
    word: 'Throttled',
    tone: 'warn',
    title: 'WhatsApp lets this flow out ten times an hour at most, because its endpoint fails.',
  },
  blocked: {
    word: 'Blocked',
    tone: 'bad',
    title: 'WhatsApp has blocked this flow: it can be neither sent nor opened.',
  },
}

export function FlowStatePill(props: {
  state: VersionState
  limit: PlatformLimit | null
}): JSX.Element {
  const look = () => (props.limit === null ? looks[props.state] : limits[props.limit])
  const title = () => (props.limit === null ? undefined : limits[props.limit].title)
  return (
    <Pill tone={look().tone} title={title()}>
      {look().word}
    </Pill>
  )
}
