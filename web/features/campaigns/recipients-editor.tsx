/** Recipients by hand: a field to type or paste into, and a table that says for each line what will happen. */
import { createMemo, For, type JSX, Show } from 'solid-js'
import { Button } from '../../ui/button.tsx'
import { TextAreaField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { countText } from './campaign-progress.ts'
import { countryName } from './phone-number.ts'
import { type RecipientLine, type Recipients, recipientsMax } from './recipient-lines.ts'
import styles from './recipients-editor.module.css'

const shownMax = 200

export function RecipientsEditor(props: {
  text: string
  onInput: (text: string) => void
  onLeave: () => void
  /** Null while the numbering plans load. */
  recipients: Recipients | null
  variables: number
  /** Sample values of the template, for the example line. */
  samples: readonly string[]
  sandbox: boolean
  /** The line that the preview shows. */
  chosen: number
  onChoose: (line: number) => void
  error: string | null
}): JSX.Element {
  const numbers = () => Array.from({ length: props.variables }, (_, index) => index + 1)
  const example = (number: string) =>
    [number, ...numbers().map((n) => props.samples[n - 1] ?? `value ${n}`)].join(', ')
  const addSimulated = () => {
    const used = new Set((props.recipients?.lines ?? []).map((line) => line.number))
    let next = 1
    while (used.has(`+999000${String(next).padStart(4, '0')}`)) next++
    const line = example(`+999000${String(next).padStart(4, '0')}`)
    const before = props.text.trimEnd()
    props.onInput(before ? `${before}\n${line}` : line)
  }
  const lines = createMemo(() => {
    const all = props.recipients?.lines ?? []
    // What needs a look comes first when not everything fits.
    if (all.length <= shownMax) return all
    return [...all]
      .sort((a, b) => Number(a.state === 'ready') - Number(b.state === 'ready') || a.line - b.line)
      .slice(0, shownMax)
  })

  return (
    <Card
      title="Recipients"
      padded
      actions={
        <Show when={props.sandbox}>
          <Button size="small" icon="handset" onClick={addSimulated}>
            Add a simulated phone
          </Button>
        </Show>
      }
    >
      <TextAreaField
        label="Phone numbers and values"
        hideLabel
        mono
        rows={7}
        value={props.text}
        onInput={props.onInput}
        onBlur={props.onLeave}
        error={props.error}
        spellcheck={false}
        autocomplete="off"
        placeholder={`${example('+65 8123 4567')}\n${example('+44 7400 123456')}`}
        hint={
          <Show
            when={props.variables > 0}
            fallback="One number a line; pasting a column from a spreadsheet works."
          >
            One person a line: the number, then{' '}
            {numbers()
              .map((n) => `{{${n}}}`)
              .join(', ')}
            . Comma, tab or semicolon between them; pasting from a spreadsheet works.
          </Show>
        }
      />
      <Show when={props.recipients && props.recipients.lines.length > 0 && props.recipients}>
        {(recipients) => (
          <>
            <Summary recipients={recipients()} />
            <div class={styles.scroll}>
              <table class={styles.table} aria-label="Recipients line by line">
                <thead>
                  <tr>
                    <th scope="col">Line</th>
                    <th scope="col">Number</th>
                    <th scope="col">Country</th>
                    <For each={numbers()}>{(n) => <th scope="col">{`{{${n}}}`}</th>}</For>
                    <th scope="col">State</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={lines()}>
                    {(line) => (
                      <Row
                        line={line}
                        numbers={numbers()}
                        chosen={props.chosen === line.line}
                        onChoose={() => props.onChoose(line.line)}
                      />
                    )}
                  </For>
                </tbody>
              </table>
            </div>
            <Show when={recipients().lines.length > shownMax}>
              <p class={styles.more}>
                {countText(shownMax)} of {countText(recipients().lines.length)} lines shown, those
                with a problem first.
              </p>
            </Show>
          </>
        )}
      </Show>
    </Card>
  )
}

function Summary(props: { recipients: Recipients }): JSX.Element {
  const over = () => props.recipients.ready.length - recipientsMax
  return (
    <p class={styles.summary} role="status">
      <span class={styles.ready}>
        <Icon name="check" size={14} /> {countText(props.recipients.ready.length)} ready
      </span>
      <Show when={props.recipients.problems > 0}>
        <span class={styles.problem}>
          <Icon name="warning" size={14} /> {countText(props.recipients.problems)} with a problem,
          left out
        </span>
      </Show>
      <Show when={props.recipients.duplicates > 0}>
        <span class={styles.soft}>
          {countText(props.recipients.duplicates)}{' '}
          {props.recipients.duplicates === 1 ? 'duplicate' : 'duplicates'} removed
        </span>
      </Show>
      <Show when={props.recipients.heading}>
        <span class={styles.soft}>heading line skipped</span>
      </Show>
      <Show when={over() > 0}>
        <span class={styles.problem}>{countText(over())} more than fit in one campaign</span>
      </Show>
      <span class={styles.countries}>
        {props.recipients.countries
          .slice(0, 4)
          .map(({ country, count }) => `${countryName(country)} ${countText(count)}`)
          .join(' · ')}
        {props.recipients.countries.length > 4
          ? ` · ${props.recipients.countries.length - 4} more`
          : ''}
      </span>
    </p>
  )
}

function Row(props: {
  line: RecipientLine
  numbers: number[]
  chosen: boolean
  onChoose: () => void
}): JSX.Element {
  return (
    <tr
      data-state={props.line.state}
      aria-current={props.chosen ? 'true' : undefined}
      onClick={() => props.line.state === 'ready' && props.onChoose()}
    >
      <td class={styles.soft}>{props.line.line}</td>
      <td class={styles.number}>{props.line.number ?? props.line.typed}</td>
      <td>{props.line.country ? countryName(props.line.country) : ''}</td>
      <For each={props.numbers}>
        {(n) => (
          <td dir="auto" class={styles.value}>
            {props.line.values[n - 1] ?? ''}
          </td>
        )}
      </For>
      <td>
        <Show when={props.line.why} fallback={<span class={styles.ready}>Ready</span>}>
          <span class={props.line.state === 'problem' ? styles.problem : styles.soft}>
            {props.line.why}
          </span>
        </Show>
      </td>
    </tr>
  )
}
