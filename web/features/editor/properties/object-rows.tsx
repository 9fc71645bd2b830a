/** The properties of an object as rows, made from the catalogue; what the catalogue does not know is kept as JSON. */
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { PropertySpec } from '../../../../shared/flow/catalogue/index.ts'
import { sinceNumber } from '../../../../shared/flow/catalogue/property-index.ts'
import { joinPath } from '../../../../shared/flow/path.ts'
import { versionNumber } from '../../../../shared/flow/version.ts'
import { useBench } from '../bench.ts'
import type { Holder } from './holder.ts'
import { JsonField } from './json-field.tsx'
import styles from './properties.module.css'
import { type Around, RowsContext, type RowsProps } from './rows-context.ts'
import { ValueField } from './value-field.tsx'
import { wordsOf } from './words.ts'

export function ObjectRows(props: RowsProps) {
  const bench = useBench()
  const [all, setAll] = createSignal(false)
  const version = () => versionNumber(bench.flow()?.version ?? '') ?? Number.POSITIVE_INFINITY
  const has = (name: string) => Object.hasOwn(props.holder.value, name)
  const known = createMemo(() =>
    props.specs.filter(
      ({ name, type, since, until, outsideForm, rangeOnly }) =>
        !props.without?.includes(name) &&
        type !== 'components' &&
        (has(name) ||
          ((!since || sinceNumber(since) <= version()) &&
            !until &&
            !(outsideForm && props.around.inForm) &&
            !(rangeOnly && props.holder.value.mode !== 'range'))),
    ),
  )
  const isPlain = ({ name, required }: PropertySpec) =>
    required === true || has(name) || COMMON.has(name)
  const shown = createMemo(() => (all() ? known() : known().filter(isPlain)))
  const hidden = () => known().length - known().filter(isPlain).length
  const unknown = createMemo(() => {
    const names = new Set(props.specs.map(({ name }) => name))
    return Object.keys(props.holder.value).filter(
      (name) => !names.has(name) && name !== 'type' && !props.without?.includes(name),
    )
  })
  return (
    <RowsContext.Provider value={ObjectRows}>
      <div class={styles.rows}>
        <For each={shown()}>
          {(spec) => <Row spec={spec} holder={props.holder} around={props.around} />}
        </For>
        <For each={unknown()}>
          {(name) => (
            <div class={styles.row} data-wide="">
              <span class={styles.label}>{name}</span>
              <JsonField
                label={name}
                value={props.holder.value[name]}
                onChange={(value) => props.holder.write(name, value)}
                onRemove={() => props.holder.remove(name)}
              />
            </div>
          )}
        </For>
        <Show when={hidden() > 0}>
          <button
            type="button"
            class={styles.more}
            aria-expanded={all()}
            onClick={() => setAll(!all())}
          >
            {all()
              ? 'Fewer settings'
              : `${hidden()} more ${hidden() === 1 ? 'setting' : 'settings'}`}
          </button>
        </Show>
      </div>
    </RowsContext.Provider>
  )
}

/** Shown even where they are not set: what authors reach for. */
const COMMON: ReadonlySet<string> = new Set([
  'required',
  'helper-text',
  'description',
  'input-type',
  'alt-text',
  'on-click-action',
  'mode',
  'aspect-ratio',
])

function Row(props: { spec: PropertySpec; holder: Holder; around: Around }) {
  const bench = useBench()
  const id = createUniqueId()
  const findings = () => bench.findings(joinPath(props.holder.path, props.spec.name))
  return (
    <div class={styles.row} data-wide={isWide(props.spec) ? '' : undefined}>
      <label class={styles.label} for={id} title={props.spec.help}>
        {wordsOf(props.spec.name)}
      </label>
      <ValueField
        id={id}
        spec={props.spec}
        holder={props.holder}
        around={props.around}
        describedBy={findings().length > 0 ? `${id}-finding` : undefined}
      />
      <Show when={findings()[0]}>
        {(found) => (
          <p id={`${id}-finding`} class={styles.finding} data-severity={found().severity}>
            {found().message}
          </p>
        )}
      </Show>
    </div>
  )
}

const WIDE = new Set(['list', 'object', 'action', 'image', 'condition', 'cases', 'data-model'])

const isWide = ({ type, ranged }: PropertySpec): boolean => WIDE.has(type) || ranged !== undefined
