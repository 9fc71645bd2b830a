/** The editor page at /chat/flows/:id: finds the version, then opens its room. */
import { useParams } from '@solidjs/router'
import { Match, Show, Switch } from 'solid-js'
import { known } from '../../api/known.ts'
import { PageSkeleton } from '../../shell/page-skeleton.tsx'
import { ProblemPage } from '../../shell/problem-page.tsx'
import { useVersion } from '../phone/live/version.ts'
import { Editor } from './editor.tsx'

export default function EditorPage() {
  const params = useParams<{ id: string }>()
  return (
    <Show when={params.id} keyed>
      {(publicId) => <OpenVersion publicId={publicId} />}
    </Show>
  )
}

function OpenVersion(props: { publicId: string }) {
  const { query, refresh } = useVersion(() => props.publicId)
  return (
    <Switch fallback={<PageSkeleton />}>
      <Match when={known(query)}>
        {(version) => <Editor publicId={props.publicId} version={version()} refresh={refresh} />}
      </Match>
      <Match when={query.isError}>
        <ProblemPage error={query.error} onRetry={refresh} />
      </Match>
    </Switch>
  )
}
