/** The four approval tips beside the form; each answers to the text, and some can do what they ask for. */
import { For, type JSX, Show } from 'solid-js'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import type { Tip } from './approval-tips.ts'
import styles from './approval-tips-card.module.css'
import type { TemplateDraft } from './template-draft.ts'

const stateWords: Record<Tip['state'], string> = {
  waiting: 'To come',
  good: 'Good',
  mind: 'Mind this',
}

export function ApprovalTipsCard(props: {
  tips: Tip[]
  onRewrite: (fields: Partial<TemplateDraft>) => void
}): JSX.Element {
  return (
    <Card title="What reviewers look for">
      <ul class={styles.tips}>
        <For each={props.tips}>
          {(tip) => (
            <li class={styles.tip} data-state={tip.state}>
              <span class={styles.mark} title={stateWords[tip.state]}>
                {tip.state === 'good' && <Icon name="check" size={13} />}
                {tip.state === 'mind' && <Icon name="warning" size={13} />}
                <span class="only-read">{stateWords[tip.state]}:</span>
              </span>
              <span>
                <span class={styles.title}>{tip.title}</span>
                <span class={styles.words}>{tip.words}</span>
                <Show when={tip.rewrite}>
                  {(rewrite) => (
                    <button
                      type="button"
                      class={styles.rewrite}
                      onClick={() => props.onRewrite(rewrite().fields)}
                    >
                      {rewrite().label}
                    </button>
                  )}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
    </Card>
  )
}
