/** The buttons beside the Flow button: quick replies, links, a call, a code; each is moved and taken out by keyboard too. */
import { Index, type JSX, Match, Show, Switch } from 'solid-js'
import { type TemplateButton, templateLimits } from '../../../shared/api/templates.ts'
import { buttonWords, sortedButtons } from '../../../shared/templates/check-buttons.ts'
import { buttonsOfKind } from '../../../shared/templates/limits.ts'
import { IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Card } from '../../ui/page.tsx'
import styles from './more-buttons.module.css'
import { buttonIcons } from './template-faces.ts'
import type { FieldsProps } from './template-fields.tsx'

const fresh: Record<TemplateButton['type'], TemplateButton> = {
  QUICK_REPLY: { type: 'QUICK_REPLY', label: '' },
  URL: { type: 'URL', label: '', url: '' },
  PHONE_NUMBER: { type: 'PHONE_NUMBER', label: '', phoneNumber: '' },
  COPY_CODE: { type: 'COPY_CODE', code: '' },
}
const kinds = Object.keys(fresh) as TemplateButton['type'][]
const hints: Record<TemplateButton['type'], string> = {
  QUICK_REPLY: 'Answers with its own words',
  URL: 'Opens a page on the web',
  PHONE_NUMBER: 'Rings a number',
  COPY_CODE: 'Copies a code',
}
const kindWord = (type: TemplateButton['type']) =>
  buttonWords[type].one.charAt(0).toUpperCase() + buttonWords[type].one.slice(1)

type Row = { kind: 'flow' } | { kind: 'other'; at: number; button: TemplateButton }

export function MoreButtons(props: FieldsProps): JSX.Element {
  const buttons = () => props.draft.buttons
  const rows = (): Row[] => {
    const others = buttons().map((button, at): Row => ({ kind: 'other', at, button }))
    if (!props.draft.hasFlow) return others
    const { flowAt } = props.draft
    return [...others.slice(0, flowAt), { kind: 'flow' }, ...others.slice(flowAt)]
  }
  /** Writes the buttons down in the order of these rows. */
  const order = (next: Row[]) => {
    const flowAt = next.findIndex(({ kind }) => kind === 'flow')
    props.change({
      buttons: next.flatMap((row) => (row.kind === 'other' ? [row.button] : [])),
      flowAt: Math.max(0, flowAt),
    })
  }
  const move = (from: number, by: number) => {
    const next = rows()
    const [row] = next.splice(from, 1)
    if (row) next.splice(from + by, 0, row)
    order(next)
  }
  const whyFull = (type: TemplateButton['type']) => {
    const total = rows().length
    if (total >= templateLimits.buttons)
      return `A template has ${templateLimits.buttons} buttons at most`
    const has = buttons().filter((one) => one.type === type).length
    return has >= buttonsOfKind[type]
      ? `A template has ${buttonsOfKind[type]} of these at most`
      : null
  }
  const isMixed = () => props.problem('buttons')?.startsWith('Quick replies')

  return (
    <Card title="Other buttons" padded>
      <Show
        when={buttons().length > 0}
        fallback={<p class={styles.hint}>Quick replies, links, a call or a code to copy.</p>}
      >
        <ol class={styles.list}>
          <Index each={rows()}>
            {(row, at) => (
              <li class={styles.row}>
                <Show
                  when={otherOf(row())}
                  fallback={
                    <span class={styles.flow}>
                      <Icon name={buttonIcons.FLOW} size={15} />
                      Flow button
                      <Show when={props.draft.buttonLabel}>: {props.draft.buttonLabel}</Show>
                    </span>
                  }
                >
                  {(other) => (
                    <ButtonRow
                      {...props}
                      at={other().at}
                      button={other().button}
                      onChange={(button) =>
                        props.change({
                          buttons: buttons().map((one, i) => (i === other().at ? button : one)),
                        })
                      }
                    />
                  )}
                </Show>
                <span class={styles.tools}>
                  <IconButton
                    icon="chevron-up"
                    label={`Move button ${at + 1} up`}
                    size="small"
                    disabledReason={at > 0 ? null : 'It is the first one.'}
                    onClick={() => move(at, -1)}
                  />
                  <IconButton
                    icon="chevron-down"
                    label={`Move button ${at + 1} down`}
                    size="small"
                    disabledReason={at + 1 < rows().length ? null : 'It is the last one.'}
                    onClick={() => move(at, 1)}
                  />
                  <Show when={row().kind === 'other'}>
                    <IconButton
                      icon="trash"
                      label={`Remove button ${at + 1}`}
                      size="small"
                      onClick={() => order(rows().filter((_, i) => i !== at))}
                    />
                  </Show>
                </span>
              </li>
            )}
          </Index>
        </ol>
      </Show>
      <Show when={props.problem('buttons')}>
        {(words) => (
          <p class={styles.error} role="alert">
            {words()}{' '}
            <Show when={isMixed()}>
              <button
                type="button"
                class={styles.mend}
                onClick={() => props.change(sortedButtons(buttons(), props.draft.flowAt))}
              >
                Put them in order
              </button>
            </Show>
          </p>
        )}
      </Show>
      <Show when={!props.problem('buttons') && props.advice('buttons')}>
        {(words) => <p class={styles.hint}>{words()}</p>}
      </Show>
      <div data-field="buttons">
        <Menu
          trigger={
            <>
              <Icon name="plus" size={15} /> Add a button
            </>
          }
          triggerClass={styles.add}
          placement="bottom-start"
          entries={kinds.map((type) => ({
            label: kindWord(type),
            icon: buttonIcons[type],
            hint: hints[type],
            disabledReason: whyFull(type),
            onSelect: () => props.change({ buttons: [...buttons(), { ...fresh[type] }] }),
          }))}
        />
      </div>
    </Card>
  )
}

