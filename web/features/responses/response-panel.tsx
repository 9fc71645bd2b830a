/** One response whole: every field, its way, and the JSON as it came. */
import { createEffect, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { ResponseColumn, ResponseDetail } from '../../../shared/api/responses.ts'
import { known } from '../../api/known.ts'
import { ProblemState } from '../../shell/problem-page.tsx'
import { IconButton } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { Pill } from '../../ui/pill.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { formatDateTime, formatExact } from '../../ui/time.tsx'
import { answerText } from './answer-text.ts'
import styles from './response-panel.module.css'
import { useResponse } from './response-queries.ts'

export function ResponsePanel(props: { id: string; onClose: () => void }): JSX.Element {
  const response = useResponse(() => props.id)
  let heading: HTMLHeadingElement | undefined
  createEffect(() => {
    props.id
    heading?.focus()
  })
  return (
    <aside
      class={styles.panel}
      aria-label="Response"
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onClose()
      }}
    >
      <header class={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          Response
        </h2>
        <IconButton icon="close" label="Close" size="small" onClick={() => props.onClose()} />
      </header>
      <div class={styles.body}>
        <Switch>
          <Match when={response.isLoadingError}>
            <ProblemState error={response.error} onRetry={() => void response.refetch()} />
          </Match>
          <Match when={response.isPending}>
            <div class={styles.bones} role="status" aria-label="Loading">
              <Skeleton width="70%" />
              <Skeleton width="50%" />
              <Skeleton width="60%" />
              <Skeleton width="40%" />
            </div>
          </Match>
          <Match when={known(response)}>{(detail) => <Whole detail={detail()} />}</Match>
        </Switch>
      </div>
    </aside>
  )
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' })

/** The time to the second, with the day where it is not that of the submission. */
const momentText = (at: number, submittedAt: number): string =>
  new Date(at).toDateString() === new Date(submittedAt).toDateString()
    ? time.format(at)
    : formatDateTime(at)

function Whole(props: { detail: ResponseDetail }): JSX.Element {
  const json = () => JSON.stringify(props.detail.answers, null, 2)
  /** Declared fields first, in their order; then whatever else came. */
  const fields = (): ResponseColumn[] => {
    const declared = new Set(props.detail.columns.map((column) => column.key))
    const others = Object.keys(props.detail.answers).filter((key) => !declared.has(key))
    return [
      ...props.detail.columns,
      ...others.map((key): ResponseColumn => ({ key, label: key, kind: 'text', options: null })),
    ]
  }
  const way = () =>
    (
      [
        ['Sent', props.detail.sentAt],
        ['Delivered', props.detail.deliveredAt],
        ['Read', props.detail.readAt],
        ['Submitted', props.detail.submittedAt],
      ] as const
    ).flatMap(([word, at]) => (at === null ? [] : [{ word, at }]))
  return (
    <>
      <dl class={styles.facts}>
        <dt>Submitted</dt>
        <dd>{formatExact(props.detail.submittedAt)}</dd>
        <dt>Phone</dt>
        <dd>
          {props.detail.phoneNumber ?? 'Unknown'}
          <Show when={props.detail.contactName}>
            {(name) => <span class={styles.soft}> {name()}</span>}
          </Show>
        </dd>
        <Show when={props.detail.campaignName}>
          <dt>Campaign</dt>
          <dd>{props.detail.campaignName}</dd>
        </Show>
        <dt>Version</dt>
        <dd>
          <Pill>v{props.detail.versionNumber}</Pill>{' '}
          <a href={`/chat/flows/${props.detail.publicId}/preview`}>Preview</a>
        </dd>
        <Show when={props.detail.flowToken}>
          {(token) => (
            <>
              <dt>Flow token</dt>
              <dd class={styles.token}>
                <code>{token()}</code>
                <Show when={!props.detail.masked}>
                  <CopyButton text={token()} label="Copy flow token" />
                </Show>
              </dd>
            </>
          )}
        </Show>
      </dl>
      <dl class={styles.facts}>
        <For each={fields()}>
          {(column) => {
            const text = () => answerText(column, props.detail.answers[column.key])
            return (
              <>
                <dt title={column.key} dir="auto">
                  {column.label}
                </dt>
                <dd dir="auto">
                  <Show when={text()} fallback={<span class={styles.soft}>not answered</span>}>
                    {text()}
                  </Show>
                </dd>
              </>
            )
          }}
        </For>
      </dl>
      <dl class={styles.way}>
        <For each={way()}>
          {(step) => (
            <>
              <dt>{step.word}</dt>
              <dd title={formatExact(step.at)}>{momentText(step.at, props.detail.submittedAt)}</dd>
            </>
          )}
        </For>
      </dl>
      <details class={styles.raw}>
        <summary>As it came (JSON)</summary>
        <Show
          when={!props.detail.masked}
          fallback={<p class={styles.soft}>Masked, because your role has no log access.</p>}
        >
          <div class={styles.code}>
            <span class={styles.copy}>
              <CopyButton text={json()} label="Copy JSON" />
            </span>
            <pre>
              <JsonText text={json()} />
            </pre>
          </div>
        </Show>
      </details>
    </>
  )
}
