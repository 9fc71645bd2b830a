/** The strip of problems: what is wrong with the flow and where; a click goes there. */
import { createMemo, Index, type JSX, Show } from 'solid-js'
import type { Diagnostic, Fix } from '../../../shared/flow/check/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { countsInWords } from './counts-in-words.ts'
import styles from './problems.module.css'

/** A longer list is mended from its top; the count says how many there are. */
const MAX_SHOWN = 200

const ORDER = { error: 0, warning: 1, info: 2 }
const KINDS = { error: 'Problem', warning: 'Suggestion', info: 'Note' }

export function Problems(props: {
  /** Null while the first check is under way. */
  diagnostics: readonly Diagnostic[] | null
  /** Stands at the right of the strip's head: version and size. */
  about: JSX.Element
  /** It is published: what could stand in the way no longer does. */
  frozen: boolean
  onJump: (found: Diagnostic) => void
  /** Mends a finding; null where nothing can be changed. */
  onFix: ((fix: Fix) => void) | null
}) {
  const sorted = createMemo(() =>
    [...(props.diagnostics ?? [])].sort(
      (a, b) => ORDER[a.severity] - ORDER[b.severity] || a.offset - b.offset,
    ),
  )
  return (
    <section class={styles.problems} aria-label="Problems">
      <header class={styles.head}>
        <h2>
          <span role="status">
            {props.diagnostics === null ? 'Checking…' : countsInWords(props.diagnostics)}
          </span>
        </h2>
        <span>{props.about}</span>
      </header>
      <Show
        when={sorted().length > 0}
        fallback={
          <Show when={props.diagnostics !== null}>
            <p class={styles.fine}>
              <Icon name="check" size={14} />{' '}
              {props.frozen
                ? 'This is what customers get.'
                : 'Nothing stands in the way of publishing.'}
            </p>
          </Show>
        }
      >
        <ul class={styles.list}>
          {/* By place: every check makes new findings, mostly the same. */}
          <Index each={sorted().slice(0, MAX_SHOWN)}>
            {(found) => (
              <li class={styles.line}>
                <button type="button" class={styles.row} onClick={() => props.onJump(found())}>
                  <span class={styles.sign} data-severity={found().severity}>
                    <span aria-hidden="true">{found().severity === 'error' ? '!' : 'i'}</span>
                    <span class="only-read">{KINDS[found().severity]}: </span>
                  </span>
                  <span class={styles.message}>{found().message}</span>
                  <span class={styles.at}>
                    <span class="only-read">line </span>
                    {found().lineStart}:{found().columnStart}
                  </span>
                </button>
                <Show when={props.onFix && found().fixes[0]}>
                  {(fix) => (
                    <button
                      type="button"
                      class={styles.fix}
                      title={fix().title}
                      onClick={() => props.onFix?.(fix())}
                    >
                      {fix().title}
                    </button>
                  )}
                </Show>
              </li>
            )}
          </Index>
          <Show when={sorted().length > MAX_SHOWN}>
            <li class={styles.more}>and {sorted().length - MAX_SHOWN} more</li>
          </Show>
        </ul>
      </Show>
    </section>
  )
}
