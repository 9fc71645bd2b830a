/** The buttons of a template: the one that opens a flow, the others, and their order. */
import { type JSX, Show } from 'solid-js'
import type { FlowRow } from '../../../shared/api/flows.ts'
import { templateLimits } from '../../../shared/api/templates.ts'
import { Banner } from '../../ui/banner.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Card } from '../../ui/page.tsx'
import styles from './template-fields.module.css'
import type { FieldsProps } from './template-fields.tsx'

export function FlowButtonFields(
  props: FieldsProps & {
    /** Those of the chosen channel, in every state. */
    flows: FlowRow[]
    loading: boolean
    /** Why a flow that the address asked for cannot be chosen, or null. */
    missing: string | null
  },
): JSX.Element {
  const anyPublished = () => props.flows.some(({ state }) => state === 'published')
  return (
    <Card title="Flow button" padded>
      <Show when={props.missing}>
        {(why) => (
          <Banner tone="warn" title="That flow cannot be chosen.">
            {why()}
          </Banner>
        )}
      </Show>
      <label class={styles.check}>
        <input
          type="checkbox"
          checked={props.draft.hasFlow}
          onChange={(event) => props.change({ hasFlow: event.currentTarget.checked })}
        />
        A button opens a flow
      </label>
      <Show when={props.draft.hasFlow}>
        <div data-field="publicId">
          <SelectField
            label="Flow"
            options={props.flows.map((flow) => ({
              value: flow.publicId,
              label: `${flow.name} (${flow.publicId})`,
              ...(flow.state === 'published'
                ? {}
                : { disabled: true, hint: whyNotOffered(flow.state) }),
            }))}
            value={props.draft.publicId || null}
            onChange={(publicId) => props.change({ publicId })}
            disabled={props.flows.length === 0}
            placeholder={
              props.loading
                ? 'Loading…'
                : anyPublished()
                  ? 'Choose a published flow'
                  : 'No published flow on this channel'
            }
            error={props.problem('publicId')}
            hint={
              <Show
                when={!props.loading && !anyPublished()}
                fallback="Only published flows: the button keeps opening exactly this version."
              >
                <a href="/chat/flows">Publish a flow</a> first; drafts cannot be sent.
              </Show>
            }
          />
        </div>
        <div data-field="buttonLabel">
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
              <Show
                when={props.advice('buttonLabel')}
                fallback="Say what opens, in two or three words."
              >
                <span class={styles.warn}>{props.advice('buttonLabel')}</span>
              </Show>
            }
          />
        </div>
      </Show>
    </Card>
  )
}

const whyNotOffered = (state: FlowRow['state']): string =>
  state === 'draft' ? 'A draft: publish it first' : 'Deprecated: nobody can open it any more'
