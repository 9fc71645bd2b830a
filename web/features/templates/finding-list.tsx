/** What stands between a template and its approval, each line leading to its field. */
import { For, type JSX, Show } from 'solid-js'
import type { TemplateFinding } from '../../../shared/templates/finding.ts'
import { templateRules } from '../../../shared/templates/rules.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import styles from './finding-list.module.css'

export function FindingList(props: {
  findings: TemplateFinding[]
  onGo: (field: string) => void
}): JSX.Element {
  const errors = () => props.findings.filter(({ level }) => level === 'error').length
  return (
    <Card title={errors() === 0 ? 'Ready to be submitted' : `To do before submitting: ${errors()}`}>
      <Show
        when={props.findings.length > 0}
        fallback={<p class={styles.none}>Nothing here breaks a rule of the platforms.</p>}
      >
        <ul class={styles.list}>
          <For each={props.findings}>
            {(finding) => (
              <li>
                <button
                  type="button"
                  class={styles.finding}
                  data-level={finding.level}
                  onClick={() => props.onGo(finding.field)}
                >
                  <Icon name={finding.level === 'error' ? 'error' : 'info'} size={15} />
                  <span>
                    <span class={styles.words}>
                      {placeOf(finding.field)}: {finding.words}
                    </span>
                    <span class={styles.why}>
                      {templateRules[finding.rule].why} {templateRules[finding.rule].source}.
                    </span>
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Card>
  )
}

const places: Record<string, string> = {
  channelId: 'Channel',
  name: 'Name',
  language: 'Language',
  category: 'Category',
  header: 'Header',
  headerMedia: 'Header',
  body: 'Text',
  footer: 'Footer',
  publicId: 'Flow',
  buttonLabel: 'Button label',
  buttons: 'Buttons',
}

/** "Sample for {{1}}" for `samples.0`. */
function placeOf(field: string): string {
  const [first = '', index] = field.split('.')
  if (first === 'samples' && index !== undefined) return `Sample for {{${Number(index) + 1}}}`
  if (first === 'buttons' && index !== undefined) return `Other button ${Number(index) + 1}`
  return places[first] ?? first
}
