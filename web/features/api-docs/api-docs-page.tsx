/** The public API, read from its own description: every operation, with curl and a place to try it. */
import { useSearchParams } from '@solidjs/router'
import { useQuery } from '@tanstack/solid-query'
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import { useChannels } from '../../api/channels.ts'
import { known } from '../../api/known.ts'
import { request } from '../../api/request.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Card, Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './api-docs-page.module.css'
import { MethodBadge } from './method-badge.tsx'
import { readOperations } from './openapi.ts'
import type { OpenApi } from './openapi-document.ts'
import { OperationView } from './operation-view.tsx'

export default function ApiDocsPage() {
  const workspace = useWorkspace()
  const channels = useChannels()
  const [params, setParams] = useSearchParams<{ operation?: string }>()
  const description = useQuery(() => ({
    queryKey: ['openapi'],
    queryFn: async ({ signal }) => (await request('openapi', {}, { signal })) as OpenApi,
    staleTime: Number.POSITIVE_INFINITY,
  }))
  const api = () => known(description)
  const groups = createMemo(() => (api() ? readOperations(api()!) : []))
  const all = () => groups().flatMap((group) => group.operations)
  const current = createMemo(
    () => all().find((operation) => operation.id === params.operation) ?? all()[0],
  )
  const [search, setSearch] = createSignal('')
  const shown = createMemo(() => {
    const wanted = search().trim().toLowerCase()
    return groups()
      .map((group) => ({
        ...group,
        operations: group.operations.filter((one) =>
          `${one.summary} ${one.path} ${one.method}`.toLowerCase().includes(wanted),
        ),
      }))
      .filter((group) => group.operations.length > 0)
  })
  // In memory alone: a key in storage is a key to be found.
  const [apiKey, setApiKey] = createSignal('')
  const knownValues = () => ({
    accountId: workspace.id,
    channelId: known(channels)?.channels[0]?.id ?? '',
    subAccountId: workspace.subaccounts[0] ?? '',
  })

  return (
    <Page
      title="API"
      full
      actions={
        <>
          <LinkButton href="/docs/components">Components</LinkButton>
          <LinkButton icon="code" href="/openapi.json" target="_blank" rel="noopener">
            openapi.json
          </LinkButton>
        </>
      }
    >
      <Switch>
        <Match when={description.isLoadingError}>
          <div class={styles.content}>
            <Card>
              <ProblemState error={description.error} onRetry={() => void description.refetch()} />
            </Card>
          </div>
        </Match>
        <Match when={description.isPending}>
          <div class={styles.content} role="status" aria-label="Loading">
            <Skeleton width="30%" height="20px" />
            <Skeleton width="60%" />
            <Skeleton width="50%" />
          </div>
        </Match>
        <Match when={true}>
          <div class={styles.page}>
            <nav class={styles.nav} aria-label="Operations">
              <div class={styles.search}>
                <SearchBox label="Search operations" value={search()} onInput={setSearch} />
              </div>
              <For each={shown()}>
                {(group) => (
                  <section>
                    <h2>{group.name}</h2>
                    <ul>
                      <For each={group.operations}>
                        {(operation) => (
                          <li>
                            <a
                              href={`/docs?operation=${operation.id}`}
                              aria-current={current()?.id === operation.id ? 'page' : undefined}
                              onClick={(event) => {
                                event.preventDefault()
                                setParams({ operation: operation.id })
                              }}
                            >
                              <MethodBadge method={operation.method} />
                              <span>{operation.summary}</span>
                            </a>
                          </li>
                        )}
                      </For>
                    </ul>
                  </section>
                )}
              </For>
            </nav>
            <div class={styles.content}>
              <Show when={api()?.info.description}>
                <p class={styles.about}>{api()!.info.description}</p>
              </Show>
              <Show when={current()} keyed>
                {(operation) => (
                  <OperationView
                    api={api()!}
                    operation={operation}
                    origin={window.location.origin}
                    apiKey={apiKey()}
                    onApiKey={setApiKey}
                    known={knownValues()}
                  />
                )}
              </Show>
            </div>
          </div>
        </Match>
      </Switch>
    </Page>
  )
}
