/** The emulator's preview of a flow at /sandbox/preview/{account}/{flow}: for whoever has the address, without an account. */
import { useParams, useSearchParams } from '@solidjs/router'
import { useQuery } from '@tanstack/solid-query'
import { createMemo, Match, Switch } from 'solid-js'
import { z } from '../../../shared/zod.ts'
import { known } from '../../api/known.ts'
import { isProblem, wordsFor } from '../../api/problem.ts'
import { requestTo } from '../../api/request.ts'
import { EntryCard } from '../../shell/entry-card.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { LivePhone } from '../phone/live/live-phone.tsx'
import { createPreviewRun, onRunKey, runFrom } from '../phone/live/preview-run.ts'
import { readText } from '../phone/live/sound-flow.ts'
import { createStamp } from '../phone/live/stamp.ts'
import { WalkPage } from '../phone/live/walk-page.tsx'
import styles from './sandbox-preview-page.module.css'

const PreviewedFlow = z.object({
  flowId: z.string(),
  name: z.string(),
  status: z.enum(['DRAFT', 'PUBLISHED', 'DEPRECATED', 'THROTTLED', 'BLOCKED']),
  flowJson: z.string(),
})
type PreviewedFlow = z.infer<typeof PreviewedFlow>

export default function SandboxPreviewPage() {
  const params = useParams<{ account: string; flow: string }>()
  const [query] = useSearchParams<{ token: string }>()
  const preview = useQuery(() => ({
    queryKey: ['sandbox-preview', params.account, params.flow, query.token],
    queryFn: ({ signal }) =>
      requestTo(
        `/sandbox/graph/previews/${encodeURIComponent(params.account)}/${encodeURIComponent(params.flow)}`,
        'GET',
        { query: { token: query.token }, reply: PreviewedFlow, signal, quiet: true },
      ),
    // An address that ended stays ended.
    retry: (count, error) => !isProblem(error, 'not-found') && count < 2,
  }))
  return (
    <Switch
      fallback={
        <main class={styles.opening} aria-busy="true" aria-label="Opening the preview">
          <Skeleton width="min(330px, 86vw)" height="min(660px, 76vh)" />
        </main>
      }
    >
      <Match when={isProblem(preview.error, 'not-found')}>
        <EntryCard title="This preview has ended">
          <p role="status">
            Its address is older than 30 days or was replaced by a newer one. Ask for the flow’s
            preview again.
          </p>
        </EntryCard>
      </Match>
      <Match when={preview.isLoadingError}>
        <EntryCard title="Not opened yet" intro={wordsFor(preview.error)}>
          <Button loading={preview.isFetching} onClick={() => void preview.refetch()}>
            Try again
          </Button>
        </EntryCard>
      </Match>
      <Match when={known(preview)}>{(flow) => <Walk previewed={flow()} />}</Match>
    </Switch>
  )
}

function Walk(props: { previewed: PreviewedFlow }) {
  const text = () => props.previewed.flowJson
  const reading = createMemo(() => readText(text()))
  const flow = createMemo(() => reading().flow)
  const stamp = createStamp(text)
  const run = createPreviewRun(flow)
  onRunKey(() => runFrom(run))
  const isDraft = () => props.previewed.status === 'DRAFT'
  const nothing = () => {
    if (flow()) return null
    if (text() === '') return 'This flow has no JSON yet. Upload it, then load this page again.'
    return `This flow cannot be shown: ${reading().broken?.message ?? 'there is no screen in it.'}`
  }
  return (
    <WalkPage
      name={props.previewed.name}
      state={{ words: statusWords[props.previewed.status], isDraft: isDraft() }}
      about="The sandbox’s preview: what is sent here goes nowhere."
      flow={flow()}
      run={run}
      stamp={stamp()}
      nothing={nothing()}
    >
      {(isPhone) => (
        <LivePhone
          bare
          flow={flow()}
          run={run}
          broken={null}
          onRestart={() => runFrom(run)}
          draft={isDraft()}
          fills={isPhone()}
        />
      )}
    </WalkPage>
  )
}

const statusWords: Record<PreviewedFlow['status'], string> = {
  DRAFT: 'Draft',
  PUBLISHED: 'Published',
  DEPRECATED: 'Deprecated',
  THROTTLED: 'Throttled',
  BLOCKED: 'Blocked',
}
