/** The three cards of the template form: what it is, what it says, what its button opens. */
import { For, type JSX, Show } from 'solid-js'
import type { Channel } from '../../../shared/api/channels.ts'
import type { FlowRow } from '../../../shared/api/flows.ts'
import { templateLimits, variablesIn } from '../../../shared/api/templates.ts'
import { Banner } from '../../ui/banner.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { promotionalWord } from './approval-tips.ts'
import { BodyEditor } from './body-editor.tsx'
import { languages } from './languages.ts'
import styles from './template-fields.module.css'
import { suggestedName, type TemplateDraft, type TemplateField } from './template-rules.ts'

type FieldsProps = {
  draft: TemplateDraft
  change: (fields: Partial<TemplateDraft>) => void
  /** The person has been in this field: its problem may show. */
  leave: (field: TemplateField) => void
  problem: (field: TemplateField) => string | null
}

const categories = [
  {
    value: 'UTILITY',
    title: 'Utility',
    words: 'About something the person asked for: a booking, an order, a change.',
  },
  {
    value: 'MARKETING',
    title: 'Marketing',
    words: 'Offers, news, invitations. Also anything that mixes the two.',
  },
] as const

export function AboutFields(props: FieldsProps & { channels: Channel[] }): JSX.Element {
  const suggestion = () => {
    const made = suggestedName(props.draft.name)
    return made && made !== props.draft.name ? made : null
  }
  return (
    <Card title="About" padded>
      <div class={styles.two}>
        <SelectField
          label="Channel"
          options={props.channels.map((channel) => ({
            value: channel.id,
            label: channel.name,
            hint: channel.phoneNumber,
          }))}
          value={props.draft.channelId || null}
          onChange={(channelId) => props.change({ channelId, publicId: '' })}
          error={props.problem('channelId')}
          placeholder="Choose a channel"
        />
        <SelectField
          label="Language"
          options={languages.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
          value={props.draft.language || null}
          onChange={(language) => props.change({ language })}
          error={props.problem('language')}
        />
      </div>
      <TextField
        label="Name"
        value={props.draft.name}
        onInput={(name) => props.change({ name })}
        onBlur={() => props.draft.name && props.leave('name')}
        max={templateLimits.name}
        placeholder="visit_followup"
        error={
          props.problem('name') ??
          (suggestion() ? 'Lower-case letters, digits and underscores only.' : null)
        }
        spellcheck={false}
        autocomplete="off"
        hint={
          <Show
            when={suggestion()}
            fallback="For your team and the platform; customers never see it."
          >
            {(name) => (
              <>
                Did you mean{' '}
                <button
                  type="button"
                  class={styles.suggestion}
                  onClick={() => props.change({ name: name() })}
                >
                  {name()}
                </button>
                ?
              </>
            )}
          </Show>
        }
      />
      <fieldset class={styles.categories}>
        <legend>Category</legend>
        <For each={categories}>
          {(category) => (
            <label class={styles.category}>
              <input
                type="radio"
                name="category"
                value={category.value}
                checked={props.draft.category === category.value}
                aria-invalid={props.problem('category') ? 'true' : undefined}
                onChange={() => props.change({ category: category.value })}
              />
              <span>
                <span class={styles.categoryTitle}>{category.title}</span>
                <span class={styles.categoryWords}>{category.words}</span>
              </span>
            </label>
          )}
        </For>
        <Show when={props.problem('category')}>
          {(words) => (
            <p class={styles.error} role="alert">
              {words()}
            </p>
          )}
        </Show>
      </fieldset>
    </Card>
  )
}

export function MessageFields(props: FieldsProps & { settle: () => void }): JSX.Element {
  const numbers = () => variablesIn(props.draft.body).sort((a, b) => a - b)
  const setSample = (n: number, value: string) => {
    const samples = [...props.draft.samples]
    while (samples.length < n) samples.push('')
    samples[n - 1] = value
    props.change({ samples })
  }
  const promotion = () =>
    props.draft.category === 'UTILITY'
      ? promotionalWord(`${props.draft.body}\n${props.draft.footer}\n${props.draft.buttonLabel}`)
      : null
  return (
    <Card title="Message" padded>
      <BodyEditor
        value={props.draft.body}
        onInput={(body) => props.change({ body })}
        onLeave={() => {
          props.settle()
          if (props.draft.body) props.leave('body')
        }}
        error={props.problem('body')}
      />
      <Show when={promotion()}>
        {(word) => (
          <Banner
            tone="warn"
            title={`“${word()}” reads as promotion.`}
            actions={
              <button
                type="button"
                class={styles.inlineAction}
                onClick={() => props.change({ category: 'MARKETING' })}
              >
                Make it marketing
              </button>
            }
          >
            A utility message with promotion in it is refused or counted as marketing.
          </Banner>
        )}
      </Show>
      <Show when={numbers().length > 0}>
        <fieldset class={styles.samples}>
          <legend>Samples</legend>
          <p class={styles.hint}>
            Reviewers see the message with these. They are not sent to anybody.
          </p>
          <For each={numbers()}>
            {(n) => (
              <div class={styles.sample}>
                <code aria-hidden="true">{`{{${n}}}`}</code>
                <TextField
                  label={`Sample for {{${n}}}`}
                  hideLabel
                  value={props.draft.samples[n - 1] ?? ''}
                  onInput={(value) => setSample(n, value)}
                  onBlur={() => props.leave(`sample-${n}`)}
                  placeholder={n === 1 ? 'Such as Ana' : 'Such as 4 May'}
                  error={props.problem(`sample-${n}`)}
                  autocomplete="off"
                  dir="auto"
                />
              </div>
            )}
          </For>
        </fieldset>
      </Show>
      <TextField
        label="Footer"
        optional
        value={props.draft.footer}
        onInput={(footer) => props.change({ footer })}
        onBlur={() => props.leave('footer')}
        max={templateLimits.footer}
        placeholder="Reply STOP to opt out"
        error={props.problem('footer')}
        dir="auto"
      />
    </Card>
  )
}

export function ButtonFields(
  props: FieldsProps & {
    flows: FlowRow[]
    loading: boolean
    /** A flow that the address asked for and that cannot be chosen. */
    missing: string | null
  },
): JSX.Element {
  const long = () =>
    props.draft.buttonLabel.trim().length > templateLimits.buttonAdvice &&
    props.draft.buttonLabel.trim().length <= templateLimits.button
  return (
    <Card title="Flow button" padded>
      <Show when={props.missing}>
        {(id) => (
          <Banner tone="warn" title="That flow cannot be chosen.">
            {id()} is not published on a channel of this workspace. Publish it, then come back.
          </Banner>
        )}
      </Show>
      <SelectField
        label="Flow"
        options={props.flows.map((flow) => ({
          value: flow.publicId,
          label: `${flow.name} (${flow.publicId})`,
        }))}
        value={props.draft.publicId || null}
        onChange={(publicId) => props.change({ publicId })}
        disabled={props.flows.length === 0}
        placeholder={
          props.loading
            ? 'Loading…'
            : props.flows.length === 0
              ? 'No published flow on this channel'
              : 'Choose a published flow'
        }
        error={props.problem('publicId')}
        hint={
          <Show
            when={!props.loading && props.flows.length === 0}
            fallback="Only published flows: the button keeps opening exactly this version."
          >
            <a href="/chat/flows">Publish a flow</a> first; drafts cannot be sent.
          </Show>
        }
      />
      <TextField
        label="Button label"
        value={props.draft.buttonLabel}
        onInput={(buttonLabel) => props.change({ buttonLabel })}
        onBlur={() => props.draft.buttonLabel && props.leave('buttonLabel')}
        max={templateLimits.button}
        placeholder="Choose a time"
        error={props.problem('buttonLabel')}
        dir="auto"
        hint={
          <Show when={long()} fallback="Say what opens, in two or three words.">
            <span class={styles.warn}>
              Above {templateLimits.buttonAdvice} characters some phones cut the label.
            </span>
          </Show>
        }
      />
    </Card>
  )
}
