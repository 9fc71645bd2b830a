/** What uses a version, as lists: templates that open it, campaigns that send those, links that show it. */
import { useQuery } from '@tanstack/solid-query'
import { For, type JSX, Show } from 'solid-js'
import { Uses } from '../../../shared/api/flows.ts'
import { known } from '../../api/known.ts'
import { wordsFor } from '../../api/problem.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import styles from './uses.module.css'

/** Asked anew each time it is shown; `nothing` stands where nobody uses it. */
export function UsesList(props: { publicId: string; nothing: string; sharesToo?: boolean }) {
  const workspace = useWorkspace()
  const query = useQuery(() => ({
    queryKey: ['uses', workspace.id, props.publicId],
    queryFn: ({ signal }) =>
      request(
        'versions.uses',
        { workspaceId: workspace.id, publicId: props.publicId },
        { signal, reply: Uses },
      ),
    staleTime: 0,
  }))
  const links = (uses: Uses) => (props.sharesToo ? uses.links : [])
  return (
    <Show
      when={known(query)}
      fallback={
        <Show when={query.isError} fallback={<SkeletonRows rows={2} />}>
          <p role="alert">
            {wordsFor(query.error)}{' '}
            <Button size="small" onClick={() => void query.refetch()}>
              Try again
            </Button>
          </p>
        </Show>
      }
    >
      {(uses) => (
        <Show
          when={uses().templates.length + uses().campaigns.length + links(uses()).length > 0}
          fallback={<p>{props.nothing}</p>}
        >
          <div class={styles.uses}>
            <Part title="Templates" rows={uses().templates}>
              {(row) => (
                <>
                  <a href={`/templates?search=${encodeURIComponent(row.name)}`}>{row.name}</a>
                  <span>
                    {row.language} · {inWords(row.status)}
                  </span>
                </>
              )}
            </Part>
            <Part title="Campaigns" rows={uses().campaigns}>
              {(row) => (
                <>
                  <a href={`/campaigns/${row.id}`} dir="auto">
                    {row.name}
                  </a>
                  <span>{inWords(row.state)}</span>
                </>
              )}
            </Part>
            <Part title="Share links" rows={links(uses())}>
              {(row) => (
                <>
                  <span dir="auto">{row.label || 'Without a label'}</span>
                  <span>{row.follows ? 'Follows the newest' : 'This version only'}</span>
                </>
              )}
            </Part>
          </div>
        </Show>
      )}
    </Show>
  )
}

function Part<Row>(props: {
  title: string
  rows: readonly Row[]
  children: (row: Row) => JSX.Element
}) {
  return (
    <Show when={props.rows.length > 0}>
      <section>
        <h3>{props.title}</h3>
        <ul>
          <For each={props.rows}>{(row) => <li>{props.children(row)}</li>}</For>
        </ul>
      </section>
    </Show>
  )
}

/** `APPROVED` → "Approved". */
const inWords = (state: string): string =>
  state.charAt(0).toUpperCase() + state.slice(1).toLowerCase().replaceAll('_', ' ')

/** "Used by", from the row menu and from the editor's. */
export function UsesDialog(props: {
  open: boolean
  onClose: () => void
  publicId: string
  name: string
  number: number
}) {
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !open && props.onClose()}
      title={`What uses “${props.name}”, version ${props.number}`}
      footer={<Button onClick={props.onClose}>Done</Button>}
    >
      <UsesList
        publicId={props.publicId}
        nothing="Nothing uses this version: no template opens it, no campaign sends it, and no share link shows it."
        sharesToo
      />
    </Dialog>
  )
}
