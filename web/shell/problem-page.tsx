/** Pages for what cannot be shown: not found, not allowed, and any other refusal, in words and with a way on. */
import { type JSX, Show } from 'solid-js'
import { ApiProblem, isProblem, wordsFor } from '../api/problem.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import type { IconName } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'

type Look = { icon: IconName; title: string; text: string; retry: boolean }

function lookOf(error: unknown): Look {
  if (isProblem(error, 'not-found')) {
    return {
      icon: 'search',
      title: 'Not found',
      text: 'This page does not exist, or it belongs to another workspace. The workspace menu at the top left takes you there.',
      retry: false,
    }
  }
  if (isProblem(error, 'not-allowed')) {
    return {
      icon: 'lock',
      title: 'Not allowed',
      text: `${wordsFor(error)} An owner of the workspace can change your role.`,
      retry: false,
    }
  }
  if (isProblem(error, 'server-down')) {
    return { icon: 'offline', title: 'No answer', text: wordsFor(error), retry: true }
  }
  if (isProblem(error, 'not-signed-in')) {
    return {
      icon: 'lock',
      title: 'Signed out',
      text: 'Sign in again to see this page.',
      retry: true,
    }
  }
  return { icon: 'warning', title: 'This did not load', text: wordsFor(error), retry: true }
}

/** What is wrong, inside a page or card that is otherwise fine. */
export function ProblemState(props: {
  error: unknown
  onRetry?: () => void
  /** Another way on, beside or instead of trying again. */
  actions?: JSX.Element
}): JSX.Element {
  const look = () => lookOf(props.error)
  const reference = () => (props.error instanceof ApiProblem ? props.error.requestId : undefined)
  return (
    <EmptyState
      icon={look().icon}
      title={look().title}
      actions={
        <>
          <Show when={look().retry && props.onRetry}>
            {(retry) => <Button onClick={() => retry()()}>Try again</Button>}
          </Show>
          {props.actions}
        </>
      }
    >
      {look().text}
      <Show when={look().retry && reference()}>
        <br />
        Reference {reference()}
      </Show>
    </EmptyState>
  )
}

/** A whole page in place of one that cannot be shown. */
export function ProblemPage(props: { error: unknown; onRetry?: () => void }): JSX.Element {
  return (
    <Page title={lookOf(props.error).title} back="/chat/flows">
      <ProblemState
        error={props.error}
        {...(props.onRetry ? { onRetry: props.onRetry } : {})}
        actions={<LinkButton href="/chat/flows">Go to flows</LinkButton>}
      />
    </Page>
  )
}

/** No page has this address. */
export default function NotFoundPage(): JSX.Element {
  return (
    <ProblemPage error={new ApiProblem({ kind: 'not-found', title: 'Not found', status: 404 })} />
  )
}
