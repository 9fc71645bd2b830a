/** Gate: nothing of the product is shown before it is known who asks and in which workspace. */
import { Navigate, useLocation } from '@solidjs/router'
import { type JSX, Match, Switch } from 'solid-js'
import { known } from '../api/known.ts'
import { useMe } from '../api/me.ts'
import { isProblem } from '../api/problem.ts'
import { CreateWorkspace } from './create-workspace.tsx'
import styles from './gate.module.css'
import { ProblemState } from './problem-page.tsx'
import { ServerDownPage } from './server-down.tsx'
import { signInFor } from './wanted-page.ts'

export function Gate(props: { children: JSX.Element }): JSX.Element {
  const me = useMe()
  const location = useLocation()
  const person = () => known(me)
  const here = () => location.pathname + location.search + location.hash
  return (
    <Switch
      fallback={
        <div class={styles.wait} role="status">
          <span class="only-read">Loading Flowroom</span>
        </div>
      }
    >
      <Match when={person()?.workspaces.length === 0}>
        <CreateWorkspace />
      </Match>
      <Match when={person()}>{props.children}</Match>
      <Match when={isProblem(me.error, 'not-signed-in')}>
        <Navigate href={signInFor(here())} />
      </Match>
      <Match when={isProblem(me.error, 'server-down')}>
        <ServerDownPage />
      </Match>
      <Match when={me.isError}>
        <main class={styles.middle}>
          <ProblemState error={me.error} onRetry={() => void me.refetch()} />
        </main>
      </Match>
    </Switch>
  )
}
