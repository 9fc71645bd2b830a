/** The first cards of the template form: what it is, and what it says. */
import { For, type JSX, Show } from 'solid-js'
import type { Channel } from '../../../shared/api/channels.ts'
import { templateLimits, variablesIn, variablesOf } from '../../../shared/api/templates.ts'
import { mediaKinds } from '../../../shared/templates/media.ts'
import { inReadingOrder } from '../../../shared/templates/text.ts'
import { Banner } from '../../ui/banner.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { MediaField } from '../media/media-field.tsx'
import { kindNames } from '../media/media-words.ts'
import { promotionalWord, wordsOf } from './approval-tips.ts'
import { BodyEditor } from './body-editor.tsx'
import { languages } from './languages.ts'
import { mediaKindOf, nameFrom, type TemplateDraft, wantedMedia } from './template-draft.ts'
import styles from './template-fields.module.css'

export type FieldsProps = {
  draft: TemplateDraft
  change: (fields: Partial<TemplateDraft>) => void
  /** The person has been in this field: its problem may show. */
  leave: (field: string) => void
  /** What keeps the field from being right, in words. */
  problem: (field: string) => string | null
  /** What could be better about it. */
  advice: (field: string) => string | null
  /** Hears whether a file is on its way. */
  uploads: (works: boolean) => void
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
    const made = nameFrom(props.draft.name)
    return made && made !== props.draft.name ? made : null
  }
  return (
    <Card title="About" padded>
      <div class={styles.two}>
        <div data-field="channelId">
          <SelectField
            label="Channel"
            options={props.channels.map((channel) => ({
              value: channel.id,
              label: channel.name,
              hint: channel.phoneNumber,
            }))}
            value={props.draft.channelId || null}
            onChange={(channelId) => {
              if (channelId !== props.draft.channelId) props.change({ channelId, publicId: '' })
            }}
            error={props.problem('channelId')}
            placeholder="Choose a channel"
          />
        </div>
        <div data-field="language">
          <SelectField
            label="Language"
            options={languages.map(({ code, name }) => ({
              value: code,
              label: `${name} (${code})`,
            }))}
            value={props.draft.language || null}
            onChange={(language) => props.change({ language })}
            error={props.problem('language')}
          />
        </div>
      </div>
      <div data-field="name">
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
      </div>
      <fieldset class={styles.categories} data-field="category">
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

const headerKinds = [
  { value: 'none', label: 'None' },
  { value: 'text', label: 'Text' },
  ...mediaKinds.map((kind) => ({ value: kind, label: kindNames[kind] })),
] as const

/** What stands above the text. A text that is put aside comes back when it is wanted again. */
function HeaderKinds(props: FieldsProps): JSX.Element {
  let aside = ''
  return (
    <div class={styles.headerKinds}>
      <span aria-hidden="true">
        Header <span class={styles.optional}>optional</span>
      </span>
      <Segmented
        label="Header"
        options={[...headerKinds]}
        value={props.draft.headerKind}
        onChange={(headerKind) => {
          const { header } = props.draft
          if (header) aside = header
          // Its variables count along with those of the text, so it goes where it is not shown.
          props.change({ headerKind, header: headerKind === 'text' ? header || aside : '' })
        }}
      />
    </div>
  )
}

export function MessageFields(props: FieldsProps & { settle: () => void }): JSX.Element {
  const numbers = () => variablesOf(props.draft)
  const setSample = (n: number, value: string) => {
    const samples = [...props.draft.samples]
    while (samples.length < n) samples.push('')
    samples[n - 1] = value
    props.change({ samples })
  }
  const addToHeader = () => {
    const { header } = props.draft
    const next = Math.max(0, ...numbers()) + 1
    props.change({ header: `${header}${header && !header.endsWith(' ') ? ' ' : ''}{{${next}}}` })
  }
  const unordered = () => {
    const own = variablesIn(props.draft.body)
    return own.some((n, i) => i > 0 && n < (own[i - 1] ?? 0))
  }
  const promotion = () =>
    props.draft.category === 'UTILITY' ? promotionalWord(wordsOf(props.draft)) : null
  return (
    <Card title="Message" padded>
      <HeaderKinds {...props} />
      <Show when={mediaKindOf(props.draft)} keyed>
        {(kind) => (
          <div data-field="headerMedia">
            <MediaField
              kind={kind}
              value={wantedMedia(props.draft)?.file ?? null}
              onChange={(headerMedia) => props.change({ headerMedia })}
              onWork={props.uploads}
              error={props.problem('headerMedia')}
            />
          </div>
        )}
      </Show>
      <Show when={props.draft.headerKind === 'text'}>
        <div data-field="header">
          <TextField
            label="Header text"
            value={props.draft.header}
            onInput={(header) => props.change({ header })}
            onBlur={() => props.leave('header')}
            max={templateLimits.header}
            placeholder="Your visit"
            error={props.problem('header')}
            dir="auto"
            suffix={
              <Show when={variablesIn(props.draft.header).length === 0}>
                <button type="button" class={styles.inside} onClick={addToHeader}>
                  Add variable
                </button>
              </Show>
            }
            hint="One bold line above the text. It may hold one variable, counted along with those of the text."
          />
        </div>
      </Show>
      <div data-field="body">
        <BodyEditor
          header={props.draft.header}
          value={props.draft.body}
          onInput={(body) => props.change({ body })}
          onLeave={() => {
            props.settle()
            if (props.draft.body) props.leave('body')
          }}
          error={props.problem('body')}
          advice={props.advice('body')}
        />
      </div>
      <Show when={unordered()}>
        <p class={styles.mend}>
          <button
            type="button"
            class={styles.inlineAction}
            onClick={() =>
              props.change(inReadingOrder({ ...props.draft, samples: [...props.draft.samples] }))
            }
          >
            Count the variables anew
          </button>{' '}
          in the order in which one reads them; each keeps its sample.
        </p>
      </Show>
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
              <div class={styles.sample} data-field={`samples.${n - 1}`}>
                <code aria-hidden="true">{`{{${n}}}`}</code>
                <TextField
                  label={`Sample for {{${n}}}`}
                  hideLabel
                  value={props.draft.samples[n - 1] ?? ''}
                  onInput={(value) => setSample(n, value)}
                  onBlur={() => props.leave(`samples.${n - 1}`)}
                  placeholder={n === 1 ? 'Such as Ana' : 'Such as 4 May'}
                  error={props.problem(`samples.${n - 1}`)}
                  autocomplete="off"
                  dir="auto"
                />
              </div>
            )}
          </For>
        </fieldset>
      </Show>
      <div data-field="footer">
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
      </div>
    </Card>
  )
}
