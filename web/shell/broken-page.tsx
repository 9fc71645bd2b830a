/** A page that broke while running, or whose code did not load: says so and offers to load it anew. */
import type { JSX } from 'solid-js'
import { onCleanup } from 'solid-js'
import { onBack } from '../api/connection.ts'
import { ApiProblem } from '../api/problem.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemPage } from './problem-page.tsx'

const isMissingCode = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|module script failed|preload/i.test(error.message)

export function BrokenPage(props: { error: unknown; reset: () => void }): JSX.Element {
  const error = props.error
  if (error instanceof ApiProblem) return <ProblemPage error={error} onRetry={props.reset} />
  console.error(error)
  const missing = isMissingCode(error)
  // A page that could not be fetched because the server was away comes by itself when it is back.
  if (missing) onCleanup(onBack(() => window.location.reload()))
  return (
    <Page title={missing ? 'Not loaded' : 'This page broke'}>
      <EmptyState
        icon={missing ? 'offline' : 'warning'}
        title={missing ? 'This page could not be loaded' : 'This page broke'}
        actions={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        {missing
          ? 'The server did not answer, or there is a newer version of Flowroom.'
          : 'The fault is ours. What was saved before is safe; reload the page to go on.'}
      </EmptyState>
    </Page>
  )
}
