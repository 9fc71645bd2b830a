/** The rehearsal: how far it is, what it covered, and each thing it found, which opens the way there. */
import { createMemo, For, Match, Show, Switch } from 'solid-js'
import type { Finding, Rehearsal } from '../../../shared/flow/rehearse/index.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import type { RehearsalRun } from './create-rehearsal.ts'
import styles from './rehearsal-view.module.css'

const isAdvice = ({ severity }: Finding): boolean => severity === 'advice'

const kindWords: Record<Finding['kind'], string> = {
  'dead-end': 'Dead end',
  loop: 'Loop',
  'unreachable-screen': 'Screen out of reach',
  'unreachable-branch': 'Branch out of reach',
  'field-never-sent': 'Answer is lost',
  'runtime-error': 'Breaks on the phone',
  'text-cut-off': 'Text is cut off',
  'image-broken': 'Picture does not load',
}

export function RehearsalView(props: {
  run: RehearsalRun
  isBroken: boolean
  chosen: Finding | null
  onChoose: (finding: Finding) => void
}) {
  const now = () => props.run.now()
  const running = createMemo(() => {
    const state = now()
    return state.state === 'running' ? state : null
  })
  const refusal = () => {
    const state = now()
    return state.state === 'refused' ? state.message : null
  }
  /** By what has been seen of what there is to see: how long it takes nobody knows before. */
  const percent = () => {
    const progress = running()?.progress
    if (!progress) return 0
    const { screens, branches } = progress
    return Math.round(
      (100 * (screens.reached + branches.reached)) / Math.max(1, screens.total + branches.total),
    )
  }
  const soFar = () => {
    const progress = running()?.progress
    return progress ? `${progress.screens.reached} of ${progress.screens.total} screens so far` : ''
  }
  return (
    <section class={styles.rehearsal} aria-label="Rehearsal">
      <header class={styles.head}>
        <h2>Rehearsal</h2>
        <span class={styles.news} role="status">
          <Switch>
            <Match when={running()}>Walking through the flow. {soFar()}</Match>
            <Match when={now().state === 'stopped'}>Stopped.</Match>
            <Match when={now().state === 'waiting' && props.isBroken}>
              Begins when the JSON is whole.
            </Match>
          </Switch>
        </span>
        <Show
          when={running()}
          fallback={
            <Button
              size="small"
              icon="refresh"
              disabledReason={now().state === 'waiting' ? 'The flow is still loading.' : null}
              onClick={props.run.again}
            >
              Rehearse again
            </Button>
          }
        >
          <Button size="small" onClick={props.run.stop}>
            Stop
          </Button>
        </Show>
      </header>
      <div
        class={styles.bar}
        role="progressbar"
        aria-label="How far the rehearsal is"
        aria-valuenow={percent()}
        hidden={running() === null}
      >
        <span style={{ width: `${percent()}%` }} />
      </div>
      <Show when={refusal()}>
        {(message) => (
          <p class={styles.refused}>
            <Icon name="warning" size={14} /> {message()}
          </p>
        )}
      </Show>
      <Show
        when={props.run.last()}
        fallback={
          <Show when={now().state === 'waiting' || now().state === 'running'}>
            <SkeletonRows />
          </Show>
        }
      >
        {(last) => (
          <Found
            rehearsal={last()}
            chosen={props.chosen}
            onChoose={props.onChoose}
            isOld={now().state !== 'ended'}
          />
        )}
      </Show>
    </section>
  )
}

function Found(props: {
  rehearsal: Rehearsal
  chosen: Finding | null
  onChoose: (finding: Finding) => void
  /** A newer one is under way, or was stopped. */
  isOld: boolean
}) {
  const parts = () => [
    { word: 'Screens', ...props.rehearsal.screens },
    { word: 'Ways', ...props.rehearsal.edges },
    { word: 'Branches', ...props.rehearsal.branches },
    { word: 'Rules', ...props.rehearsal.rules },
  ]
  const findings = () => props.rehearsal.findings
  return (
    <div data-old={props.isOld ? '' : undefined} class={styles.found}>
      <dl class={styles.parts}>
        <For each={parts()}>
          {({ word, reached, total }) => (
            <div data-short={reached < total ? '' : undefined}>
              <dt>{word}</dt>
              <dd>
                <Show when={total > 0} fallback={<span class={styles.none}>none</span>}>
                  {reached}
                  <span class={styles.of}> of {total}</span>
                </Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={props.rehearsal.budget.exhausted}>
        <p class={styles.fine}>
          <Icon name="warning" size={14} /> The flow is too large to walk all of: after{' '}
          {props.rehearsal.budget.used.toLocaleString('en')} steps the rest was left untried.
        </p>
      </Show>
      <Show
        when={findings().length > 0}
        fallback={
          <p class={styles.fine}>
            <Icon name="check" size={14} /> The flow was walked through, and nothing was found.
          </p>
        }
      >
        <ul class={styles.list}>
          <For each={findings()}>
            {(finding) => (
              <li>
                <button
                  type="button"
                  class={styles.finding}
                  aria-pressed={props.chosen === finding}
                  onClick={() => props.onChoose(finding)}
                >
                  <span class={styles.kind} data-advice={isAdvice(finding) ? '' : undefined}>
                    {kindWords[finding.kind]}
                  </span>
                  <span class={styles.message} dir="auto">
                    {finding.message}
                  </span>
                  <span class={styles.show}>
                    Show <Icon name="chevron-right" size={14} />
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  )
}
