/** A page about the version its address names: waits for it, says why it cannot be shown, and starts anew for another. */
import { useParams } from '@solidjs/router'
import { type Accessor, type JSX, Match, Show, Switch } from 'solid-js'
import type { VersionDetail } from '../../../../shared/api/flows.ts'
import { known } from '../../../api/known.ts'
import { PageSkeleton } from '../../../shell/page-skeleton.tsx'
import { ProblemPage } from '../../../shell/problem-page.tsx'
import { useVersion } from './version.ts'

type Opened = {
  publicId: string
  version: Accessor<VersionDetail>
  /** Asks the server for the version again. */
  refresh: () => void
}

export function OpenVersion(props: { children: (opened: Opened) => JSX.Element }) {
  const params = useParams<{ id: string }>()
  return (
    <Show when={params.id} keyed>
      {(publicId) => <Opening publicId={publicId}>{props.children}</Opening>}
    </Show>
  )
}

function Opening(props: { publicId: string; children: (opened: Opened) => JSX.Element }) {
  const { query, refresh } = useVersion(() => props.publicId)
  return (
    <Switch fallback={<PageSkeleton />}>
      <Match when={known(query)}>
        {(version) => props.children({ publicId: props.publicId, version, refresh })}
      </Match>
      <Match when={query.isError}>
        <ProblemPage error={query.error} onRetry={refresh} />
      </Match>
    </Switch>
  )
}
