/** One component as the phone draws it, as a picture: nothing in it can be tapped or take the focus. */
import type { Component } from 'solid-js'
import { Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Drawn } from '../../../shared/flow/interpret/drawn.ts'
import type { ScreenView, ViewItem } from '../../../shared/flow/interpret/view-item.ts'
import { Footer } from './flow-screen.tsx'

import { drawings, ItemList } from './item-list.tsx'
import styles from './phone.module.css'
import { PhonePaper } from './phone.tsx'
import { ScreenContext } from './screen-context.ts'
import type { PhoneTheme, Platform } from './settings.ts'

const still: ScreenContext = { send: () => {}, overlay: () => undefined, cover: () => () => {} }

export function Still(props: { drawn: Drawn }) {
  const item = () => (props.drawn.kind === 'item' ? props.drawn.item : null)
  const footer = () => (props.drawn.kind === 'footer' ? props.drawn.footer : null)
  return (
    <PhonePaper>
      <ScreenContext.Provider value={still}>
        <Show when={item()}>
          {(shown) => (
            <Dynamic
              component={drawings[shown().kind] as Component<{ item: ViewItem }>}
              item={shown()}
            />
          )}
        </Show>
        <Show when={footer()}>
          {(shown) => <Footer footer={shown()} waiting={false} onTap={() => {}} />}
        </Show>
      </ScreenContext.Provider>
    </PhonePaper>
  )
}

/** All that a screen holds, as a picture of its own height. `focus` draws it as if it had the focus. */
export function StillScreen(props: {
  view: ScreenView
  theme: PhoneTheme
  platform: Platform
  focus?: boolean
}) {
  return (
    <PhonePaper theme={props.theme} platform={props.platform} focus={props.focus === true}>
      <ScreenContext.Provider value={still}>
        <Show
          when={props.view.items.length > 0 || props.view.footer}
          fallback={<p class={styles.nothing}>Nothing shows.</p>}
        >
          <ItemList screenId={props.view.screenId} items={props.view.items} />
        </Show>
        <Show when={props.view.footer}>
          {(shown) => <Footer footer={shown()} waiting={false} onTap={() => {}} />}
        </Show>
      </ScreenContext.Provider>
    </PhonePaper>
  )
}
