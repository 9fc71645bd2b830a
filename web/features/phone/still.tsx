/** One component as the phone draws it, as a picture: nothing in it can be tapped or take the focus. */
import type { Component } from 'solid-js'
import { Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Drawn } from '../../../shared/flow/interpret/drawn.ts'
import type { ViewItem } from '../../../shared/flow/interpret/view-item.ts'
import { Footer } from './flow-screen.tsx'
import { drawings } from './item-list.tsx'
import { PhonePaper } from './phone.tsx'
import { ScreenContext } from './screen-context.ts'

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
