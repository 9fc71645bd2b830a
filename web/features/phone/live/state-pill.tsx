/** A version's state as a pill: "Draft 3", "Published", "Deprecated". */
import { Match, Switch } from 'solid-js'
import type { VersionSummary } from '../../../../shared/api/flows.ts'
import { Pill } from '../../../ui/pill.tsx'

export const StatePill = (props: { version: VersionSummary }) => (
  <Switch>
    <Match when={props.version.state === 'draft'}>
      <Pill>Draft {props.version.number}</Pill>
    </Match>
    <Match when={props.version.state === 'published'}>
      <Pill tone="good" title={`Version ${props.version.number}`}>
        Published
      </Pill>
    </Match>
    <Match when={props.version.state === 'deprecated'}>
      <Pill tone="off" title={`Version ${props.version.number}`}>
        Deprecated
      </Pill>
    </Match>
  </Switch>
)