const otherOf = (row: Row) => (row.kind === 'other' ? row : null)

function ButtonRow(
  props: FieldsProps & {
    at: number
    button: TemplateButton
    onChange: (button: TemplateButton) => void
  },
): JSX.Element {
  const field = (name: string) => `buttons.${props.at}.${name}`
  const label = () => (props.button.type === 'COPY_CODE' ? null : props.button)
  return (
    <div class={styles.fields}>
      <span class={styles.kind}>
        <Icon name={buttonIcons[props.button.type]} size={15} />
        {kindWord(props.button.type)}
      </span>
      <Show when={label()}>
        {(button) => (
          <div data-field={field('label')}>
            <TextField
              label="Label"
              value={button().label}
              onInput={(text) => props.onChange({ ...button(), label: text })}
              onBlur={() => props.leave(field('label'))}
              max={templateLimits.button}
              error={props.problem(field('label'))}
              hint={props.advice(field('label')) ?? undefined}
              dir="auto"
            />
          </div>
        )}
      </Show>
      <Switch>
        <Match when={props.button.type === 'URL' && props.button}>
          {(button) => (
            <div data-field={field('url')}>
              <TextField
                label="Address"
                type="url"
                value={button().url}
                onInput={(url) => props.onChange({ ...button(), url })}
                onBlur={() => props.leave(field('url'))}
                placeholder="https://example.com/visits"
                error={props.problem(field('url'))}
                spellcheck={false}
              />
            </div>
          )}
        </Match>
        <Match when={props.button.type === 'PHONE_NUMBER' && props.button}>
          {(button) => (
            <div data-field={field('phoneNumber')}>
              <TextField
                label="Number"
                type="tel"
                value={button().phoneNumber}
                onInput={(phoneNumber) => props.onChange({ ...button(), phoneNumber })}
                onBlur={() => props.leave(field('phoneNumber'))}
                placeholder="+33123456789"
                error={props.problem(field('phoneNumber'))}
              />
            </div>
          )}
        </Match>
        <Match when={props.button.type === 'COPY_CODE' && props.button}>
          {(button) => (
            <div data-field={field('code')}>
              <TextField
                label="Code"
                value={button().code}
                onInput={(code) => props.onChange({ ...button(), code })}
                onBlur={() => props.leave(field('code'))}
                max={templateLimits.copyCode}
                placeholder="VISIT25"
                error={props.problem(field('code'))}
                hint="Everybody gets this code; the phone writes the label."
                spellcheck={false}
                mono
              />
            </div>
          )}
        </Match>
      </Switch>
    </div>
  )
}
