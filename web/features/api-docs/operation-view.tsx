/** One operation of the API: what it takes and gives, the request as curl, and a place to try it. */
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { TextAreaField, TextField } from '../../ui/field.tsx'
import { JsonText } from '../../ui/json-text.tsx'
import { Card } from '../../ui/page.tsx'
import { Pill } from '../../ui/pill.tsx'
import { MethodBadge } from './method-badge.tsx'
import { addressOf, curlOf, headersOf, type Operation } from './openapi.ts'
import type { OpenApi } from './openapi-document.ts'
import { type FieldRow, fieldRows } from './openapi-schema.ts'
import styles from './operation-view.module.css'

type Answer = { status: number; statusText: string; text: string; tookMs: number }

export function OperationView(props: {
  api: OpenApi
  operation: Operation
  /** Where requests go. */
  origin: string
  /** Kept by the page in memory alone. */
  apiKey: string
  onApiKey: (key: string) => void
  /** Values known for path parameters, by name. */
  known: Readonly<Record<string, string>>
}): JSX.Element {
  const [typed, setTyped] = createSignal<Record<string, string>>({})
  const [body, setBody] = createSignal(props.operation.body?.example ?? '')
  const [busy, setBusy] = createSignal(false)
  const [answer, setAnswer] = createSignal<Answer | null>(null)
  const [failed, setFailed] = createSignal<string | null>(null)
  const values = createMemo(() => ({ ...props.known, ...typed() }))
  const fields = createMemo(() =>
    props.operation.body?.schema ? fieldRows(props.api, props.operation.body.schema) : [],
  )
  const good = () => props.operation.replies.find((reply) => reply.status.startsWith('2'))
  const missing = () =>
    props.operation.parameters.find((one) => one.in === 'path' && !values()[one.name]?.trim())

  const whyNot = () => {
    if (missing()) return `Fill in ${missing()!.name} first.`
    if (props.operation.needsKey && !props.apiKey.trim()) return 'Put in an API key first.'
    return null
  }
  const send = async () => {
    setBusy(true)
    setFailed(null)
    const began = performance.now()
    try {
      const reply = await fetch(addressOf(props.operation, values()), {
        method: props.operation.method,
        // The key alone decides, as it does for a program: no cookie goes along.
        credentials: 'omit',
        headers: {
          ...headersOf(props.operation, values()),
          ...(props.operation.needsKey ? { authorization: `Bearer ${props.apiKey.trim()}` } : {}),
          ...(props.operation.body ? { 'content-type': props.operation.body.mediaType } : {}),
        },
        ...(props.operation.body ? { body: body() } : {}),
      })
      const text = await reply.text()
      setAnswer({
        status: reply.status,
        statusText: reply.statusText,
        text: pretty(text),
        tookMs: Math.round(performance.now() - began),
      })
    } catch {
      setFailed('Nothing answered. Check that the server runs and that you are online.')
    } finally {
      setBusy(false)
    }
  }

  return (
    <article class={styles.operation}>
      <header class={styles.head}>
        <h2>{props.operation.summary}</h2>
        <p class={styles.address}>
          <MethodBadge method={props.operation.method} />
          <code>{props.operation.path}</code>
        </p>
        <p>
          <Words text={props.operation.description} />
        </p>
      </header>
      <div class={styles.columns}>
        <div class={styles.column}>
          <Show when={props.operation.parameters.length > 0}>
            <Card title="Parameters">
              <Fields
                rows={props.operation.parameters.map((one) => ({
                  name: one.name,
                  type: one.in === 'header' ? 'a header' : `in the ${one.in}`,
                  required: one.required ?? one.in === 'path',
                  words: one.description ?? one.schema?.description ?? '',
                  depth: 0,
                }))}
              />
            </Card>
          </Show>
          <Show when={fields().length > 0}>
            <Card title="Body">
              <Fields rows={fields()} />
            </Card>
          </Show>
          <Card title="Answers">
            <Show when={good()}>
              {(reply) => (
                <div class={styles.good}>
                  <p>
                    <Pill tone="good">{reply().status}</Pill> <Words text={reply().description} />
                  </p>
                  <Show when={reply().schema}>
                    {(schema) => <Fields rows={fieldRows(props.api, schema())} />}
                  </Show>
                  <Show when={reply().example}>
                    <details class={styles.example}>
                      <summary>Example</summary>
                      <pre>
                        <JsonText text={reply().example} />
                      </pre>
                    </details>
                  </Show>
                </div>
              )}
            </Show>
            <ul class={styles.refusals}>
              <For each={props.operation.replies.filter((reply) => !reply.status.startsWith('2'))}>
                {(reply) => (
                  <li>
                    <Pill tone={reply.status.startsWith('5') ? 'bad' : 'warn'}>{reply.status}</Pill>
                    <span>
                      <Words text={reply.description} />
                    </span>
                  </li>
                )}
              </For>
            </ul>
          </Card>
        </div>
        <div class={styles.column}>
          <Card
            title="curl"
            actions={
              <CopyButton
                text={curlOf(props.operation, props.origin, values(), body())}
                label="Copy curl"
              />
            }
          >
            <pre class={styles.curl}>
              <code>{curlOf(props.operation, props.origin, values(), body())}</code>
            </pre>
          </Card>
          <Card title="Try it" padded>
            <form
              class={styles.form}
              onSubmit={(event) => {
                event.preventDefault()
                if (!whyNot()) void send()
              }}
            >
              <Show when={props.operation.needsKey}>
                <TextField
                  label="API key"
                  type="password"
                  mono
                  value={props.apiKey}
                  onInput={props.onApiKey}
                  autocomplete="off"
                  spellcheck={false}
                  hint="Stays in this page’s memory until you leave it."
                />
              </Show>
              <For each={props.operation.parameters}>
                {(one) => (
                  <TextField
                    label={one.name}
                    mono
                    optional={one.in !== 'path' && !one.required}
                    value={values()[one.name] ?? ''}
                    onInput={(value) => setTyped((before) => ({ ...before, [one.name]: value }))}
                    autocomplete="off"
                    spellcheck={false}
                  />
                )}
              </For>
              <Show when={props.operation.body}>
                <TextAreaField
                  label="Body"
                  mono
                  rows={9}
                  value={body()}
                  onInput={setBody}
                  spellcheck={false}
                />
              </Show>
              <div>
                <Button type="submit" icon="play" loading={busy()} disabledReason={whyNot()}>
                  Send request
                </Button>
              </div>
            </form>
            <Show when={failed()}>
              <Banner tone="bad">{failed()}</Banner>
            </Show>
            <Show when={answer()}>
              {(got) => (
                <section class={styles.answer} aria-label="Answer">
                  <p role="status">
                    <Pill tone={got().status < 400 ? 'good' : 'bad'}>
                      {got().status} {got().statusText}
                    </Pill>{' '}
                    in {got().tookMs} ms
                  </p>
                  <Show when={got().text}>
                    <pre>
                      <JsonText text={got().text} />
                    </pre>
                  </Show>
                </section>
              )}
            </Show>
          </Card>
        </div>
      </div>
    </article>
  )
}

function Fields(props: { rows: FieldRow[] }): JSX.Element {
  return (
    <dl class={styles.fields}>
      <For each={props.rows}>
        {(row) => (
          <div style={{ 'padding-left': `${14 + row.depth * 16}px` }}>
            <dt>
              <code>{row.name}</code>
              <span class={styles.type}>{row.type}</span>
              <Show when={row.required}>
                <span class={styles.required}>required</span>
              </Show>
            </dt>
            <Show when={row.words}>
              <dd>
                <Words text={row.words} />
              </dd>
            </Show>
          </div>
        )}
      </For>
    </dl>
  )
}

/** JSON with breaks and indents; anything else as it came. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** Prose of the description; what stands between backticks is code. */
const Words = (props: { text: string }): JSX.Element => (
  <For each={props.text.split('`')}>
    {(part, index) => (index() % 2 === 1 ? <code>{part}</code> : part)}
  </For>
)
