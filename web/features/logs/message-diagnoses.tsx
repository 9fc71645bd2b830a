/** “Something wrong?”: the guide's symptoms for one message, each looked into and opened at a press. */
import { For, type JSX } from 'solid-js'
import type { Diagnosis, Symptom } from '../../../shared/api/message-diagnosis.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import styles from './message-diagnoses.module.css'

const symptoms: Record<Symptom, string> = {
  'not-arrived': 'It did not arrive',
  'no-button': 'Its button does not show',
  'does-not-open': 'The form does not open',
  'no-answer': 'No answer shows',
}

const verdicts: Record<Diagnosis['verdict'], { word: string; icon: IconName }> = {
  cause: { word: 'This is why', icon: 'warning' },
  waiting: { word: 'Still to come', icon: 'clock' },
  fine: { word: 'All is well here', icon: 'check' },
}

const places = {
  template: (id: string) => ({ href: `/templates/${id}`, word: 'Open the template' }),
  flow: (id: string) => ({ href: `/chat/flows/${id}`, word: 'Open the flow' }),
  responses: (id: string) => ({ href: `/chat/flows/${id}/responses`, word: 'Open the responses' }),
}

export function MessageDiagnoses(props: { diagnoses: Diagnosis[] }): JSX.Element {
  return (
    <section class={styles.diagnoses} aria-label="Something wrong?">
      <h3>Something wrong?</h3>
      <For each={props.diagnoses}>
        {(one) => (
          // What explains something is open from the start.
          <details class={styles.one} data-verdict={one.verdict} open={one.verdict === 'cause'}>
            <summary>
              <Icon name="chevron-right" size={14} class={styles.fold} />
              <span class={styles.symptom}>{symptoms[one.symptom]}</span>
              <span class={styles.verdict}>
                <Icon name={verdicts[one.verdict].icon} size={14} />
                {verdicts[one.verdict].word}
              </span>
            </summary>
            <div class={styles.found}>
              <For each={one.says}>{(words) => <p>{words}</p>}</For>
              {one.help && <p class={styles.help}>{one.help}</p>}
              {one.at && (
                <a href={places[one.at.what](one.at.id).href}>
                  {places[one.at.what](one.at.id).word}
                </a>
              )}
            </div>
          </details>
        )}
      </For>
    </section>
  )
}
