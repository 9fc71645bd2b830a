/** What a whole screen shows besides its components: waiting, opening, notices, faults, the end. */
import { For } from 'solid-js'
import { exampleFlows } from '../../../../shared/flow/examples/index.ts'
import { gallery } from '../../../../shared/flow/gallery/states.ts'
import { start, view } from '../../../../shared/flow/interpret/index.ts'
import type { ScreenView } from '../../../../shared/flow/interpret/view-item.ts'
import { readFlow } from '../../../../shared/flow/read.ts'
import { FlowScreen } from '../flow-screen.tsx'
import { Phone, PhoneGlass, PhoneSheet, StatusBar } from '../phone.tsx'
import { type PhoneSettings, phoneSize } from '../settings.ts'
import styles from './gallery-page.module.css'

type Whole = { name: string; view: ScreenView; draft?: boolean; retry?: boolean }

function wholeScreens(): Whole[] {
  const { flow } = readFlow(exampleFlows[0]?.text ?? '')
  if (!flow) return []
  const open = view(flow, start(flow, { examples: true }))
  const many = gallery().find(({ kind }) => kind === 'RadioButtonsGroup')?.states ?? []
  const items = many.flatMap((state, at) =>
    state.view.items.map((item) => ({ ...item, path: `screens[0].layout.children[${at}]` })),
  )
  const fault = {
    kind: 'invalid-screen-transition',
    message: 'The endpoint named a screen that this flow does not have.',
  } as const
  return [
    { name: 'Draft', view: open, draft: true },
    { name: 'Content under the footer', view: { ...open, items } },
    {
      name: 'Waiting for the endpoint',
      view: {
        ...open,
        status: 'waiting',
        footer: open.footer && { ...open.footer, enabled: false },
      },
    },
    {
      name: 'Opening',
      view: { ...open, status: 'waiting', screenId: '', title: '', items: [], footer: null },
    },
    {
      name: 'A notice',
      view: {
        ...open,
        snackbar:
          'This time has just been taken by somebody else. Choose another one, please, or call us at the desk.',
      },
    },
    { name: 'A fault', view: { ...open, error: fault }, retry: true },
  ]
}

export function WholeScreens(props: { settings: PhoneSettings }) {
  return (
    <section class={styles.kind} aria-labelledby="whole-screens">
      <header>
        <h2 id="whole-screens">Whole screens</h2>
        <p>What stands around the components, and in place of them.</p>
      </header>
      <div class={styles.states}>
        <For each={wholeScreens()}>
          {(whole) => (
            <figure class={styles.phone}>
              <figcaption>{whole.name}</figcaption>
              <Phone
                label={whole.name}
                theme={props.settings.theme}
                size={phoneSize(props.settings.width)}
                inert
              >
                <PhoneGlass theme={props.settings.theme} platform={props.settings.platform}>
                  <PhoneSheet behind={<StatusBar platform={props.settings.platform} />}>
                    <FlowScreen
                      view={whole.view}
                      picture
                      draft={whole.draft === true}
                      onEvent={() => {}}
                      onRestart={() => {}}
                      onRetry={whole.retry ? () => {} : undefined}
                    />
                  </PhoneSheet>
                </PhoneGlass>
              </Phone>
            </figure>
          )}
        </For>
      </div>
    </section>
  )
}
